package dev.millrace.command.processing;

import dev.millrace.schemas.envelope.OrganizationId;

/**
 * A command hit a bug of ours and lies among the dead letters.
 *
 * @param cause exception classes and places, without payload
 */
record ReportedBug(OrganizationId organization, String id, String type, String cause) {}
