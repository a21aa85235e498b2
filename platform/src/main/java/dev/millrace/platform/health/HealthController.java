package dev.millrace.platform.health;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What orchestrators, operators and Prometheus ask. All but {@code /info} are open. */
@RestController
final class HealthController {

    private static final String PROMETHEUS_TEXT = "text/plain;version=0.0.4;charset=utf-8";

    private final Health health;
    private final PrometheusMeterRegistry registry;

    HealthController(Health health, PrometheusMeterRegistry registry) {
        this.health = health;
        this.registry = registry;
    }

    @GetMapping(path = "/health", produces = MediaType.APPLICATION_JSON_VALUE)
    Map<String, Object> health() {
        return health.alive();
    }

    @GetMapping(path = "/health/status", produces = MediaType.APPLICATION_JSON_VALUE)
    Map<String, Object> status() {
        return health.status();
    }

    /** 200 as long as the process can answer at all: whoever restarts it for a broken database makes things worse. */
    @GetMapping(path = "/live", produces = MediaType.APPLICATION_JSON_VALUE)
    Map<String, Object> live() {
        return Map.of("status", "up");
    }

    @GetMapping(path = "/ready", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Map<String, Object>> ready() {
        var missing = health.missing();
        var report = new LinkedHashMap<String, Object>();
        report.put("status", missing.isEmpty() ? "ready" : "not ready");
        report.put("missing", missing);
        return ResponseEntity.status(missing.isEmpty() ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
                .body(report);
    }

    @GetMapping(path = "/metrics", produces = PROMETHEUS_TEXT)
    String metrics() {
        return registry.scrape();
    }

    @GetMapping(path = "/info", produces = MediaType.APPLICATION_JSON_VALUE)
    Map<String, Object> info() {
        return health.build();
    }
}
