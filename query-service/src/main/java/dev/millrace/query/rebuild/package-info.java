/**
 * Builds the read side anew from the topics, beside the one that is read, and exchanges the two in one transaction. One node does it, whichever is asked; a
 * session lock of the database keeps the others from it. Readers notice nothing but a moment's wait.
 */
@NullMarked
package dev.millrace.query.rebuild;

import org.jspecify.annotations.NullMarked;
