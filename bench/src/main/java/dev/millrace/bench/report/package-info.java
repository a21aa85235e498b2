/** Results of runs: kept as JSON, condensed to medians, written as tables into a page whose prose stays as it is. */
@NullMarked
package dev.millrace.bench.report;

import org.jspecify.annotations.NullMarked;
