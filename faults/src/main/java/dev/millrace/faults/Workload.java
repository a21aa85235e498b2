package dev.millrace.faults;

import java.util.Random;
import java.util.UUID;

/** Makes commands of every kind from a seed: rows that come and go, patches, atomic batches, guarded writes, and some that must be refused. */
final class Workload {

    /** The table that every organization of a run has. */
    static final String TABLE = "things";

    /** Its rows: a name, and a number that is never negative. */
    static final String DEFINITION = """
            {"type":"table.define","data":{"table":"things","schema":{"type":"object","required":["name"],\
            "properties":{"name":{"type":"string","maxLength":200},"count":{"type":"integer","minimum":0}}}}}""";

    private static final int ROWS = 200;

    private final Random random;

    Workload(long seed) {
        random = new Random(seed);
    }

    /** One request to send, and again, with the same id, until it is answered. */
    record Request(String id, boolean batch, String body) {

        String path(String organization) {
            return "/v1/organizations/" + organization + (batch ? "/commands:batch" : "/commands");
        }
    }

    Request next() {
        var id = new UUID(random.nextLong(), random.nextLong()).toString();
        int dice = random.nextInt(100);
        if (dice < 10) {
            return new Request(
                    id, true, "{\"id\":\"%s\",\"commands\":[%s,%s,%s]}".formatted(id, put(""), put(""), patch("")));
        }
        var head = "\"id\":\"%s\",".formatted(id);
        return new Request(
                id,
                false,
                dice < 65
                        ? put(head)
                        : dice < 75
                                ? patch(head)
                                : dice < 85 ? delete(head) : dice < 95 ? guarded(head) : refused(head));
    }

    /** True one time in twenty: the moment to send an old command again. */
    boolean isTimeToRepeat() {
        return random.nextInt(20) == 0;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    private String put(String head) {
        return command(
                head, "row.put", "\"data\":{\"name\":\"%s\",\"count\":%d}".formatted(text(), random.nextInt(1000)), "");
    }

    private String patch(String head) {
        return command(head, "row.patch", "\"patch\":{\"count\":%d}".formatted(random.nextInt(1000)), "");
    }

    private String delete(String head) {
        return "{%s\"type\":\"row.delete\",\"data\":{\"table\":\"things\",\"row\":\"%d\"}}"
                .formatted(head, random.nextInt(ROWS));
    }

    private String guarded(String head) {
        return command(
                head,
                "row.put",
                "\"data\":{\"name\":\"%s\"}".formatted(text()),
                ",\"expectedVersion\":" + random.nextInt(3));
    }

    private String refused(String head) {
        return command(head, "row.put", "\"data\":{\"name\":\"%s\",\"count\":-1}".formatted(text()), "");
    }

    private String command(String head, String type, String data, String tail) {
        return "{%s\"type\":\"%s\",\"data\":{\"table\":\"things\",\"row\":\"%d\",%s}%s}"
                .formatted(head, type, random.nextInt(ROWS), data, tail);
    }

    private String text() {
        return Long.toString(random.nextLong(), 36).repeat(1 + random.nextInt(10));
    }
}
