package io.loadbank.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.UnixOperatingSystemMXBean;
import io.loadbank.testkit.LoopbackTarget;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a thousand runs leave behind in the daemon: nothing. */
class LeakTest {

    private static final int RUNS = 1_000;
    private static final int AT_ONCE = 20;
    private static final int KEPT = 10;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Threads of pools that grow with what happens at once, up to their bounds, and stay for a while. */
    private static final List<String> POOLS = List.of(
            "HttpClient",
            "api-slow",
            "parallel",
            "boundedElastic",
            "script-interrupter",
            "ForkJoin",
            "awaitility",
            "process reaper");

    @TempDir
    Path data;

    /** What runs could leave behind. */
    private record Left(Map<String, Long> threads, long contexts, int meters, long files) {}

    @Test
    void a_thousand_runs_one_after_another_and_twenty_at_once_leave_nothing() throws Exception {
        try (LoopbackTarget target = LoopbackTarget.start();
                DaemonUnderTest daemon = DaemonUnderTest.start(
                        data, "--loadbank.run.keep-finished=" + KEPT, "--loadbank.retention.max-runs=" + KEPT)) {
            String script = "import http from 'k6/http'; import { Counter } from 'k6/metrics';"
                    + "const mine = new Counter('mine');"
                    + "export const options = { vus: 2, iterations: 2, thresholds: { mine: ['count==2'] } };"
                    + "export function setup() { return 1; }"
                    + "export default function () { http.get('" + target.url() + "/get'); mine.add(1); }"
                    + "export function teardown() {} export function handleSummary() { return { 'a.txt': 'a' }; }";
            oneAfterAnother(daemon, script, 30);
            atOnce(daemon, script);
            Left before = left(daemon);

            oneAfterAnother(daemon, script, RUNS);
            atOnce(daemon, script);

            await().atMost(PATIENCE).untilAsserted(() -> {
                Left after = left(daemon);
                assertThat(after.contexts).as("script contexts").isLessThanOrEqualTo(before.contexts);
                after.threads.forEach((name, count) -> assertThat(count)
                        .as("threads " + name)
                        .isLessThanOrEqualTo(before.threads.getOrDefault(name, 0L)));
                assertThat(after.meters).as("meters").isLessThan(before.meters + RUNS / 10);
                assertThat(after.files).as("open files").isLessThanOrEqualTo(before.files + AT_ONCE);
            });
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(
                                    daemon.get("/api/v1/runs?limit=100").json().get("items"))
                            .hasSize(KEPT));
        }
    }

    private static void oneAfterAnother(DaemonUnderTest daemon, String script, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(daemon.ended(daemon.run(script, "?name=leak"))
                            .get("exitCode")
                            .asInt())
                    .isZero();
        }
    }

    private static void atOnce(DaemonUnderTest daemon, String script) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            ids.add(daemon.run(
                    script.replace("iterations: 2", "duration: '1s'").replace("count==2", "count>1"), "?name=leak"));
        }
        for (String id : ids) {
            // the oldest ended runs may be forgotten before they are asked for
            assertThat(daemon.get("/api/v1/runs/" + id + "?wait=60s").status()).isIn(200, 404);
        }
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(daemon.get("/api/v1/runs?state=running&limit=100")
                                .json()
                                .get("items"))
                        .isEmpty());
    }

    private static Left left(DaemonUnderTest daemon) throws Exception {
        Map<String, Long> threads = Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> POOLS.stream().noneMatch(name::startsWith))
                .map(name -> name.replaceAll("[0-9a-f]*[0-9]+[0-9a-f-]*", "#"))
                .collect(Collectors.groupingBy(name -> name, TreeMap::new, Collectors.counting()));
        return new Left(
                threads,
                instances("org.graalvm.polyglot.Context"),
                daemon.meters(),
                ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                        .getOpenFileDescriptorCount());
    }

    /** How many objects of a class are reachable; collects garbage first. */
    private static long instances(String type) throws Exception {
        String histogram = (String) ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        "gcClassHistogram",
                        new Object[] {new String[0]},
                        new String[] {String[].class.getName()});
        return histogram
                .lines()
                .map(String::strip)
                .filter(line -> line.contains(" " + type + " ") || line.endsWith(" " + type))
                .mapToLong(line -> Long.parseLong(line.split("\\s+")[1]))
                .sum();
    }
}
