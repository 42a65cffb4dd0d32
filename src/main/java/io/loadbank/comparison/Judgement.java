package io.loadbank.comparison;

import io.loadbank.recording.Frame;
import io.loadbank.recording.Measure;
import io.loadbank.recording.MetricKey;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.inference.DataDispersion;
import org.apache.commons.statistics.inference.MannWhitneyUTest;
import org.apache.commons.statistics.inference.TTest;
import org.jspecify.annotations.Nullable;

/**
 * Judges one metric of two runs. A difference is more than noise when it is both unlikely to be chance (p below
 * {@value #SIGNIFICANT}) and large enough to matter.
 *
 * <ul>
 *   <li>Trends: the median and the 95th percentile of each interval, by the Mann-Whitney U test (Mann and Whitney,
 *       "On a test of whether one of two random variables is stochastically larger than the other", Annals of
 *       Mathematical Statistics 18, 1947); at least {@value #RELATIVE} of the first value.
 *   <li>Counters: growth per second of each interval, by Welch's t-test (Welch, "The generalization of 'Student's'
 *       problem when several different population variances are involved", Biometrika 34, 1947); at least
 *       {@value #RELATIVE} of the first value.
 *   <li>Rates: all samples, by the test of two proportions, with sample sizes divided by the design effect of the
 *       intervals (Rao and Scott, "A simple method for the analysis of clustered binary data", Biometrics 48, 1992);
 *       at least {@value #PROPORTION}, in absolute terms.
 *   <li>Gauges: the last value of each interval, by the Mann-Whitney U test; at least {@value #RELATIVE}.
 * </ul>
 *
 * <p>Intervals are {@link Batches}. With fewer than {@value #FEWEST_INTERVALS} in either run nothing can be told.
 */
final class Judgement {
    static final double SIGNIFICANT = 0.01;
    static final double RELATIVE = 0.05;
    static final double PROPORTION = 0.001;
    static final int FEWEST_INTERVALS = 8;

    private static final TTest WELCH = TTest.withDefaults().with(DataDispersion.HETEROSCEDASTIC);

    private final MetricKey metric;
    private final List<Frame> first;
    private final List<Frame> second;
    private final List<Statistic> statistics = new ArrayList<>();
    private MetricComparison.Intervals intervals = new MetricComparison.Intervals(0, 0, 0, 0);

    /** @param first frames of the run that is compared with, those in which the test's clock stood still left out */
    Judgement(MetricKey metric, List<Frame> first, List<Frame> second) {
        this.metric = metric;
        this.first = first.stream().map(frame -> frame.only(metric.name())).toList();
        this.second = second.stream().map(frame -> frame.only(metric.name())).toList();
    }

    MetricComparison judged() {
        switch (metric.type()) {
            case TREND -> {
                ranked("med", values(first), values(second), frame -> percentile(frame, 50));
                ranked("p(95)", values(first), values(second), frame -> percentile(frame, 95));
            }
            case GAUGE -> ranked("value", values(first), values(second), this::level);
            case COUNTER -> grown();
            case RATE -> proportions();
        }
        return new MetricComparison(metric, List.copyOf(statistics), gravest(), intervals);
    }

    /** Seconds in which the metric had a sample; without one there is no percentile. */
    private List<Frame> values(List<Frame> frames) {
        return frames.stream()
                .filter(frame -> frame.measure(metric.name()) != null)
                .toList();
    }

    private double percentile(Frame frame, double percent) {
        return frame.measure(metric.name()) instanceof Measure.Values values ? values.percentile(percent) : Double.NaN;
    }

    private double level(Frame frame) {
        return frame.measure(metric.name()) instanceof Measure.Level level ? level.last() : Double.NaN;
    }

    private double perSecond(Frame frame) {
        return frame.lengthMs() == 0 ? 0 : frame.count(metric.name()) / frame.seconds();
    }

    private void ranked(String name, List<Frame> mine, List<Frame> others, ToDoubleFunction<Frame> number) {
        Batches left = Batches.of(mine, number);
        Batches right = Batches.of(others, number);
        note(left, right);
        double before = whole(mine, number);
        double after = whole(others, number);
        Double chance = null;
        if (enough(left, right)) {
            double[] x = left.values(number);
            double[] y = right.values(number);
            chance = areEqual(x, y)
                    ? 1
                    : MannWhitneyUTest.withDefaults().test(x, y).getPValue();
        }
        add(name, before, after, chance, "Mann-Whitney U", RELATIVE * Math.abs(before));
    }

