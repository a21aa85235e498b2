package dev.millrace.schemas.webhooksource;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a provider proves that a delivery is its own. */
public enum SignatureScheme {
    /** {@code X-Hub-Signature-256}: HMAC-SHA256 over the body, key = the secret's bytes. */
    @JsonProperty("github")
    GITHUB,
    /** Standard Webhooks v1 (HMAC, {@code whsec_…}) and v1a (Ed25519, {@code whpk_…}), with {@code webhook-*} or {@code svix-*} headers. */
    @JsonProperty("standard")
    STANDARD
}
