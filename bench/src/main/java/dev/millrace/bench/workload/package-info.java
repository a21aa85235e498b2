/** What is asked of the program: organizations spread over the partitions, one table each, and rows of about 300 bytes. Threading: immutable. */
@NullMarked
package dev.millrace.bench.workload;

import org.jspecify.annotations.NullMarked;
