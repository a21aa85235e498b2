@NullMarked
package dev.millrace.gateway.session;

import org.jspecify.annotations.NullMarked;
