package dev.millrace.gateway.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.gateway.protocol.FrameReader.Reading;
import dev.millrace.schemas.ErrorCode;
import dev.millrace.schemas.realtime.Channel;
import dev.millrace.schemas.realtime.ClientFrame;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FrameReaderTest {

    private static final String SUBSCRIBE =
            "{\"type\":\"subscribe\",\"id\":\"a\",\"channel\":\"organization/acme/table/issues/row/1\",\"after\":7}";

    @Test
    void readsEachKindOfFrame() {
        assertThat(read(SUBSCRIBE))
                .isEqualTo(understood(
                        new ClientFrame.Subscribe("a", Channel.of("organization/acme/table/issues/row/1"), 7L)));
        assertThat(read("{\"type\":\"unsubscribe\",\"id\":\"a\"}"))
                .isEqualTo(understood(new ClientFrame.Unsubscribe("a")));
        assertThat(read("{\"type\":\"auth\",\"token\":\"t\"}")).isEqualTo(understood(new ClientFrame.Auth("t")));
        assertThat(read("{\"type\":\"ping\"}")).isEqualTo(understood(new ClientFrame.Ping(null)));
        assertThat(read("{\"type\":\"command\",\"id\":\"c\",\"organization\":\"acme\",\"command\":{\"type\":\"x\"}}"))
                .isInstanceOf(Reading.Understood.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "{", "{\"type\":\"ping\"", "{\"a\":1,\"a\":2}", "{} {}", "\u0000"})
    void refusesWhatIsNoJson(String text) {
        assertThat(malformed(text).problem().code()).isEqualTo(ErrorCode.MALFORMED_JSON);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            []                                                                              | ``
            {}                                                                              | /type
            {"type":7}                                                                      | /type
            {"type":"dance"}                                                                | /type
            {"type":"ping","id":""}                                                         | /id
            {"type":"subscribe","id":"a"}                                                   | /channel
            {"type":"subscribe","id":"a","channel":"table/x"}                               | /channel
            {"type":"subscribe","id":"a","channel":"organization/../x"}                     | /channel
            {"type":"subscribe","id":"a","channel":"organization/acme","after":"1"}         | /after
            {"type":"subscribe","id":"a","channel":"organization/acme","after":1.5}         | /after
            {"type":"subscribe","id":"a","channel":"organization/acme","after":true}        | /after
            {"type":"subscribe","id":"a","channel":"organization/acme","after":1e400}       | /after
            {"type":"subscribe","id":"a","channel":"organization/acme","aftr":1}            | /aftr
            {"type":"subscribe","id":"a","channel":"organization/acme","after":99999999999999999999} | /after
            {"type":"command","id":"a","organization":"acme","command":[]}                  | /command
            """)
    void pointsAtWhatIsWrong(String text, String pointer) {
        // when
        var malformed = malformed(text);
        // then
        assertThat(malformed.problem().code()).isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(malformed.problem().errors())
                .allSatisfy(error -> assertThat(error.pointer()).isEqualTo(pointer));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "null",
            value = {"7.0,7", "70e-1,7", "0,0", "null,null"})
    void readsAPositionAsItsSchemaDoes(String text, Long position) {
        assertThat(read(SUBSCRIBE.replace("7", String.valueOf(text))))
                .isEqualTo(understood(
                        new ClientFrame.Subscribe("a", Channel.of("organization/acme/table/issues/row/1"), position)));
    }

    @Test
    void callsANegativePositionAParameterOutOfRange() {
        assertThat(malformed(SUBSCRIBE.replace("7", "-7")).problem().code()).isEqualTo(ErrorCode.INVALID_PARAMETER);
    }

    @Test
    void keepsTheIdForTheAnswer() {
        assertThat(malformed("{\"type\":\"subscribe\",\"id\":\"a\"}").id()).isEqualTo("a");
    }

    @Test
    void survivesAnythingAndCanAnswerIt() {
        // given
        var random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            var bytes = SUBSCRIBE.getBytes(StandardCharsets.UTF_8);
            for (int changes = random.nextInt(4); changes >= 0; changes--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            // when
            var reading = FrameReader.read(bytes);
            // then
            if (reading instanceof Reading.Malformed(var id, var problem)) {
                assertThat(FrameWriter.json(FrameWriter.error(id, problem))).isNotEmpty();
            }
        }
    }

    @Test
    void answersTextThatHasNoUtf8Form() {
        // given
        var malformed = malformed("{\"type\":\"ping\",\"id\":\"\\ud800\",\"\\udc00\":1}");
        // then
        assertThat(malformed.id()).isNull();
        assertThat(FrameWriter.json(FrameWriter.error(malformed.id(), malformed.problem())))
                .isNotEmpty();
    }

    private static Reading read(String text) {
        return FrameReader.read(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Reading understood(ClientFrame frame) {
        return new Reading.Understood(frame);
    }

    private static Reading.Malformed malformed(String text) {
        if (read(text) instanceof Reading.Malformed malformed) {
            return malformed;
        }
        throw new AssertionError("Expected a malformed frame, but it was understood: " + text);
    }
}
