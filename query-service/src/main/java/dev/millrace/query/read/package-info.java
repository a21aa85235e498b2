/**
 * What all read APIs share: one snapshot with its sequence, the wait for a sequence, parameters and answers. Knows no feature. Every query runs as a role that
 * sees one organization.
 */
@NullMarked
package dev.millrace.query.read;

import org.jspecify.annotations.NullMarked;
