@NullMarked
package dev.millrace.command.jsonschema;

import org.jspecify.annotations.NullMarked;
