package io.loadbank.generator;

import io.loadbank.generator.GeneratorVerdict.Level;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Judges, second by second, whether the generator is the bottleneck of one run. Confined to the run's loop thread, but
 * for the verdict.
 *
 * <p>A sign counts when it was there for {@link #LASTING_SECONDS} seconds and for {@link #DEGRADING_SHARE} of the run,
 * at its worst for {@link #SPOILING_SHARE}: one bad second in a minute is in nobody's percentiles. What the run did not get (dropped iterations, starts
 * that were late, VUs that are missing) counts by itself.
 */
public final class GeneratorJudge {

    /** Seconds that a sign must be seen in. */
    static final int LASTING_SECONDS = 2;

    /** Share of the run's seconds that a sign must be seen in to degrade the run. */
    static final double DEGRADING_SHARE = 0.05;

    /** Share of the run's seconds that a sign must be seen in at its worst to spoil the run. */
    static final double SPOILING_SHARE = 0.20;

    private static final double DEGRADING_DROPS = Double.MIN_VALUE;
    private static final double SPOILING_DROPS = 0.01;
    private static final double DEGRADING_START_LAG_MS = 20;
    private static final double SPOILING_START_LAG_MS = 200;
    private static final double DEGRADING_PULSE_LAG_MS = 100;
    private static final double SPOILING_PULSE_LAG_MS = 1_000;
    private static final double DEGRADING_MISSING = 0.01;
    private static final double SPOILING_MISSING = 0.20;
    private static final int MISSING_SECONDS = 5;

    /** In how many seconds a sign was how bad. */
    private static final class Tally {
        private long degraded;
        private long saturated;
        private double worst;

        void count(double value, Level level) {
            if (level != Level.OK) {
                degraded++;
                saturated += level == Level.SATURATED ? 1 : 0;
                worst = Math.max(worst, value);
            }
        }

        Level lasting(long observed) {
            return saturated >= enough(observed, SPOILING_SHARE)
                    ? Level.SATURATED
                    : degraded >= enough(observed, DEGRADING_SHARE) ? Level.DEGRADED : Level.OK;
        }

        private static long enough(long observed, double share) {
            return Math.max(LASTING_SECONDS, (long) Math.ceil(observed * share));
        }
    }

    private record Finding(Level level, String reason) {}

    private final Map<Sign, Tally> signs = new LinkedHashMap<>();
    private final Tally pulse = new Tally();
    private final Tally missing = new Tally();
    private long missingInARow;
    private int mostMissing;
    private long lastSecond;
    private long observed;
    private volatile @Nullable GeneratorVerdict verdict;

    /** Judges a run that begins. */
    public GeneratorJudge() {
        Sign.ALL.forEach(sign -> signs.put(sign, new Tally()));
    }

    /** Takes one second into account; one that was seen before only renews what concerns the run. */
    public void observe(Vitals vitals, Delivery delivery) {
        if (vitals.second() != lastSecond) {
            lastSecond = vitals.second();
            observed++;
            signs.forEach((sign, tally) -> {
                double value = sign.in(vitals);
                tally.count(value, sign.level(value));
            });
            observe(delivery);
        }
        verdict = judge(delivery);
    }

    private void observe(Delivery delivery) {
        pulse.count(
                delivery.pulseLagMs(),
                Sign.level(delivery.pulseLagMs(), DEGRADING_PULSE_LAG_MS, SPOILING_PULSE_LAG_MS));
        double share = delivery.desiredVus() == 0 ? 0 : (double) delivery.missingVus() / delivery.desiredVus();
        Level level = Sign.level(share, DEGRADING_MISSING, SPOILING_MISSING);
        missingInARow = level == Level.OK ? 0 : missingInARow + 1;
        if (missingInARow >= MISSING_SECONDS) {
            missing.count(share, level);
            mostMissing = Math.max(mostMissing, delivery.missingVus());
        }
    }

    /** The verdict on the run so far; null before its first second. Any thread. */
    public @Nullable GeneratorVerdict verdict() {
        return verdict;
    }

    private GeneratorVerdict judge(Delivery delivery) {
        List<Finding> findings = new ArrayList<>();
        dropped(delivery, findings);
        late(delivery, findings);
        add(
                findings,
                missing.lasting(0),
                "VUs: up to " + mostMissing + " of those asked for were not there (" + Sign.percent(missing.worst)
                        + "), in " + missing.degraded + " of " + observed + " s");
        add(
                findings,
                pulse.lasting(observed),
                "The run's own thread came up to " + Sign.millis(pulse.worst) + " late, in " + pulse.degraded + " of "
                        + observed + " s");
        signs.forEach((sign, tally) ->
                add(findings, tally.lasting(observed), sign.reason(tally.worst, tally.degraded, observed)));
        findings.sort(Comparator.comparing(Finding::level).reversed());
        return new GeneratorVerdict(
                findings.isEmpty() ? Level.OK : findings.getFirst().level(),
                findings.stream().map(Finding::reason).toList());
    }

    private static void dropped(Delivery delivery, List<Finding> findings) {
        double share = delivery.due() == 0 ? 0 : (double) delivery.dropped() / delivery.due();
        add(
                findings,
                Sign.level(share, DEGRADING_DROPS, SPOILING_DROPS),
                String.format(
                        Locale.ROOT,
                        "Too few VUs: %d of %d iterations that were due were dropped (%.2f %%), every VU was busy; raise maxVUs,"
                                + " or ask for less",
                        delivery.dropped(),
                        delivery.due(),
                        share * 100));
    }

    private static void late(Delivery delivery, List<Finding> findings) {
        double lag = delivery.startLagMs();
        add(
                findings,
                Sign.level(lag, DEGRADING_START_LAG_MS, SPOILING_START_LAG_MS),
                "Start lag: 1 in 100 iterations of the arrival rates started " + Sign.millis(lag) + " late or more");
    }

    private static void add(List<Finding> findings, Level level, String reason) {
        if (level != Level.OK) {
            findings.add(new Finding(level, reason));
        }
    }
}
