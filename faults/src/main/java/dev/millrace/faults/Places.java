package dev.millrace.faults;

import java.net.URI;

/** Where clients find the platform now; with several nodes of a service, the next one each time. */
interface Places {

    /** Where commands are taken. */
    URI commands();

    /** Where is read. */
    URI queries();

    /** Where webhooks are delivered. */
    URI webhooks();

    /** Where sockets are opened. */
    URI stream();
}
