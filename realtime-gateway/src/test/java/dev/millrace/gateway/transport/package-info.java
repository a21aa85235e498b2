@NullMarked
package dev.millrace.gateway.transport;

import org.jspecify.annotations.NullMarked;
