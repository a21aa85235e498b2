/** What deciding code does with JSON that the client defines. */
@NullMarked
package dev.millrace.command.json;

import org.jspecify.annotations.NullMarked;
