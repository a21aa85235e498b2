@NullMarked
package dev.millrace.schemas.realtime;

import org.jspecify.annotations.NullMarked;
