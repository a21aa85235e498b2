package dev.millrace.standalone;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Locale;
import org.springframework.core.env.Environment;

/** What a person sees once everything runs: where it is, and lines to paste. */
final class Welcome {

    private Welcome() {}

    static String text(Environment environment, Path data) {
        var http = "http://localhost:" + environment.getProperty("local.server.port");
        var socket = "ws://localhost:" + environment.getProperty("millrace.gateway.port", "8081") + "/v1/stream";
        var took = (System.currentTimeMillis()
                        - ManagementFactory.getRuntimeMXBean().getStartTime())
                / 1000.0;
        return places(environment, data, http, socket, took) + firstCommands(environment, http, socket);
    }

    private static String places(Environment environment, Path data, String http, String socket, double seconds) {
        return String.format(
                Locale.ROOT,
                """

                Millrace is ready after %.1f s. Ctrl-C stops it.

                  HTTP        %s    API pages at %s/docs
                  sockets     %s
                  Kafka       %s
                  PostgreSQL  %s    user %s
                  objects     %s
                  data        %s    log in logs/millrace.log

                """,
                seconds,
                http,
                http,
                socket,
                environment.getProperty("millrace.kafka.bootstrap-servers"),
                environment.getProperty("millrace.database.url"),
                environment.getProperty("millrace.database.username"),
                environment.getProperty("millrace.object-store.url"),
                data);
    }

    private static String firstCommands(Environment environment, String http, String socket) {
        return """
                Paste this into another terminal:

                %s
                api() { curl -s -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' "$@"; echo; }
                api %2$s/v1/organizations -d '{"organization":"acme","name":"Acme"}'
                api %2$s/v1/organizations/acme/commands -d '{"type":"table.define","data":{"table":"todos","title":"To do","schema":{"type":"object","properties":{"title":{"type":"string"},"done":{"type":"boolean"}},"required":["title"]}}}'
                api %2$s/v1/organizations/acme/commands -d '{"type":"row.put","data":{"table":"todos","row":"1","data":{"title":"Ship it","done":false}}}'
                api -H 'Millrace-After: 3' %2$s/v1/organizations/acme/tables/todos/rows
                api %2$s/v1/organizations/acme/events

                And watch it live, from the first event on (with npm at hand):

                %3$s

                """.formatted(token(environment, http), http, watch(socket));
    }

    private static String token(Environment environment, String http) {
        var issuer = environment.getProperty("millrace.security.issuer", http);
        return issuer.equals(http)
                ? "TOKEN=$(curl -s -u dev:dev -d grant_type=client_credentials " + http
                        + "/oauth2/token | sed 's/.*\"access_token\":\"\\([^\"]*\\)\".*/\\1/')"
                : "TOKEN=...   # from " + issuer;
    }

    private static String watch(String socket) {
        return "npx -y wscat -c \"%s?access_token=$TOKEN\" -w 3600 -x '{\"type\":\"subscribe\",\"id\":\"a\",\"channel\":\"organization/acme\",\"after\":0}'"
                .formatted(socket);
    }
}
