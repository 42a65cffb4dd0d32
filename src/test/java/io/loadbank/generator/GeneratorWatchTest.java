package io.loadbank.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The probes against files as Linux writes them, real loops and the real collector. */
class GeneratorWatchTest {

    @TempDir
    Path root;

    private void file(String path, String text) {
        try {
            Path file = root.resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void stat(long user, long idle, long steal) {
        file("proc/stat", "cpu  " + user + " 0 0 " + idle + " 0 0 0 " + steal + " 0 0\ncpu0 1 2 3 4 5 6 7 8 9 10\n");
    }

    @Test
    void cores_are_busy_stolen_and_idle_as_the_kernel_says() {
        MachineProbe probe = new MachineProbe(root);
        stat(1_000, 5_000, 0);
        probe.read(0);
        stat(1_060, 5_030, 10);
        probe.read(1_000_000_000);

        assertThat(probe.busyShare()).isEqualTo(60 / 90.0);
        assertThat(probe.stolenShare()).isEqualTo(0.1);
        assertThat(probe.ownShare()).isNotNaN().isNotNegative();
    }

    @Test
    void the_quota_of_a_container_shows_in_its_own_file() {
        MachineProbe probe = new MachineProbe(root);
        file("sys/fs/cgroup/cpu.stat", "usage_usec 5\nnr_periods 10\nnr_throttled 3\nthrottled_usec 100000\n");
        probe.read(0);
        file("sys/fs/cgroup/cpu.stat", "usage_usec 5\nnr_periods 20\nnr_throttled 6\nthrottled_usec 350000\n");
        probe.read(1_000_000_000);

        assertThat(probe.throttledShare()).isEqualTo(0.25);
    }

    @Test
    void connections_open_and_lingering_are_counted_against_the_ports() {
        MachineProbe probe = new MachineProbe(root);
        file("proc/sys/net/ipv4/ip_local_port_range", "32768\t60999\n");
        file(
                "proc/net/sockstat",
                "sockets: used 300\nTCP: inuse 4000 orphan 0 tw 10000 alloc 4000 mem 9\nUDP: inuse 1\n");
        file("proc/net/sockstat6", "TCP6: inuse 116\n");

        assertThat(probe.portsUsed()).isEqualTo(14_116 / 28_232.0);
    }

    @Test
    void what_the_platform_does_not_tell_is_not_a_number() {
        MachineProbe probe = new MachineProbe(root);
        probe.read(0);
        probe.read(1_000_000_000);

        assertThat(List.of(probe.busyShare(), probe.stolenShare(), probe.throttledShare(), probe.portsUsed()))
                .containsOnly(Double.NaN);
    }

    @Test
    void a_loop_that_is_held_up_is_found_while_it_is() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        try (ExecutorService loop = Executors.newSingleThreadExecutor()) {
            LoopProbe probe = new LoopProbe(List.of(loop));
            CountDownLatch held = new CountDownLatch(1);
            loop.execute(() -> {
                held.countDown();
                try {
                    release.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            held.await();
            probe.ask();
            await().untilAsserted(() -> assertThat(probe.takeMillis()).isGreaterThan(50));
            release.countDown();
            await().untilAsserted(() -> {
                probe.ask();
                assertThat(probe.takeMillis()).isLessThan(50);
            });
        }
        assertThat(new LoopProbe(List.of()).takeMillis()).isNaN();
    }

    @Test
    void collections_are_heard_of() {
        try (CollectorProbe probe = new CollectorProbe()) {
            System.gc();
            await().untilAsserted(() ->
                    assertThat(probe.live()).isNotNaN().isPositive().isLessThan(1));
            assertThat(probe.takeLongestMillis()).isLessThanOrEqualTo(probe.takePausedMillis());
        }
    }

    @Test
    void the_watch_tells_a_fresh_second_each_second_with_everything_in_it() {
        AtomicLong refusals = new AtomicLong(7);
        AtomicInteger zombies = new AtomicInteger();
        stat(1_000, 5_000, 0);
        try (ExecutorService loop = Executors.newSingleThreadExecutor();
                GeneratorWatch watch = new GeneratorWatch(root, List.of(loop), refusals::get, zombies::get)) {
            refusals.set(9);
            zombies.set(1);
            Vitals refused = seen(watch, it -> it.refusals() == 2);
            assertThat(refused.loopLagMs()).isNotNegative();
            assertThat(refused.wakeLagMs()).isNotNegative();
            Vitals later = seen(watch, it -> it.second() > refused.second());
            assertThat(later.refusals()).isZero();
            assertThat(later.zombies()).isEqualTo(1);
            AtomicLong ticks = new AtomicLong(1);
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                stat(1_000 + 90 * ticks.get(), 5_000 + 10 * ticks.getAndIncrement(), 0);
                assertThat(watch.last().cpuBusy()).isEqualTo(0.9);
            });
        }
    }

    private static Vitals seen(GeneratorWatch watch, Predicate<Vitals> wanted) {
        return await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .until(watch::last, wanted);
    }
}
