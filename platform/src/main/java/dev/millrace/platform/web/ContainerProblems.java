package dev.millrace.platform.web;

import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatusCode;

/** What Tomcat refuses before any of our code runs, such as a broken request line, as a problem and not as its page. Public, because Tomcat makes it by name. */
public final class ContainerProblems extends ErrorReportValve {

    private static final Logger LOG = LoggerFactory.getLogger(ContainerProblems.class);
    private static final int FIRST_ERROR = 400;

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        var status = response.getStatus();
        if (status < FIRST_ERROR || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        try {
            ProblemResponse.of(HttpStatusCode.valueOf(status)).write(request, response);
            response.finishResponse();
        } catch (IOException e) {
            LOG.atDebug().setCause(e).log("the client left before it was told of its problem");
        }
    }
}
