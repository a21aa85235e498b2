/** The API described: OpenAPI for HTTP, AsyncAPI for topics and sockets, the published schemas, and a page for people. */
@NullMarked
package dev.millrace.platform.web.document;

import org.jspecify.annotations.NullMarked;
