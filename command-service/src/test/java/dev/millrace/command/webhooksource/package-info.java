@NullMarked
package dev.millrace.command.webhooksource;

import org.jspecify.annotations.NullMarked;
