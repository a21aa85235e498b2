package dev.millrace.ingest.signature;

/**
 * What the headers and the body of a verified delivery say about it.
 *
 * @param id    the provider's own id; the same when it delivers again
 * @param event the provider's name of the event; {@link #UNNAMED} where it gives none
 */
public record SignedDelivery(String id, String event) {

    /** Stands for the event's name in a delivery that has none; only a mapping for {@code *} takes it. */
    public static final String UNNAMED = "unnamed";
}
