package dev.millrace.faults;

import java.util.ArrayList;
import java.util.List;

/**
 * How the nodes that decide commands are started.
 *
 * @param options   of their JVM
 * @param arguments of their own
 */
record Deciders(Node.Options options, List<String> arguments) {

    private static final String SESSION = "--millrace.command.session-timeout=";
    private static final String TRANSACTION = "--millrace.command.transaction-timeout=";

    Deciders {
        arguments = List.copyOf(arguments);
    }

    /** As the product has them. */
    static Deciders with(Node.Options options) {
        return new Deciders(options, List.of());
    }

    /**
     * With transactions that outlast every freeze. At the product's timeout the broker ends the transaction of a frozen node about when another takes over, so whoever
     * thaws is fenced by that alone; here only by the group, which knows who owns a partition now.
     */
    static Deciders fencedByGroup(Node.Options options) {
        return new Deciders(options, List.of(TRANSACTION + "30s"));
    }

    /** With these timeouts; empty ones are the product's own. */
    static Deciders with(String session, String transaction) {
        var arguments = new ArrayList<String>();
        if (!session.isEmpty()) {
            arguments.add(SESSION + session);
        }
        if (!transaction.isEmpty()) {
            arguments.add(TRANSACTION + transaction);
        }
        return new Deciders(Node.Options.NONE, arguments);
    }
}
