/**
 * From the log of record to the tables of the features. Each record is decoded once and shown to every feature; what a batch changes is written in a few
 * statements, in the one transaction of the batch. Knows no feature.
 */
@NullMarked
package dev.millrace.query.projection;

import org.jspecify.annotations.NullMarked;
