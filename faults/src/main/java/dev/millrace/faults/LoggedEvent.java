package dev.millrace.faults;

import dev.millrace.schemas.envelope.Chain;
import dev.millrace.schemas.envelope.RawJson;
import dev.millrace.schemas.envelope.Subject;
import tools.jackson.databind.json.JsonMapper;

/** One line of an NDJSON export, read without any code of the services: only the published form of an event and of the chain. */
record LoggedEvent(
        long sequence,
        String type,
        String subject,
        String id,
        String time,
        String actor,
        String commandId,
        String chain,
        RawJson data) {

    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final String DATA = "\"data\":";

    /** Reads a line; {@code data} is its last member, byte for byte. */
    static LoggedEvent parse(String line) {
        var json = MAPPER.readTree(line);
        int data = line.indexOf(DATA) + DATA.length();
        return new LoggedEvent(
                json.required("sequence").asLong(),
                json.required("type").asString(),
                json.required("subject").asString(),
                json.required("id").asString(),
                json.required("time").asString(),
                json.required("actor").asString(),
                json.required("commandId").asString(),
                json.required("chain").asString(),
                RawJson.of(line.substring(data, line.length() - 1)));
    }

    /** The chain after this event, computed from its content. */
    Chain after(Chain previous) {
        return previous.next(type, id, new Subject(subject), time, actor, sequence, data);
    }
}
