package dev.millrace.platform.health;

import java.util.Optional;

/**
 * Something without which this process should get no requests, such as a projection that has not caught up. Every bean of this type counts. It is asked on a thread
 * of its own, once a second at most, and counts as failed when it does not answer in two seconds.
 */
public interface ReadinessCheck {

    /** Its name in reports. */
    String name();

    /** What is missing, in a sentence; empty if nothing is. */
    Optional<String> problem();
}
