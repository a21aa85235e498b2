package dev.millrace.bench.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RowPutsTest {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final NanoClock clock = NanoClock.now();
    private final RowPuts.Door door = new RowPuts.Door("h:1", "t", List.of("org-1", "org-22"));

    @Test
    void writesACommandWhoseDataHas300Bytes() {
        // when
        var request = written(RowPuts.single(door, clock), 3);
        // then
        var command = body(request);
        assertThat(request).startsWith("POST /v1/organizations/org-22/commands HTTP/1.1\r\n");
        assertThat(command.at("/type").asString()).isEqualTo("row.put");
        assertThat(command.at("/data").toString()).hasSize(RowData.BYTES);
        assertThat(command.at("/data/row").asString()).isEqualTo("r-00007919");
        assertThat(command.at("/data/data/sentAt").asString()).isEqualTo(Long.toString(clock.epochNanos(77)));
    }

    @Test
    void writesABatchOfDifferentRows() {
        // when
        var request = written(RowPuts.batches(door, 100, clock), 0);
        // then
        var commands = body(request).at("/commands");
        assertThat(request).startsWith("POST /v1/organizations/org-1/commands:batch HTTP/1.1\r\n");
        assertThat(commands.size()).isEqualTo(100);
        assertThat(commands.valueStream()
                        .map(command -> command.at("/data/row").asString())
                        .distinct())
                .hasSize(100);
    }

    private static String written(RowPuts puts, long index) {
        var out = ByteBuffer.allocate(puts.maxBytes());
        puts.write(index, 77, out);
        return new String(out.array(), 0, out.position(), StandardCharsets.US_ASCII);
    }

    /** The body, provided that Content-Length tells its length. */
    private static JsonNode body(String request) {
        var parts = request.split("\r\n\r\n", 2);
        assertThat(parts[0]).endsWith("Content-Length: " + parts[1].length());
        return JSON.readTree(parts[1]);
    }
}
