package dev.millrace.schemas;

/**
 * A command with a {@link Secret} that can be judged only while it is in clear text: by the front door, because whoever decides the command later sees
 * the sealed form alone.
 */
public interface CarriesSecret {

    /** False if nothing could ever be verified with the secret; the caller gets {@link ErrorCode#INVALID_SECRET}. */
    boolean hasSuitableSecret();

    /**
     * What stays known of the secret once it is sealed, for whoever decides the command: nothing that helps to guess it. Letters, digits, {@code -} and {@code +}; empty
     * for nothing.
     */
    default String sealedNote() {
        return "";
    }
}
