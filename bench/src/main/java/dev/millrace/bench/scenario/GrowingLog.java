package dev.millrace.bench.scenario;

import dev.millrace.bench.report.Row;
import dev.millrace.bench.scenario.Extent.Step;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What one command costs, and how large everything is, with more and more in the log: first more events, then more organizations with the same number of events. */
final class GrowingLog implements Scenario {

    @Override
    public String name() {
        return "growth";
    }

    @Override
    public String title() {
        return "what a command costs at %d a second, and what is kept, as the log grows".formatted(GrowingProgram.RATE);
    }

    @Override
    public List<Row> run(Bed bed) throws IOException {
        var moreEvents = bed.settings().growth().moreEvents();
        var moreOrganizations = bed.settings().growth().moreOrganizations();
        var byEvents = measured(bed, moreEvents);
        var byOrganizations = new ArrayList<>(List.of(byEvents.get(moreEvents.indexOf(moreOrganizations.getFirst()))));
        var rows = new ArrayList<>(byEvents);
        for (var step : moreOrganizations.subList(1, moreOrganizations.size())) {
            var alone = measured(bed, List.of(step));
            byOrganizations.addAll(alone);
            rows.addAll(alone);
        }
        for (int i = 1; i < moreEvents.size(); i++) {
            rows.add(Grown.byEvents(byEvents.get(i - 1), byEvents.get(i)));
        }
        for (int i = 1; i < moreOrganizations.size(); i++) {
            double input = (double) moreOrganizations.get(i).organizations()
                    / moreOrganizations.get(i - 1).organizations();
            rows.add(Grown.by(input, byOrganizations.get(i - 1), byOrganizations.get(i)));
        }
        return rows;
    }

    /** One after the other in the same log, which therefore has to grow. */
    private static List<Row> measured(Bed bed, List<Step> steps) throws IOException {
        var rows = new ArrayList<Row>();
        try (var program = GrowingProgram.start(bed, steps.getFirst().organizations())) {
            for (var step : steps) {
                rows.add(program.measured(step));
            }
        }
        return rows;
    }
}
