package dev.millrace.command.processing;

/**
 * An entity that can cease to exist. A removed one counts as absent and as version 0 for {@code expectedVersion}; its creator makes it anew, while its versions
 * continue.
 */
public interface Removable {

    /** True if it is gone, by its own event or because something it lives in is gone. */
    boolean removed(Entities others);
}
