package dev.millrace.platform.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.platform.json.Json;
import dev.millrace.platform.kafka.Records;
import dev.millrace.platform.web.Problem;
import dev.millrace.schemas.Catalogue;
import dev.millrace.schemas.envelope.CommandRecord;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Whatever is thrown at the door, it answers with a submission that the processor can read, or with a problem that can be written as JSON. */
class CommandDoorFuzzTest {

    private static final int ROUNDS = 20_000;

    private static final List<String> SEEDS = List.of(
            "{\"id\":\"0197a000-0000-7000-8000-000000000001\",\"type\":\"row.put\",\"data\":{\"table\":\"t\",\"row\":\"1\",\"data\":{\"a\":[1,2.5,null,true,{\"b\":\"x\"}]}},\"expectedVersion\":3}",
            "{\"type\":\"organization.create\",\"data\":{\"name\":\"Acme\"}}",
            "{\"type\":\"table.define\",\"data\":{\"table\":\"t\",\"title\":\"T\",\"schema\":{\"type\":\"object\"}}}",
            "{\"type\":\"row.patch\",\"data\":{\"table\":\"t\",\"row\":\"r\",\"patch\":{\"a\":null}}}",
            "{\"type\":\"webhook-source.register\",\"data\":{\"source\":\"gh\",\"scheme\":\"github\",\"secret\":\"s\",\"mappings\":[{\"event\":\"issues\",\"table\":\"t\",\"row\":\"/issue/id\",\"fields\":{\"title\":\"/issue/title\"}}]}}",
            "{\"type\":\"webhook-source.rotate-secret\",\"data\":{\"source\":\"gh\",\"secret\":\"s\",\"graceSeconds\":60}}",
            "{\"commands\":[{\"type\":\"table.drop\",\"data\":{\"table\":\"t\"}},{\"type\":\"row.delete\",\"data\":{\"table\":\"t\",\"row\":\"1\"}}]}");

    private static final List<String> TOKENS = List.of(
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "\"",
            "\\",
            "null",
            "true",
            "0",
            "-1",
            "1e400",
            "1e-400",
            "9".repeat(1200),
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"\\udc00x\"",
            "\"\"",
            "{}",
            "[]",
            "\"data\":",
            "\"table\":",
            "\"type\":",
            "\u00e9",
            "🔑",
            "/",
            "~",
            "99999999999999999999",
            "0.1",
            "\"github\"",
            "\"x\":{\"y\":[[[[1]]]]}",
            "[".repeat(150),
            "\n",
            "NaN",
            "//");

    private final long seed = new Random().nextLong();
    private final RandomGenerator random = new Random(seed);
    private final DoorFixture fixture = DoorFixture.withLimits(DoorFixture.limits(1_000_000, Integer.MAX_VALUE));
    private int taken;
    private int refused;

    @Test
    void answersWhateverComes() {
        // given
        System.out.println("fuzzing with seed " + seed);
        for (int round = 0; round < ROUNDS; round++) {
            var body = mutated(SEEDS.get(random.nextInt(SEEDS.size())));
            // when
            try {
                offer(body);
            } catch (RuntimeException | StackOverflowError e) {
                throw new AssertionError(
                        "seed %d, body %s".formatted(seed, new String(body, StandardCharsets.UTF_8)), e);
            }
        }
        // then
        assertThat(taken).as("taken, seed %d", seed).isPositive();
        assertThat(refused).as("refused, seed %d", seed).isGreaterThan(ROUNDS / 4);
    }

    private void offer(byte[] body) {
        fixture.producer.clear();
        try {
            if (random.nextInt(4) == 0) {
                fixture.door.submitBatch(DoorFixture.ACME, fixture.door.parseBatch(body), DoorFixture.HTTP);
            } else {
                fixture.door.submit(DoorFixture.ACME, fixture.door.parse(body), DoorFixture.HTTP);
            }
            taken++;
            requireReadable(fixture.logged());
        } catch (Problem problem) {
            refused++;
            assertThat(problem.code().httpStatus()).isBetween(400, 499);
            assertThat(Json.MAPPER.writeValueAsBytes(problem.errors()).length).isLessThan(100_000);
            assertThat(problem.detail()).hasSizeLessThan(1000);
            assertThat(fixture.producer.history()).isEmpty();
        }
    }

    private static void requireReadable(CommandRecord command) {
        var data = Json.MAPPER.readTree(command.data().bytes());
        if (!command.type().equals(CommandRecord.BATCH)) {
            assertThat(Json.MAPPER.treeToValue(
                            data, Catalogue.command(command.type()).orElseThrow()))
                    .isNotNull();
            return;
        }
        data.path("commands")
                .forEach(entry -> assertThat(Json.MAPPER.treeToValue(
                                entry.path("data"),
                                Catalogue.command(entry.path("type").stringValue())
                                        .orElseThrow()))
                        .isNotNull());
        assertThat(Records.of(command).value()).isNotEmpty();
    }

    private byte[] mutated(String seedBody) {
        var text = new StringBuilder(seedBody);
        int mutations = random.nextInt(4);
        for (int i = 0; i < mutations && !text.isEmpty(); i++) {
            mutate(text);
        }
        var bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        if (bytes.length > 0 && random.nextInt(10) == 0) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    private void mutate(StringBuilder text) {
        int from = random.nextInt(text.length());
        int to = Math.min(text.length(), from + random.nextInt(12));
        var token = TOKENS.get(random.nextInt(TOKENS.size()));
        switch (random.nextInt(4)) {
            case 0 -> text.delete(from, to);
            case 1 -> text.insert(from, token);
            case 2 -> text.replace(from, to, token);
            default -> replaceValue(text, from, token);
        }
    }

    /** Puts another value after some colon, so that the body often stays well-formed. */
    private static void replaceValue(StringBuilder text, int from, String token) {
        int colon = text.indexOf(":", from);
        if (colon < 0) {
            return;
        }
        int end = colon + 1;
        while (end < text.length() && ",}]".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        text.replace(colon + 1, end, token);
    }
}
