package dev.millrace.faults;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Projections made anew from the log, held against what they were when they had grown with it. */
final class Rebuild {

    private static final long LIMIT_SECONDS = 300;

    private Rebuild() {}

    /** Rebuilds, and tells what is not as in the pictures. */
    static List<String> differences(Api api, List<Picture> pictures) throws InterruptedException {
        var differences = new ArrayList<String>();
        try {
            rebuild(api);
            for (var picture : pictures) {
                differences.addAll(picture.differences(again(api, picture)));
            }
        } catch (IOException e) { // what cannot be read or rebuilt is not what was promised either
            differences.add("not comparable with a rebuild: " + e.getMessage());
        }
        return differences;
    }

    private static Picture again(Api api, Picture picture) throws IOException, InterruptedException {
        var organization = picture.organization();
        return Picture.of(
                organization,
                api.log(organization, picture.sequence()),
                api.rows(organization, Workload.TABLE, picture.sequence()));
    }

    private static void rebuild(Api api) throws IOException, InterruptedException {
        var reply = api.postQuery("/v1/admin/projections/query:rebuild");
        if (reply.status() / 100 != 2) {
            throw new IOException("Expected the rebuild to be accepted, but got " + reply);
        }
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        var state = "building";
        while (!state.equals("idle")) {
            if (state.equals("failed") || System.nanoTime() > deadline) {
                throw new IOException(
                        "Expected the rebuild to end well within %d s, but it is %s".formatted(LIMIT_SECONDS, state));
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            state = api.get("/v1/admin/projections", 0).body().path("rebuild").asString();
        }
    }
}
