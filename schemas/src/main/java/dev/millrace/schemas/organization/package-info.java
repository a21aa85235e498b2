/** Contracts of an organization, the unit of tenancy and of order. */
@NullMarked
package dev.millrace.schemas.organization;

import org.jspecify.annotations.NullMarked;
