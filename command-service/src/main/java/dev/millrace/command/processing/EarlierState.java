package dev.millrace.command.processing;

import dev.millrace.platform.kafka.ProvisionedTopics;

/** State that is laid out as this release does not read it. To decide on it would begin every sequence anew, so the node does not start. */
final class EarlierState {

    /** Until 2026-11-22 heads of organizations had a store of their own. */
    private static final String HEADS = StreamsSettings.APPLICATION + "-heads-changelog";

    private EarlierState() {}

    static void refuse(ProvisionedTopics topics) {
        if (topics.found().contains(HEADS)) {
            throw new IllegalStateException(
                    "Expected the state of this release in Kafka, but there is a topic %s of an earlier one, whose data it cannot continue. Start with other data, or with none (./millrace up --fresh)"
                            .formatted(HEADS));
        }
    }
}
