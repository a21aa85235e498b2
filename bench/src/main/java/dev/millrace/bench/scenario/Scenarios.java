package dev.millrace.bench.scenario;

import java.util.List;

/** All scenarios, in the order in which a run goes through them: what has a program of its own first, then what needs a quiet one, then what fills it. */
public final class Scenarios {

    private static final List<Scenario> ALL = List.of(
            new Startup(),
            new GrowingLog(),
            new Commands(200),
            new Commands(500),
            new Commands(2_000),
            new Saturation(),
            new Batches(),
            new Sockets(),
            new Webhooks(),
            new Producers(),
            new Drains(),
            new Replay(),
            new Rebuilding(),
            new MemoryUse(),
            new IdleSockets());

    private Scenarios() {}

    /** Those with the given names, or all where none is given, in their order. */
    public static List<Scenario> named(List<String> names) {
        for (var name : names) {
            if (ALL.stream().noneMatch(scenario -> scenario.name().equals(name))) {
                throw new IllegalArgumentException("Expected one of %s, but got %s".formatted(names(), name));
            }
        }
        return ALL.stream()
                .filter(scenario -> names.isEmpty() || names.contains(scenario.name()))
                .toList();
    }

    /** Their names. */
    public static List<String> names() {
        return ALL.stream().map(Scenario::name).toList();
    }
}
