package dev.millrace.faults;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** State that nobody asks for again, but that whoever takes over must have: rows of organizations of their own, over all partitions. */
record Ballast(Api api, int rows) {

    private static final int ORGANIZATIONS = 64;
    private static final int BATCH = 500;
    private static final int AT_ONCE = 8;
    private static final long LIMIT_MINUTES = 60;
    private static final long RETRY_NANOS = 200_000_000;

    /** Returns when all rows are written and projected. */
    void load() throws IOException, InterruptedException {
        try (var executor = Executors.newFixedThreadPool(AT_ONCE)) {
            var loading = new ArrayList<Callable<Boolean>>();
            for (int i = 0; i < ORGANIZATIONS; i++) {
                int number = i;
                loading.add(() -> load("ballast-" + number, share(number)));
            }
            for (var done : executor.invokeAll(loading, LIMIT_MINUTES, TimeUnit.MINUTES)) {
                done.get();
            }
        } catch (ExecutionException e) {
            throw new IOException("Expected the state to be loaded, but " + e.getCause(), e);
        }
    }

    private int share(int organization) {
        return rows / ORGANIZATIONS + (organization < rows % ORGANIZATIONS ? 1 : 0);
    }

    private boolean load(String organization, int share) throws IOException, InterruptedException {
        long last = 0;
        var batches = Stream.concat(Stream.of(Workload.plainSetUp()), batches(share));
        for (var commands : (Iterable<String>) batches::iterator) {
            last = send(organization, commands);
        }
        awaitProjected(organization, last);
        return true;
    }

    private static Stream<String> batches(int share) {
        return IntStream.iterate(0, from -> from < share, from -> from + BATCH)
                .mapToObj(from -> IntStream.range(from, Math.min(from + BATCH, share))
                        .mapToObj(Workload::plainPut)
                        .collect(Collectors.joining(",")));
    }

    private void awaitProjected(String organization, long sequence) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(LIMIT_MINUTES);
        var path = "/v1/organizations/%s/tables/%s/rows?limit=1".formatted(organization, Workload.TABLE);
        while (!shows(path, sequence)) {
            if (System.nanoTime() > deadline) {
                throw new IOException("Expected the rows of %s to be projected in time".formatted(organization));
            }
            LockSupport.parkNanos(RETRY_NANOS);
        }
    }

    private boolean shows(String path, long sequence) throws InterruptedException {
        try {
            return api.get(path, sequence).status() == 200;
        } catch (IOException notAnswered) {
            return false;
        }
    }

    /** Sends a batch until it is answered. Its id comes from what it is, so it takes effect once. */
    private long send(String organization, String commands) throws IOException, InterruptedException {
        var id = UUID.nameUUIDFromBytes((organization + commands).getBytes(StandardCharsets.UTF_8));
        var body = "{\"id\":\"%s\",\"commands\":[%s]}".formatted(id, commands);
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(LIMIT_MINUTES);
        while (System.nanoTime() < deadline) {
            try {
                var reply = api.post("/v1/organizations/" + organization + "/commands:batch", body, 0);
                if (reply.status() == 200) {
                    return reply.body().required("lastSequence").asLong();
                }
                if (reply.status() / 100 == 4) {
                    throw new IllegalStateException(
                            "Expected rows of %s to be written, but got %s".formatted(organization, reply));
                }
            } catch (IOException notAnswered) {
                // the same goes out again
            }
            LockSupport.parkNanos(RETRY_NANOS);
        }
        throw new IOException("Expected rows of %s to be written in time".formatted(organization));
    }
}
