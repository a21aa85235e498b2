/** Tests of migrations against a real server. */
@NullMarked
package dev.millrace.platform.database;

import org.jspecify.annotations.NullMarked;
