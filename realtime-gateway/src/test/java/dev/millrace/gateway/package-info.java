@NullMarked
package dev.millrace.gateway;

import org.jspecify.annotations.NullMarked;