    private void grown() {
        Batches left = Batches.of(first, this::perSecond);
        Batches right = Batches.of(second, this::perSecond);
        note(left, right);
        double before = whole(first, this::perSecond);
        double after = whole(second, this::perSecond);
        Double chance = null;
        if (enough(left, right)) {
            double[] x = left.values(this::perSecond);
            double[] y = right.values(this::perSecond);
            boolean varies = varies(x) || varies(y);
            chance = varies ? WELCH.test(x, y).getPValue() : before == after ? 1.0 : 0.0;
        }
        add("perSecond", before, after, chance, "Welch's t", RELATIVE * Math.abs(before));
    }

    private void proportions() {
        ToDoubleFunction<Frame> share = frame -> ratio(frame).rate();
        List<Frame> mine = values(first);
        List<Frame> others = values(second);
        Batches left = Batches.of(mine, share);
        Batches right = Batches.of(others, share);
        note(left, right);
        Measure.Ratio before = ratio(whole(mine));
        Measure.Ratio after = ratio(whole(others));
        Double chance = enough(left, right) ? chance(before, effect(left), after, effect(right)) : null;
        add(
                "rate",
                before.total() == 0 ? Double.NaN : before.rate(),
                after.total() == 0 ? Double.NaN : after.rate(),
                chance,
                "two proportions",
                PROPORTION);
    }

    private static double chance(Measure.Ratio before, double effect, Measure.Ratio after, double otherEffect) {
        double n = before.total() / effect;
        double m = after.total() / otherEffect;
        double pooled = (before.rate() * n + after.rate() * m) / (n + m);
        double error = Math.sqrt(pooled * (1 - pooled) * (1 / n + 1 / m));
        if (error == 0) {
            return 1;
        }
        double z = Math.abs(before.rate() - after.rate()) / error;
        return 2 * NormalDistribution.of(0, 1).survivalProbability(z);
    }

    /** By how much the proportions of the intervals vary more than those of independent samples would; at least 1. */
    private double effect(Batches batches) {
        Measure.Ratio all = ratio(whole(batches.frames()));
        double variance = all.rate() * (1 - all.rate()) / all.total();
        double sum = 0;
        for (Frame each : batches.frames()) {
            Measure.Ratio own = ratio(each);
            double residual = own.trues() - all.rate() * own.total();
            sum += residual * residual;
        }
        double clustered = batches.size() / (batches.size() - 1.0) * sum / ((double) all.total() * all.total());
        return variance == 0 ? 1 : Math.max(1, clustered / variance);
    }

    private Measure.Ratio ratio(@Nullable Frame frame) {
        return frame != null && frame.measure(metric.name()) instanceof Measure.Ratio it ? it : new Measure.Ratio(0, 0);
    }

    private static double whole(List<Frame> frames, ToDoubleFunction<Frame> number) {
        Frame all = whole(frames);
        return all == null ? Double.NaN : number.applyAsDouble(all);
    }

    private static @Nullable Frame whole(List<Frame> frames) {
        Frame all = null;
        for (Frame frame : frames) {
            all = all == null ? frame : all.joined(frame);
        }
        return all;
    }

    private static boolean enough(Batches left, Batches right) {
        return left.size() >= FEWEST_INTERVALS && right.size() >= FEWEST_INTERVALS;
    }

    private static boolean varies(double[] values) {
        for (double value : values) {
            if (value != values[0]) {
                return true;
            }
        }
        return false;
    }

    private static boolean areEqual(double[] x, double[] y) {
        return !varies(x) && !varies(y) && x[0] == y[0];
    }

    private void note(Batches left, Batches right) {
        intervals = new MetricComparison.Intervals(left.size(), right.size(), left.seconds(), right.seconds());
    }

    private void add(String name, double before, double after, @Nullable Double chance, String test, double matters) {
        Verdict verdict;
        if (chance == null) {
            verdict = Verdict.UNCLEAR;
        } else if (chance >= SIGNIFICANT || !(Math.abs(after - before) >= matters) || after == before) {
            verdict = Verdict.NOISE;
        } else {
            verdict = Direction.of(metric).verdict(after - before);
        }
        statistics.add(new Statistic(name, before, after, chance, test, verdict));
    }

    private Verdict gravest() {
        Verdict gravest = Verdict.UNCLEAR;
        for (Verdict each : List.of(Verdict.NOISE, Verdict.DIFFERENT, Verdict.BETTER, Verdict.WORSE)) {
            if (statistics.stream().anyMatch(it -> it.verdict() == each)) {
                gravest = each;
            }
        }
        return gravest;
    }
}
