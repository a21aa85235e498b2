package dev.millrace.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/** A broker as a program of its own: {@code KafkaBroker <directory> <port> [--stop-with-parent]}. */
public final class KafkaBroker {

    /** Ends the broker when its standard input ends, and so when the process that started it dies. */
    static final String STOP_WITH_PARENT = "--stop-with-parent";

    /** Printed on a line of its own, before the address, once clients may connect. */
    static final String READY = "bootstrap.servers=";

    private KafkaBroker() {}

    /** Runs until it is told to stop (SIGTERM). */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length < 2) {
            System.err.println("Usage: KafkaBroker <directory> <port> [" + STOP_WITH_PARENT + "]");
            System.exit(2);
        }
        if (System.getProperty("logback.configurationFile") == null) {
            System.setProperty("logback.configurationFile", "dev/millrace/embedded/logback-broker.xml");
        }
        var kafka = EmbeddedKafka.start(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
        Runtime.getRuntime().addShutdownHook(new Thread(kafka::close, "stop-kafka"));
        System.out.println(READY + kafka.bootstrapServers());
        if (arguments.length > 2 && arguments[2].equals(STOP_WITH_PARENT)) {
            System.in.transferTo(OutputStream.nullOutputStream());
            System.exit(0);
        }
    }
}
