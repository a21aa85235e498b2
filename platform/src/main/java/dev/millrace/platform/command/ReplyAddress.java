package dev.millrace.platform.command;

import dev.millrace.platform.instance.InstanceId;
import java.util.UUID;

/**
 * Where outcomes for this process are sent: the instance and something that differs at every start, so that a process is never told what its predecessor
 * asked.
 */
public record ReplyAddress(String value) {

    static ReplyAddress of(InstanceId instance) {
        return new ReplyAddress(instance + "/" + UUID.randomUUID().toString().substring(0, 8));
    }
}
