/** Tests of the mapper against every contract. */
@NullMarked
package dev.millrace.platform.json;

import org.jspecify.annotations.NullMarked;
