package dev.millrace.ingest.translation;

import dev.millrace.ingest.delivery.DeliveryKey;
import dev.millrace.ingest.delivery.DeliveryState;
import dev.millrace.ingest.translation.DeadLetterLog.Notice;
import dev.millrace.schemas.envelope.DeadLetterRecord;
import dev.millrace.schemas.envelope.DeadLetterRecord.State;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Settles deliveries in a transaction of the caller's, and sees to it that whoever is in trouble lies among the dead letters before that commits. */
public final class Verdicts {

    private final DeadLetterLog deadLetters;
    private final TranslationMeters meters;

    public Verdicts(DeadLetterLog deadLetters, TranslationMeters meters) {
        this.deadLetters = deadLetters;
        this.meters = meters;
    }

    /** Puts translations to their deliveries; those whose outcomes were quicker than this end at once. */
    void settle(List<Translated> translations, Connection connection) throws SQLException {
        if (translations.isEmpty()) {
            return;
        }
        var sorted = translations.stream()
                .sorted(Comparator.comparing(translated -> translated.located().key()))
                .toList();
        var attempts = new TreeMap<DeliveryKey, Integer>();
        sorted.forEach(translated -> attempts.put(translated.located().key(), translated.attempt()));
        Journal.lock(attempts.keySet(), connection);
        Settlement.decide(sorted, connection);
        bury(sorted, connection);
        concludeLocked(attempts, connection);
        sorted.forEach(translated -> meters.translated(translated.verdict().state()));
    }

    /** Ends deliveries after outcomes of their commands were noted. */
    void conclude(SortedMap<DeliveryKey, Integer> attempts, Connection connection) throws SQLException {
        Journal.lock(attempts.keySet(), connection);
        concludeLocked(attempts, connection);
    }

    private void bury(List<Translated> translations, Connection connection) throws SQLException {
        var letters = new ArrayList<DeadLetterRecord>();
        var buried = new HashSet<DeliveryKey>();
        for (var translated : translations) {
            if (translated.verdict() instanceof Verdict.Failed(var code, var cause)) {
                var located = translated.located();
                letters.add(
                        DeadLetterLog.letter(located.delivery(), located.position(), State.OPEN, code + ": " + cause));
                buried.add(located.key());
            }
        }
        deadLetters.append(letters);
        note(buried, true, connection);
    }

    /** The outcome comes long after the translation, so that deliveries with a letter are read once more. */
    private void concludeLocked(SortedMap<DeliveryKey, Integer> attempts, Connection connection) throws SQLException {
        var notices = new ArrayList<Notice>();
        var rejected = new HashSet<DeliveryKey>();
        var healed = new HashSet<DeliveryKey>();
        for (var ended : Settlement.conclude(attempts, connection)) {
            meters.concluded(ended.state());
            if (ended.state() == DeliveryState.REJECTED) {
                rejected.add(ended.key());
                notices.add(new Notice(ended.position(), State.OPEN, ended.code() + ": " + ended.cause()));
            } else if (ended.deadLetter()) {
                healed.add(ended.key());
                notices.add(new Notice(
                        ended.position(), State.RETRIED, "Attempt %d was accepted".formatted(ended.attempt())));
            }
        }
        deadLetters.announce(notices);
        note(rejected, true, connection);
        note(healed, false, connection);
    }

    private void note(Set<DeliveryKey> keys, boolean open, Connection connection) throws SQLException {
        if (!keys.isEmpty()) {
            Settlement.noteDeadLetters(keys, open, connection);
            meters.deadLetters(open ? keys.size() : 0);
        }
    }
}
