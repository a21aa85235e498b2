package dev.millrace.bench.scenario;

import dev.millrace.bench.report.Row;
import java.io.IOException;
import java.util.List;

/** One thing to measure. */
public interface Scenario {

    /** Its name on the command line. */
    String name();

    /** What it measures, for the report. */
    String title();

    /** Measures once. */
    List<Row> run(Bed bed) throws IOException;
}
