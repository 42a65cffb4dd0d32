package io.loadbank.generator;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadbank.generator.GeneratorVerdict.Level;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeneratorJudgeTest {

    private static final Delivery ALL_THERE = new Delivery(0, 0, Double.NaN, 0, 10, 0.1);

    private final GeneratorJudge judge = new GeneratorJudge();
    private long second;

    /** One second in which one thing is as given and all else is well. */
    private Vitals vitals(String what, double value) {
        return new Vitals(
                ++second,
                of(what, "busy", value, 0.5),
                0.4,
                of(what, "stolen", value, 0),
                of(what, "throttled", value, Double.NaN),
                of(what, "gc", value, 0.01),
                of(what, "gcPause", value, 8),
                of(what, "heap", value, 0.3),
                of(what, "loop", value, 2),
                of(what, "wake", value, 1),
                of(what, "ports", value, 0.01),
                of(what, "files", value, 0.01),
                (long) of(what, "refusals", value, 0),
                (int) of(what, "zombies", value, 0));
    }

    private static double of(String what, String it, double value, double well) {
        return what.equals(it) ? value : well;
    }

    private GeneratorVerdict verdict() {
        return Objects.requireNonNull(judge.verdict());
    }

    @Test
    void there_is_no_verdict_before_the_first_second() {
        assertThat(judge.verdict()).isNull();
    }

    @Test
    void a_generator_that_suffers_nothing_is_ok() {
        for (int i = 0; i < 60; i++) {
            judge.observe(vitals("nothing", 0), ALL_THERE);
        }
        assertThat(verdict()).isEqualTo(new GeneratorVerdict(Level.OK, java.util.List.of()));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            delimiter = '|',
            value = {
                "busy      | 0.8999 | OK        | ''",
                "busy      | 0.90   | DEGRADED  | CPU: all cores together 90 % busy, in 10 of 10 s; the times measured contain waiting for a core",
                "busy      | 0.98   | SATURATED | CPU: all cores together 98 % busy, in 10 of 10 s; the times measured contain waiting for a core",
                "stolen    | 0.05   | DEGRADED  | CPU steal: 5 % of this machine's time went to others, in 10 of 10 s; give the virtual machine cores of its own",
                "stolen    | 0.20   | SATURATED | CPU steal: 20 % of this machine's time went to others, in 10 of 10 s; give the virtual machine cores of its own",
                "throttled | 0.05   | DEGRADED  | CPU quota: kept waiting 5 % of the time, in 10 of 10 s; raise the container's CPU limit",
                "throttled | 0.25   | SATURATED | CPU quota: kept waiting 25 % of the time, in 10 of 10 s; raise the container's CPU limit",
                "gc        | 0.05   | DEGRADED  | GC: the collector stopped all threads 5 % of the time, in 10 of 10 s; give it a larger heap, or keep less in the script",
                "gc        | 0.20   | SATURATED | GC: the collector stopped all threads 20 % of the time, in 10 of 10 s; give it a larger heap, or keep less in the script",
                "gcPause   | 199.9  | OK        | ''",
                "gcPause   | 200    | DEGRADED  | GC pauses: single ones of up to 200 ms, in 10 of 10 s; every request in flight contains them",
                "gcPause   | 1000   | SATURATED | GC pauses: single ones of up to 1000 ms, in 10 of 10 s; every request in flight contains them",
                "heap      | 0.85   | DEGRADED  | Memory: 85 % of the heap in use after collections, in 10 of 10 s; give it a larger heap (-Xmx)",
                "heap      | 0.95   | SATURATED | Memory: 95 % of the heap in use after collections, in 10 of 10 s; give it a larger heap (-Xmx)",
                "loop      | 50     | DEGRADED  | Event loops: a task waited up to 50 ms, in 10 of 10 s; so did what came from the target",
                "loop      | 250    | SATURATED | Event loops: a task waited up to 250 ms, in 10 of 10 s; so did what came from the target",
                "wake      | 100    | DEGRADED  | Timers: threads woke up to 100 ms late, in 10 of 10 s; the machine does not give this process its time",
                "wake      | 500    | SATURATED | Timers: threads woke up to 500 ms late, in 10 of 10 s; the machine does not give this process its time",
                "ports     | 0.70   | DEGRADED  | Ports: 70 % of the ephemeral ports in use or lingering, in 10 of 10 s; reuse connections, widen net.ipv4.ip_local_port_range, or use more local addresses (loadbank.http.local-ips)",
                "ports     | 0.90   | SATURATED | Ports: 90 % of the ephemeral ports in use or lingering, in 10 of 10 s; reuse connections, widen net.ipv4.ip_local_port_range, or use more local addresses (loadbank.http.local-ips)",
                "files     | 0.80   | DEGRADED  | Open files: 80 % of the limit, in 10 of 10 s; raise it (ulimit -n)",
                "files     | 0.95   | SATURATED | Open files: 95 % of the limit, in 10 of 10 s; raise it (ulimit -n)",
                "refusals  | 1      | DEGRADED  | This machine refused to open 1 connections in one second, in 10 of 10 s; it has no port or no file left",
                "refusals  | 10     | SATURATED | This machine refused to open 10 connections in one second, in 10 of 10 s; it has no port or no file left",
                "zombies   | 2      | DEGRADED  | 2 scripts that were told to stop still execute, in 10 of 10 s, each on a core",
                "busy      | NaN    | OK        | ''",
            })
    void each_sign_has_its_limits_and_its_sentence(String what, double value, Level level, String reason) {
        for (int i = 0; i < 10; i++) {
            judge.observe(vitals(what, value), ALL_THERE);
        }

        assertThat(verdict().level()).isEqualTo(level);
        assertThat(verdict().reasons()).isEqualTo(level == Level.OK ? java.util.List.of() : java.util.List.of(reason));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0, OK", // once is nothing
        "2, 0, SATURATED",
        "2, 8, SATURATED", // a fifth of ten seconds
        "2, 9, DEGRADED",
        "2, 38, DEGRADED", // a twentieth of forty
        "2, 39, OK",
    })
    void a_sign_must_last(int bad, int good, Level level) {
        for (int i = 0; i < bad; i++) {
            judge.observe(vitals("busy", 1), ALL_THERE);
        }
        for (int i = 0; i < good; i++) {
            judge.observe(vitals("nothing", 0), ALL_THERE);
        }
        assertThat(verdict().level()).isEqualTo(level);
    }

    @Test
    void a_second_that_is_seen_again_counts_once() {
        Vitals bad = vitals("busy", 1);
        judge.observe(bad, ALL_THERE);
        judge.observe(bad, ALL_THERE);
        assertThat(verdict().level()).isEqualTo(Level.OK);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            delimiter = '|',
            value = {
                "100000 | 0    | OK        | ''",
                "100000 | 1    | DEGRADED  | Too few VUs: 1 of 100000 iterations that were due were dropped (0.00 %), every VU was busy; raise maxVUs, or ask for less",
                "100000 | 999  | DEGRADED  | Too few VUs: 999 of 100000 iterations that were due were dropped (1.00 %), every VU was busy; raise maxVUs, or ask for less",
                "100000 | 1000 | SATURATED | Too few VUs: 1000 of 100000 iterations that were due were dropped (1.00 %), every VU was busy; raise maxVUs, or ask for less",
                "0      | 0    | OK        | ''",
            })
    void dropped_iterations_count_by_themselves(long due, long dropped, Level level, String reason) {
        judge.observe(vitals("nothing", 0), new Delivery(due, dropped, Double.NaN, 0, 10, 0));
        assertThat(verdict().level()).isEqualTo(level);
        assertThat(verdict().reasons()).isEqualTo(level == Level.OK ? java.util.List.of() : java.util.List.of(reason));
    }

    @ParameterizedTest
    @CsvSource({"19.9, OK", "20, DEGRADED", "200, SATURATED", "NaN, OK"})
    void late_starts_count_by_themselves(double lagMs, Level level) {
        judge.observe(vitals("nothing", 0), new Delivery(1000, 0, lagMs, 0, 10, 0));
        assertThat(verdict().level()).isEqualTo(level);
        if (level != Level.OK) {
            assertThat(verdict().reasons()).singleElement().asString().startsWith("Start lag: 1 in 100 iterations");
        }
    }

    @Test
    void vus_that_stay_away_for_longer_than_it_takes_to_make_them_are_told() {
        for (int i = 0; i < 4; i++) {
            judge.observe(vitals("nothing", 0), new Delivery(0, 0, Double.NaN, 5, 10, 0));
        }
        assertThat(verdict().level()).isEqualTo(Level.OK);
        for (int i = 0; i < 2; i++) {
            judge.observe(vitals("nothing", 0), new Delivery(0, 0, Double.NaN, 5, 10, 0));
        }
        assertThat(verdict())
                .isEqualTo(new GeneratorVerdict(
                        Level.SATURATED,
                        java.util.List.of("VUs: up to 5 of those asked for were not there (50 %), in 2 of 6 s")));
    }

    @Test
    void a_run_whose_own_thread_is_late_is_told() {
        for (int i = 0; i < 10; i++) {
            judge.observe(vitals("nothing", 0), new Delivery(0, 0, Double.NaN, 0, 10, 150));
        }
        assertThat(verdict())
                .isEqualTo(new GeneratorVerdict(
                        Level.DEGRADED,
                        java.util.List.of("The run's own thread came up to 150 ms late, in 10 of 10 s")));
    }

    @Test
    void the_gravest_reason_comes_first() {
        for (int i = 0; i < 10; i++) {
            judge.observe(vitals("ports", 0.95), new Delivery(1000, 1, Double.NaN, 0, 10, 0));
        }
        assertThat(verdict().level()).isEqualTo(Level.SATURATED);
        assertThat(verdict().reasons()).hasSize(2);
        assertThat(verdict().reasons().getFirst()).startsWith("Ports:");
    }
}
