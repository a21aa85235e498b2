package dev.millrace.bench.scenario;

import dev.millrace.bench.kafka.ProducerFloor;
import dev.millrace.bench.report.Row;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What the broker under test gives a bare producer. */
final class Producers implements Scenario {

    private static final int SHARE_OF_MEASURED = 3;

    @Override
    public String name() {
        return "producer";
    }

    @Override
    public String title() {
        return "bare producers on the same broker, records of 300 bytes, acks from all";
    }

    @Override
    public List<Row> run(Bed bed) throws IOException {
        var floor = new ProducerFloor(bed.broker(), bed.settings().measured().dividedBy(SHARE_OF_MEASURED));
        var rows = new ArrayList<Row>();
        rows.add(floor.idempotent());
        rows.addAll(floor.transactional());
        return rows;
    }
}
