package io.loadbank.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.loadbank.generator.GeneratorVerdict.Level;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Saturations that are provoked in this process, or in the files by which Linux tells of them, all at the same time; those
 * that need a daemon are in {@code GeneratorVerdictTest}.
 */
class ProvokedTest {

    private static final Delivery ALL_THERE = new Delivery(0, 0, Double.NaN, 0, 1, 0);

    @TempDir
    Path root;

    private final AtomicBoolean held = new AtomicBoolean();
    private long tick;

    private void file(String path, String text) {
        try {
            Path file = root.resolve(path);
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Goes on as a machine does whose cores are busy and stolen, and whose quota is used up. */
    private void machine() {
        tick++;
        file("proc/stat", "cpu  " + tick * 1_000 + " 0 0 " + tick * 10 + " 0 0 0 " + tick * 400 + " 0 0\n");
        file("sys/fs/cgroup/cpu.stat", "nr_throttled 1\nthrottled_usec " + tick * 400_000 + "\n");
        file("proc/sys/net/ipv4/ip_local_port_range", "32768\t60999\n");
        file("proc/net/sockstat", "TCP: inuse 2000 orphan 0 tw 26000 alloc 2000 mem 9\n");
    }

    @Test
    void whatever_is_provoked_is_named() {
        AtomicLong refusals = new AtomicLong();
        GeneratorJudge judge = new GeneratorJudge();
        List<Thread> collecting = new ArrayList<>();
        machine();
        try (ExecutorService loop = Executors.newSingleThreadExecutor();
                GeneratorWatch watch = new GeneratorWatch(root, List.of(loop), refusals::get, () -> 1)) {
            collecting.add(Thread.ofPlatform().daemon().start(() -> {
                while (!Thread.currentThread().isInterrupted()) {
                    System.gc();
                    Thread.yield();
                }
            }));
            await().pollInterval(Duration.ofMillis(200))
                    .atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> {
                        machine();
                        refusals.addAndGet(50);
                        if (held.compareAndSet(false, true)) {
                            loop.execute(this::holdUp);
                        }
                        judge.observe(watch.last(), ALL_THERE);
                        assertThat(reasons(judge))
                                .anyMatch(it -> it.startsWith("GC: the collector stopped all threads"))
                                .anyMatch(it -> it.startsWith("Event loops: a task waited up to"))
                                .anyMatch(it -> it.startsWith("CPU: all cores together"))
                                .anyMatch(it -> it.startsWith("CPU steal: "))
                                .anyMatch(it -> it.startsWith("CPU quota: "))
                                .anyMatch(it -> it.startsWith("Ports: 99 % of the ephemeral ports"))
                                .anyMatch(it -> it.startsWith("This machine refused to open "))
                                .anyMatch(it -> it.startsWith("1 scripts that were told to stop still execute"));
                    });
            assertThat(Objects.requireNonNull(judge.verdict()).level()).isEqualTo(Level.SATURATED);
        } finally {
            collecting.forEach(Thread::interrupt);
        }
    }

    private static List<String> reasons(GeneratorJudge judge) {
        GeneratorVerdict verdict = judge.verdict();
        return verdict == null ? List.of() : verdict.reasons();
    }

    private void holdUp() {
        long until = System.nanoTime() + 300_000_000;
        while (System.nanoTime() < until) {
            Thread.onSpinWait();
        }
        held.set(false);
    }
}
