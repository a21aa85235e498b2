/** Tests of who calls, and tokens for everybody's tests. */
@NullMarked
package dev.millrace.platform.security;

import org.jspecify.annotations.NullMarked;
