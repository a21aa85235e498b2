/** What all modules' tests share: the house rules as tests, and a clock that a test moves. */
@NullMarked
package dev.millrace.platform.conventions;

import org.jspecify.annotations.NullMarked;
