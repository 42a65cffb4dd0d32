package io.loadbank.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * {@code kill -9} at random moments, again and again on the same data: nothing that was acknowledged is missing. The
 * seed is printed; {@code -Dloadbank.crash.seed=…} repeats the moments, {@code -Dloadbank.crash.rounds=…} their number.
 */
class CrashTest {

    private static final int ROUNDS = Integer.getInteger("loadbank.crash.rounds", 30);
    private static final long SEED = Long.getLong("loadbank.crash.seed", System.nanoTime());
    private static final int CLIENTS = 4;
    private static final int LONGEST_LIFE_MILLIS = 1_500;

    @TempDir
    Path data;

    private int interrupted;

    @Test
    void what_was_acknowledged_survives_a_kill_at_any_moment() throws InterruptedException {
        System.out.println("crash test, seed " + SEED);
        Random random = new Random(SEED);
        List<CrashClient.Known> runs = new ArrayList<>();
        List<String> scripts = new ArrayList<>();
        List<CrashClient> last = List.of();
        for (int round = 0; round < ROUNDS; round++) {
            try (DaemonProcess daemon = start()) {
                for (CrashClient client : last) {
                    client.runs.forEach(run -> check(daemon, run));
                }
                last = live(daemon, round, random);
            }
            for (CrashClient client : last) {
                runs.addAll(client.runs);
                scripts.addAll(client.scripts);
            }
        }
        interrupted = 0;
        try (DaemonProcess daemon = start()) {
            runs.forEach(run -> check(daemon, run));
            for (String script : scripts) {
                DaemonUnderTest.Answer file = daemon.get("/api/v1/scripts/" + script + "/files/main.js");
                assertThat(file.status()).as(script).isEqualTo(200);
                assertThat(file.body()).endsWith("// " + script);
            }
        }
        System.out.println("crash test: " + ROUNDS + " kills, acknowledged: " + runs.size() + " runs, "
                + runs.stream().mapToInt(run -> run.patches.size()).sum() + " changes, "
                + runs.stream().filter(run -> run.end != null).count() + " ends, "
                + runs.stream().filter(run -> Boolean.TRUE.equals(run.deleted)).count() + " deletions, "
                + scripts.size() + " scripts; " + interrupted + " runs interrupted");
        assertThat(interrupted).isPositive();
        assertThat(runs).anyMatch(run -> run.end != null).anyMatch(run -> Boolean.TRUE.equals(run.deleted));
    }

    private DaemonProcess start() {
        return DaemonProcess.start(data, "--loadbank.retention.max-runs=100000");
    }

    /** Lets clients work until the daemon is killed under them. */
    private static List<CrashClient> live(DaemonProcess daemon, int round, Random random) throws InterruptedException {
        List<CrashClient> clients = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        CountDownLatch acknowledged = new CountDownLatch(1);
        for (int i = 0; i < CLIENTS; i++) {
            CrashClient client = new CrashClient(daemon, "c" + round + "-" + i, random.nextLong(), acknowledged);
            clients.add(client);
            threads.add(Thread.ofPlatform().daemon().start(client));
        }
        assertThat(acknowledged.await(60, TimeUnit.SECONDS)).isTrue();
        // a latch that nobody opens: the moment of the kill is a matter of time
        boolean opened = new CountDownLatch(1).await(random.nextInt(LONGEST_LIFE_MILLIS), TimeUnit.MILLISECONDS);
        assertThat(opened).isFalse();
        daemon.kill();
        for (Thread thread : threads) {
            assertThat(thread.join(java.time.Duration.ofSeconds(60))).isTrue();
        }
        assertThat(clients).allSatisfy(client -> assertThat(client.unexpected).isEmpty());
        return clients;
    }

    private void check(DaemonProcess daemon, CrashClient.Known run) {
        DaemonUnderTest.Answer answer = daemon.get("/api/v1/runs/" + run.id);
        if (Boolean.TRUE.equals(run.deleted)) {
            assertThat(answer.status()).as(run.id + " was deleted").isEqualTo(404);
            return;
        }
        if (run.deleted != null && answer.status() == 404) {
            return;
        }
        assertThat(answer.status()).as(run.id + " was acknowledged").isEqualTo(200);
        JsonNode view = answer.json();
        // one that nobody was told of may be there too
        if (!run.patches.isEmpty()) {
            assertThat(steered(daemon, run)).as(run.id + "'s history").containsSubsequence(run.patches);
        }
        JsonNode end = run.end;
        if (end != null) {
            assertThat(view).as(run.id + " had ended").isEqualTo(end);
            if (run.summary != null) {
                assertThat(daemon.get("/api/v1/runs/" + run.id + "/summary").body())
                        .isEqualTo(run.summary);
            }
        } else if (view.get("state").asString().equals("interrupted")) {
            interrupted++;
            assertThat(view.get("verdict").isNull()).isTrue();
            assertThat(view.get("exitCode").isNull()).isTrue();
            assertThat(view.get("endedAt").asString())
                    .isGreaterThanOrEqualTo(view.get("createdAt").asString().substring(0, 19));
            if (view.get("elapsedMs").asLong() > 1_000) {
                assertThat(daemon.get("/api/v1/runs/" + run.id + "/logs").body())
                        .as(run.id + "'s log")
                        .contains("tick");
                assertThat(daemon.get("/api/v1/runs/" + run.id + "/summary").body())
                        .as(run.id + "'s summary")
                        .contains("iterations");
            }
        } else {
            // it ended, and the daemon died before it could say so
            assertThat(view.get("state").asString()).isIn("finished", "aborted");
        }
    }

    private static List<Integer> steered(DaemonProcess daemon, CrashClient.Known run) {
        List<Integer> vus = new ArrayList<>();
        JsonNode history =
                daemon.get("/api/v1/runs/" + run.id + "/history").json().get("items");
        assertThat(history.get(0).get("command").asString()).isEqualTo("create");
        for (JsonNode entry : history) {
            if (entry.get("command").asString().equals("patch")) {
                vus.add(entry.at("/after/scenarios/s/vus").asInt());
            }
        }
        return vus;
    }
}
