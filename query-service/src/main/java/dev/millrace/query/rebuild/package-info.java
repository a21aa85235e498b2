/**
 * What an operator sees of the projections and can do with them. A rebuild fills a second schema beside the one in use and exchanges the two in one transaction, so
 * that readers notice nothing.
 */
@NullMarked
package dev.millrace.query.rebuild;

import org.jspecify.annotations.NullMarked;
