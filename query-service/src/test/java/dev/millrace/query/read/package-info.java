/** Tests of what all reads share. */
@NullMarked
package dev.millrace.query.read;

import org.jspecify.annotations.NullMarked;
