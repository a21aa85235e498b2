/** How HTTP fails: RFC 9457 problems with stable codes. */
@NullMarked
package dev.millrace.platform.web;

import org.jspecify.annotations.NullMarked;
