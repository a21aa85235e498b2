/** {@code POST /webhooks/{organization}/{source}}: the only door without a bearer token, because a provider has none; its signature is the proof. */
@NullMarked
package dev.millrace.ingest.endpoint;

import org.jspecify.annotations.NullMarked;
