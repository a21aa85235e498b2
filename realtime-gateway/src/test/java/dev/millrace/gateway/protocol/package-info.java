@NullMarked
package dev.millrace.gateway.protocol;

import org.jspecify.annotations.NullMarked;
