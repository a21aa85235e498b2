package dev.millrace.ingest.translation;

import dev.millrace.ingest.delivery.DeliveryKey;
import dev.millrace.ingest.source.Sources;
import dev.millrace.ingest.translation.Journal.Entry;
import dev.millrace.platform.database.Transactions;
import dev.millrace.platform.telemetry.LogKeys;
import dev.millrace.schemas.ErrorCode;
import dev.millrace.schemas.envelope.OrganizationId;
import dev.millrace.schemas.webhooksource.Mapping;
import dev.millrace.schemas.webhooksource.WebhookSourceId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns deliveries into commands and sends these. Safe to repeat at any point, and used by one thread per partition, or by an operator's retry. */
public final class Translator {

    /** What stands before the source's id in the actor of a command. */
    static final String ACTOR_PREFIX = "webhook:";

    private static final Logger LOG = LoggerFactory.getLogger(Translator.class);

    private final DataSource dataSource;
    private final Sources sources;
    private final CommandSender sender;

    /** A source by its full name. */
    private record SourceName(OrganizationId organization, WebhookSourceId source) {

        static SourceName of(Located located) {
            return new SourceName(located.key().organization(), located.key().source());
        }
    }

    public Translator(DataSource dataSource, Sources sources, CommandSender sender) {
        this.dataSource = dataSource;
        this.sources = sources;
        this.sender = sender;
    }

    /**
     * Translates those of the deliveries that have not been. Returns once their commands are in the log; the verdicts still have to be settled.
     *
     * @param deliveries in the order of their topic; of those with the same key the first counts
     * @throws SQLException if PostgreSQL or Kafka is not well; all of it may be repeated
     */
    List<Translated> translate(List<Located> deliveries) throws SQLException {
        return sender.send(writeDown(deliveries, entry -> !entry.isTranslated()));
    }

    /**
     * Translates a delivery once more. Nothing shows of it before its verdict is settled: one that is cut off has not been, or its outcome tells that it has.
     *
     * @throws SQLException as above; the next attempt is then the same one
     */
    List<Translated> retry(Located delivery) throws SQLException {
        return sender.send(writeDown(List.of(delivery), _ -> true));
    }

    private List<Planned> writeDown(List<Located> deliveries, Predicate<Entry> wanted) throws SQLException {
        var mappings = mappings(deliveries);
        return new Transactions(dataSource).run(connection -> {
            var entries = Journal.meet(firstOfEachKey(deliveries), connection);
            var planned = new ArrayList<Planned>();
            for (var located : deliveries) {
                var entry = entries.get(located.key());
                if (entry == null || !entry.position().equals(located.position())) {
                    passOver(located);
                } else if (wanted.test(entry)) {
                    planned.add(plan(located, entry.nextAttempt(), mappings.get(SourceName.of(located))));
                }
            }
            Journal.intend(rows(planned), connection);
            return planned;
        });
    }

    /** Of those sources that are there still. */
    private Map<SourceName, List<Mapping>> mappings(List<Located> deliveries) {
        var mappings = new HashMap<SourceName, List<Mapping>>();
        for (var name : new HashSet<>(deliveries.stream().map(SourceName::of).toList())) {
            sources.find(name.organization(), name.source()).ifPresent(source -> mappings.put(name, source.mappings()));
        }
        return mappings;
    }

    private static SortedMap<DeliveryKey, Located> firstOfEachKey(Collection<Located> deliveries) {
        var first = new TreeMap<DeliveryKey, Located>();
        deliveries.forEach(located -> first.putIfAbsent(located.key(), located));
        return first;
    }

    private static void passOver(Located located) {
        LOG.atWarn()
                .addKeyValue(LogKeys.ORGANIZATION, located.key().organization())
                .addKeyValue(LogKeys.SOURCE, located.key().source())
                .addKeyValue("delivery", located.key().delivery())
                .addKeyValue("position", located.position())
                .log("A delivery lies on the topic a second time and is passed over");
    }

    /** A bug of ours must not park the record: a delivery that the reader has passed is always marked. So even that becomes a verdict. */
    private static Planned plan(Located located, int attempt, @Nullable List<Mapping> mappings) {
        var delivery = located.delivery();
        if (mappings == null) {
            return new Planned.Decided(
                    located,
                    attempt,
                    new Verdict.Failed(
                            ErrorCode.WEBHOOK_SOURCE_NOT_FOUND,
                            "Expected the source to be registered still, but it was removed"));
        }
        try {
            var rows = Plan.of(delivery, mappings);
            return rows.isEmpty()
                    ? new Planned.Decided(located, attempt, new Verdict.Unmapped())
                    : new Planned.Rows(located, attempt, rows);
        } catch (Untranslatable e) {
            return new Planned.Decided(located, attempt, new Verdict.Failed(e.code(), String.valueOf(e.getMessage())));
        } catch (RuntimeException e) {
            LOG.atError()
                    .addKeyValue(LogKeys.ORGANIZATION, delivery.organization())
                    .addKeyValue(LogKeys.SOURCE, delivery.source())
                    .addKeyValue("delivery", delivery.deliveryId())
                    .setCause(e)
                    .log("A delivery hit a bug and is kept");
            return new Planned.Decided(
                    located,
                    attempt,
                    new Verdict.Failed(ErrorCode.INTERNAL, e.getClass().getName()));
        }
    }

    private static List<Planned.Rows> rows(List<Planned> planned) {
        return planned.stream()
                .filter(Planned.Rows.class::isInstance)
                .map(Planned.Rows.class::cast)
                .toList();
    }
}
