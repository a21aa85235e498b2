/** Tests of the process's name. */
@NullMarked
package dev.millrace.platform.instance;

import org.jspecify.annotations.NullMarked;
