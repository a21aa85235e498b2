package dev.millrace.faults;

import java.net.URI;

/** Where clients find the platform now; with several nodes of a service, the next one each time. */
interface Places {

    /**
     * Where a command is sent.
     *
     * @param turn of one client; with several nodes, the next turn is another node's
     */
    URI commands(int turn);

    /** Where is read. */
    URI queries();

    /** Where webhooks are delivered. */
    URI webhooks();

    /** Where sockets are opened. */
    URI stream();
}
