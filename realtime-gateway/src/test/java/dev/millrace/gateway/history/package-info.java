@NullMarked
package dev.millrace.gateway.history;

import org.jspecify.annotations.NullMarked;
