package dev.millrace.platform.health;

import dev.millrace.platform.instance.InstanceId;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.common.utils.AppInfoParser;
import org.jspecify.annotations.Nullable;

/** Gathers what the probes find into the reports that are served. */
final class Health {

    private static final String UP = "up";
    private static final String DOWN = "down";

    private final InstanceId instance;
    private final BuildInfo build;
    private final List<Probe> probes;
    private final @Nullable DatabaseProbe database;

    /**
     * @param probes   what readiness depends on, {@code database} and {@code kafka} among them where the process has them
     * @param database for the state of its pool; null in a process without one
     */
    Health(InstanceId instance, BuildInfo build, List<Probe> probes, @Nullable DatabaseProbe database) {
        this.instance = instance;
        this.build = build;
        this.probes = List.copyOf(probes);
        this.database = database;
    }

    /** Says that the process answers, and which one it is. Asks nobody. */
    Map<String, Object> alive() {
        var report = new LinkedHashMap<String, Object>();
        report.put("status", UP);
        report.put("containerId", instance.value());
        report.put("version", build.release());
        report.put("time", Instant.now().toString());
        return report;
    }

    /** What is missing before requests make sense, by name; empty if nothing is. */
    Map<String, String> missing() {
        var missing = new LinkedHashMap<String, String>();
        findings()
                .forEach((name, finding) ->
                        Optional.ofNullable(finding.problem()).ifPresent(problem -> missing.put(name, problem)));
        return missing;
    }

    /** Everything an operator or an autoscaler asks of one process; its shape is published as {@code health-status.schema.json}. */
    Map<String, Object> status() {
        var findings = findings();
        var report = new LinkedHashMap<String, Object>();
        report.put("status", findings.values().stream().allMatch(Finding::isUp) ? UP : "degraded");
        report.put("containerId", instance.value());
        report.put("time", Instant.now().toString());
        findings.forEach((name, finding) -> {
            if (isPart(name)) {
                report.put(name, described(name, finding));
            }
        });
        report.put(
                "checks",
                findings.entrySet().stream()
                        .filter(entry -> !isPart(entry.getKey()))
                        .map(entry -> check(entry.getKey(), entry.getValue()))
                        .toList());
        report.put("scale", scale());
        report.put("versions", versions());
        return report;
    }

    Map<String, Object> build() {
        var report = new LinkedHashMap<String, Object>();
        report.put("version", build.release());
        report.put("commit", build.commit());
        report.put("time", build.time());
        report.put("java", Runtime.version().toString());
        return report;
    }

    private Map<String, Finding> findings() {
        return probes.stream()
                .collect(Collectors.toMap(Probe::name, Probe::find, (first, _) -> first, LinkedHashMap::new));
    }

    private static boolean isPart(String name) {
        return name.equals(HealthConfiguration.DATABASE) || name.equals(HealthConfiguration.KAFKA);
    }

    private Map<String, Object> described(String name, Finding finding) {
        var report = new LinkedHashMap<String, Object>();
        report.put("status", finding.isUp() ? UP : DOWN);
        if (finding.problem() != null) {
            report.put("problem", finding.problem());
        }
        report.putAll(finding.details());
        if (database != null && name.equals(HealthConfiguration.DATABASE)) {
            report.put("pool", database.pool());
        }
        return report;
    }

    private static Map<String, Object> check(String name, Finding finding) {
        var report = new LinkedHashMap<String, Object>();
        report.put("name", name);
        report.put("status", finding.isUp() ? UP : DOWN);
        if (finding.problem() != null) {
            report.put("problem", finding.problem());
        }
        return report;
    }

    private Map<String, Object> scale() {
        var runtime = Runtime.getRuntime();
        var memory = ManagementFactory.getMemoryMXBean();
        var scale = new LinkedHashMap<String, Object>();
        scale.put("instance", instance.value());
        scale.put(
                "uptimeSeconds",
                TimeUnit.MILLISECONDS.toSeconds(
                        ManagementFactory.getRuntimeMXBean().getUptime()));
        scale.put("processors", runtime.availableProcessors());
        scale.put("threads", ManagementFactory.getThreadMXBean().getThreadCount());
        scale.put(
                "memory",
                Map.of(
                        "heapUsedBytes", memory.getHeapMemoryUsage().getUsed(),
                        "heapMaxBytes", memory.getHeapMemoryUsage().getMax(),
                        "nonHeapUsedBytes", memory.getNonHeapMemoryUsage().getUsed()));
        return scale;
    }

    private Map<String, Object> versions() {
        return Map.of(
                "millrace", build.release(),
                "java", Runtime.version().toString(),
                "kafkaClient", AppInfoParser.getVersion());
    }
}
