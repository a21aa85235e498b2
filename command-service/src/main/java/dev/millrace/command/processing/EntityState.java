package dev.millrace.command.processing;

import org.jspecify.annotations.Nullable;

/**
 * What the store holds of one entity.
 *
 * @param version how many events it has had; 0 if it never existed
 * @param entity  the entity itself; null if it never existed, or was removed and only its version is kept
 */
record EntityState(long version, @Nullable Object entity) {

    static final EntityState NONE = new EntityState(0, null);
}
