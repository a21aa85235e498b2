@NullMarked
package dev.millrace.gateway.subscription;

import org.jspecify.annotations.NullMarked;
