package dev.millrace.query.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

/** Prints how many events a second a replay delivers over HTTP. Asserts only that all came: the machine decides the rest. */
class ReplayRateIT {

    private static final int EVENTS = 300_000;
    private static final int RUNS = 4;

    @Test
    void printsTheRate() throws IOException, InterruptedException {
        try (var service = QueryService.start(QueryService.infrastructure())) {
            // given
            service.execute("""
                    insert into query.event select 'acme', n, 'row.written', 'table/issues/row/' || n, gen_random_uuid(),
                    '{"sequence":' || n || ',"type":"row.written","subject":"table/issues/row/' || n || '","data":{"text":"' || repeat('x', 250) || '"}}'
                    from generate_series(1, %d) n
                    """.formatted(EVENTS));
            service.execute(
                    "insert into query.head values ('millrace.query.event-log', 'acme', %d, 0)".formatted(EVENTS));
            service.execute("analyze query.event");
            var api = service.api("acme");
            var request = api.request("/v1/organizations/acme/events", "Accept", "application/x-ndjson")
                    .build();
            for (int run = 0; run < RUNS; run++) {
                // when
                long started = System.nanoTime();
                long lines = 0;
                try (var body =
                        api.client().send(request, BodyHandlers.ofInputStream()).body()) {
                    var buffer = new byte[1 << 16];
                    for (int read = body.read(buffer); read > 0; read = body.read(buffer)) {
                        for (int i = 0; i < read; i++) {
                            lines += buffer[i] == '\n' ? 1 : 0;
                        }
                    }
                }
                // then
                assertThat(lines).isEqualTo(EVENTS);
                System.out.printf("RATE of a replay: %,.0f events/s%n", EVENTS / ((System.nanoTime() - started) / 1e9));
            }
        }
    }
}
