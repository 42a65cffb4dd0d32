package io.loadbank.daemon;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Creates, steers, ends and forgets runs until the daemon is gone, and writes down what was acknowledged. */
final class CrashClient implements Runnable {

    private static final String LONG = """
            import { sleep } from 'k6';
            export const options = { scenarios: { s: {
              executor: 'externally-controlled', vus: 1, maxVUs: 5, duration: '10m' } } };
            export default function () { console.log('tick'); sleep(0.05); }""";
    private static final String SHORT = "export const options = { iterations: 2 }; export default () => {};";

    /** What is known of one run. */
    static final class Known {
        final String id;
        final List<Integer> patches = new ArrayList<>();

        @Nullable
        JsonNode end;

        @Nullable
        String summary;
        /** Null for never tried, false for tried without an answer. */
        @Nullable
        Boolean deleted;

        Known(String id) {
            this.id = id;
        }
    }

    private final DaemonProcess daemon;
    private final String name;
    private final Random random;
    private final CountDownLatch acknowledged;
    final List<Known> runs = new ArrayList<>();
    final List<String> scripts = new ArrayList<>();
    final List<String> unexpected = new ArrayList<>();
    private int count;

    /** @param acknowledged told of each run that was created */
    CrashClient(DaemonProcess daemon, String name, long seed, CountDownLatch acknowledged) {
        this.acknowledged = acknowledged;
        this.daemon = daemon;
        this.name = name;
        this.random = new Random(seed);
    }

    @Override
    public void run() {
        try {
            while (unexpected.isEmpty()) {
                if (random.nextInt(3) == 0) {
                    upload();
                }
                Known run = create(random.nextInt(3) == 0 ? SHORT : LONG);
                for (int i = random.nextInt(4); i > 0; i--) {
                    steer(run);
                }
                if (random.nextInt(3) > 0) {
                    end(run);
                }
                Known older = runs.get(random.nextInt(runs.size()));
                if (older.end != null && older.deleted == null && random.nextInt(2) == 0) {
                    forget(older);
                }
            }
        } catch (DaemonProcess.Gone e) {
            // killed: what was acknowledged until now is what counts
        }
    }

    private void upload() {
        String reference = name + "-" + count;
        DaemonUnderTest.Answer answer = daemon.post(
                "/api/v1/scripts?name=" + reference, "text/javascript", "export default () => {}; // " + reference);
        if (expected(answer, 201)) {
            scripts.add(reference);
        }
    }

    private Known create(String script) {
        String id = name + "-" + count++;
        DaemonUnderTest.Answer answer =
                daemon.post("/api/v1/runs?name=" + name + "&id=" + id, "text/javascript", script);
        Known run = new Known(id);
        if (expected(answer, 201)) {
            runs.add(run);
            acknowledged.countDown();
        }
        return run;
    }

    private void steer(Known run) {
        int vus = random.nextInt(6);
        DaemonUnderTest.Answer answer = daemon.patch("/api/v1/runs/" + run.id, "{\"vus\":" + vus + "}");
        // a short run may have ended, and has no VUs to steer anyway
        if (answer.status() != 409 && expected(answer, 200)) {
            run.patches.add(vus);
        }
    }

    private void end(Known run) {
        DaemonUnderTest.Answer stopped = daemon.patch("/api/v1/runs/" + run.id, "{\"stopped\":true}");
        if (stopped.status() != 409) {
            expected(stopped, 200);
        }
        DaemonUnderTest.Answer ended = daemon.get("/api/v1/runs/" + run.id + "?wait=60s");
        if (expected(ended, 200)
                && List.of("finished", "aborted")
                        .contains(ended.json().get("state").asString())) {
            run.end = ended.json();
            run.summary = daemon.get("/api/v1/runs/" + run.id + "/summary").body();
        }
    }

    private void forget(Known run) {
        run.deleted = false;
        if (expected(daemon.delete("/api/v1/runs/" + run.id), 204)) {
            run.deleted = true;
        }
    }

    private boolean expected(DaemonUnderTest.Answer answer, int status) {
        if (answer.status() != status) {
            unexpected.add(answer.status() + " " + answer.body());
        }
        return answer.status() == status;
    }
}
