/** The contracts that all services share: what may be asked, what can happen, and the topics both travel on. */
@NullMarked
package dev.millrace.schemas;

import org.jspecify.annotations.NullMarked;
