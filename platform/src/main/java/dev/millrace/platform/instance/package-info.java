/** Which process this is, among several that run the same service. */
@NullMarked
package dev.millrace.platform.instance;

import org.jspecify.annotations.NullMarked;
