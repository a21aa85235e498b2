/** Tests of the documents. */
@NullMarked
package dev.millrace.platform.web.document;

import org.jspecify.annotations.NullMarked;
