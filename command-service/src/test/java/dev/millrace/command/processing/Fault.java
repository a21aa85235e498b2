package dev.millrace.command.processing;

import dev.millrace.schemas.DomainCommand;
import dev.millrace.schemas.row.RowCommand.PutRow;

/** A bug that can be mended: putting a row called {@code bug} goes wrong until then. */
final class Fault implements Precondition {

    private RuntimeException failure = new IllegalStateException("a secret payload");
    private boolean mended;

    void mend() {
        mended = true;
    }

    void failWith(RuntimeException other) {
        failure = other;
    }

    @Override
    public void check(DomainCommand command, Entities entities) {
        if (!mended && command instanceof PutRow put && put.row().value().equals("bug")) {
            throw failure;
        }
    }
}
