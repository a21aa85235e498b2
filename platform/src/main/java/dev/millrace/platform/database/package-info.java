/** The one data source, and a schema with its own migrations for each service. */
@NullMarked
package dev.millrace.platform.database;

import org.jspecify.annotations.NullMarked;
