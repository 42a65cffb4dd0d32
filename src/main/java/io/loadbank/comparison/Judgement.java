package io.loadbank.comparison;

import io.loadbank.recording.Frame;
import io.loadbank.recording.Measure;
import io.loadbank.recording.MetricKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.inference.DataDispersion;
import org.apache.commons.statistics.inference.TTest;
import org.apache.commons.statistics.ranking.NaturalRanking;
import org.jspecify.annotations.Nullable;

/**
 * Judges one metric of two runs. A difference is more than noise when it is both unlikely to be chance (p below
 * {@value #SIGNIFICANT}) and large enough to matter.
 *
 * <ul>
 *   <li>Trends: the median and the 95th percentile of each second; gauges: their last value; counters: their growth per
 *       second. Their ranks among the seconds of both runs (Conover and Iman, "Rank transformations as a bridge between
 *       parametric and nonparametric statistics", The American Statistician 35, 1981) by Welch's t-test (Welch, "The
 *       generalization of 'Student's' problem when several different population variances are involved", Biometrika
 *       34, 1947), each run counted as the {@linkplain Sequence independent seconds} that it is worth. At least
 *       {@value #RELATIVE} of the first value.
 *   <li>Rates: all samples, by the test of two proportions, with sample sizes divided by the design effect of the
 *       seconds (Rao and Scott, "A simple method for the analysis of clustered binary data", Biometrics 48, 1992) and
 *       by what their likeness to their neighbours takes away. At least {@value #PROPORTION}, in absolute terms.
 * </ul>
 *
 * <p>With fewer than {@value #FEWEST_SECONDS} seconds, or worth fewer than {@value #FEWEST_INDEPENDENT} independent ones,
 * in either run nothing can be told.
 */
final class Judgement {
    static final double SIGNIFICANT = 0.01;
    static final double RELATIVE = 0.05;
    static final double PROPORTION = 0.001;
    static final int FEWEST_SECONDS = 8;
    static final double FEWEST_INDEPENDENT = 6;
    private static final TTest WELCH = TTest.withDefaults().with(DataDispersion.HETEROSCEDASTIC);

    private final MetricKey metric;
    private final List<Frame> first;
    private final List<Frame> second;
    private final List<Statistic> statistics = new ArrayList<>();
    private MetricComparison.Worth worth = new MetricComparison.Worth(0, 0);

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
            case COUNTER -> ranked("perSecond", first, second, this::perSecond);
            case RATE -> proportions();
        }
        return new MetricComparison(metric, List.copyOf(statistics), gravest(), worth);
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
        double before = whole(mine, number);
        double after = whole(others, number);
        Double chance = null;
        if (mine.size() >= FEWEST_SECONDS && others.size() >= FEWEST_SECONDS) {
            double[] both = new double[mine.size() + others.size()];
            for (int i = 0; i < both.length; i++) {
                both[i] = number.applyAsDouble(i < mine.size() ? mine.get(i) : others.get(i - mine.size()));
            }
            double[] ranks = new NaturalRanking().apply(both);
            chance = chance(
                    new Sequence(Arrays.copyOf(ranks, mine.size())),
                    new Sequence(Arrays.copyOfRange(ranks, mine.size(), both.length)));
        }
        add(name, before, after, chance, "Welch's t on ranks", RELATIVE * Math.abs(before));
    }

    private @Nullable Double chance(Sequence left, Sequence right) {
        note(left, right);
        if (left.worth() < FEWEST_INDEPENDENT || right.worth() < FEWEST_INDEPENDENT) {
            return null;
        }
        if (left.variance() == 0 && right.variance() == 0) {
            return left.mean() == right.mean() ? 1.0 : 0.0;
        }
        return WELCH.test(left.mean(), left.variance(), (long) left.worth(), right.mean(), right.variance(), (long)
                        right.worth())
                .getPValue();
    }

    private void proportions() {
        List<Frame> mine = values(first);
        List<Frame> others = values(second);
        Measure.Ratio before = ratio(whole(mine));
        Measure.Ratio after = ratio(whole(others));
        Double chance = null;
        if (mine.size() >= FEWEST_SECONDS && others.size() >= FEWEST_SECONDS) {
            Sequence left = shares(mine);
            Sequence right = shares(others);
            note(left, right);
            if (left.worth() >= FEWEST_INDEPENDENT && right.worth() >= FEWEST_INDEPENDENT) {
                chance = chance(
                        before, effect(mine) * mine.size() / left.worth(),
                        after, effect(others) * others.size() / right.worth());
            }
        }
        add(
                "rate",
                before.total() == 0 ? Double.NaN : before.rate(),
                after.total() == 0 ? Double.NaN : after.rate(),
                chance,
                "two proportions",
                PROPORTION);
    }

    private Sequence shares(List<Frame> frames) {
        return new Sequence(
                frames.stream().mapToDouble(frame -> ratio(frame).rate()).toArray());
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

    /** By how much the proportions of seconds vary more than those of independent samples would; at least 1. */
    private double effect(List<Frame> frames) {
        Measure.Ratio all = ratio(whole(frames));
        double variance = all.rate() * (1 - all.rate()) / all.total();
        double sum = 0;
        for (Frame each : frames) {
            Measure.Ratio own = ratio(each);
            double residual = own.trues() - all.rate() * own.total();
            sum += residual * residual;
        }
        double clustered = frames.size() / (frames.size() - 1.0) * sum / ((double) all.total() * all.total());
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

    private void note(Sequence left, Sequence right) {
        worth = new MetricComparison.Worth(left.worth(), right.worth());
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
