package dev.millrace.platform.security;

import dev.millrace.platform.web.Problem;
import dev.millrace.schemas.ErrorCode;
import dev.millrace.schemas.envelope.OrganizationId;
import java.time.Instant;
import java.util.Set;

/**
 * Who holds a verified token.
 *
 * @param subject       the token's {@code sub}; the actor of what the caller does
 * @param organizations the token's {@code organizations}; {@code *} stands for every one
 * @param expiresAt     when the token ends; an open socket ends with it unless a newer token came
 */
public record Caller(String subject, Set<String> organizations, Instant expiresAt) {

    /** Stands for every organization in the claim. */
    public static final String EVERY_ORGANIZATION = "*";

    public Caller {
        organizations = Set.copyOf(organizations);
    }

    /** True if the token covers the organization. */
    public boolean mayUse(OrganizationId organization) {
        return organizations.contains(EVERY_ORGANIZATION) || organizations.contains(organization.value());
    }

    /** Fails with {@link ErrorCode#FORBIDDEN} unless the token covers the organization. */
    public void requireUseOf(OrganizationId organization) {
        if (!mayUse(organization)) {
            throw new Problem(
                    ErrorCode.FORBIDDEN,
                    "Expected a token for organization %s, but this one does not name it".formatted(organization));
        }
    }
}
