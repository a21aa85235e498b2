package dev.millrace.platform.web;

import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardHost;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.tomcat.util.buf.EncodedSolidusHandling;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.util.unit.DataSize;

/** Makes Tomcat take every path that an id may be part of, answer in JSON where it does not, and hold no more connections than there is memory for. */
final class TomcatManners implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    /** What RFC 3986 wants encoded but people paste into a terminal all the same. */
    private static final String RELAXED = "\"<>[\\]^`{|}";

    /** How much of a refused body is read and thrown away, so that a client that is still sending it hears why. */
    private static final DataSize SWALLOWED = DataSize.ofMegabytes(16);

    private final int maxConnections;

    TomcatManners(int maxConnections) {
        this.maxConnections = maxConnections;
    }

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.addConnectorCustomizers(TomcatManners::takeEveryPath, this::bound);
        factory.addContextCustomizers(context -> {
            if (context.getParent() instanceof StandardHost host) {
                host.setErrorReportValveClass(ContainerProblems.class.getName());
            }
        });
    }

    private static void takeEveryPath(Connector connector) {
        connector.setEncodedSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue());
        connector.setEncodedReverseSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue());
        if (connector.getProtocolHandler() instanceof AbstractHttp11Protocol<?> http) {
            http.setRelaxedPathChars(RELAXED);
            http.setRelaxedQueryChars(RELAXED);
            http.setMaxSwallowSize((int) SWALLOWED.toBytes());
        }
    }

    private void bound(Connector connector) {
        if (connector.getProtocolHandler() instanceof AbstractHttp11Protocol<?> http) {
            http.setMaxConnections(maxConnections);
        }
    }
}
