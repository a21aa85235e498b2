package dev.millrace.bench.peer.axon;

import org.axonframework.messaging.core.unitofwork.transaction.Transaction;
import org.axonframework.messaging.core.unitofwork.transaction.TransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.DefaultTransactionDefinition;

/** Axon's transactions as Spring's, bound to their thread; one begun within another takes part in it. */
record SpringTransactions(PlatformTransactionManager manager) implements TransactionManager {

    @Override
    public Transaction startTransaction() {
        var status = manager.getTransaction(new DefaultTransactionDefinition());
        return new Transaction() {
            @Override
            public void commit() {
                if (isToEnd(status)) {
                    manager.commit(status);
                }
            }

            @Override
            public void rollback() {
                if (isToEnd(status)) {
                    manager.rollback(status);
                }
            }
        };
    }

    /** False for one that took part in another, which may have ended before it: Axon begins two for each command. */
    private static boolean isToEnd(TransactionStatus status) {
        return status.isNewTransaction() && !status.isCompleted();
    }

    @Override
    public boolean requiresSameThreadInvocations() {
        return true;
    }
}
