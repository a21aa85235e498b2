/** The whole platform as people run it: real processes, real servers, real clients. */
@NullMarked
package dev.millrace.standalone;

import org.jspecify.annotations.NullMarked;
