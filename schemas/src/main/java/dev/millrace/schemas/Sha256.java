package dev.millrace.schemas;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256, which every Java platform has. */
public final class Sha256 {

    /** Never fed, so that any thread may clone it: otherwise it is looked up among the providers, and held against constraints, each time. */
    private static final MessageDigest BLANK = lookUp();

    private Sha256() {}

    /** A digest that has seen nothing yet; for one thread. */
    public static MessageDigest digest() {
        try {
            return (MessageDigest) BLANK.clone();
        } catch (CloneNotSupportedException e) {
            return lookUp(); // a provider may put its own, which cannot be cloned, before that of the JDK
        }
    }

    private static MessageDigest lookUp() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
