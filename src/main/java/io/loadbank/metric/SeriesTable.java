package io.loadbank.metric;

import java.util.Arrays;
import java.util.Iterator;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The metrics of one run that are measured, and their time series, of which there are at most so many. What is known
 * is found without the store's lock, what is new is entered under it.
 */
final class SeriesTable implements Iterable<Measured> {

    private final ReentrantLock lock;
    private final int maxSeries;
    private final UnaryOperator<String> shown;
    private final GroupTally groups;

    /** By metric index; replaced under the lock when it grows. */
    private volatile @Nullable Measured[] measured = new Measured[64];

    private long count;
    private long overflowed;

    /** @param shown how the value of a tag is kept */
    SeriesTable(BuiltinMetrics builtins, ReentrantLock lock, int maxSeries, UnaryOperator<String> shown) {
        this.lock = lock;
        this.maxSeries = maxSeries;
        this.shown = shown;
        this.groups = new GroupTally(of(builtins.checks), of(builtins.groupDuration));
    }

    /** The time series of these tags; beyond the limit one without a sink of its own. */
    Series series(Metric metric, Tags tags) {
        Measured of = of(metric);
        Series known = of.series.get(tags);
        if (known != null) {
            return known;
        }
        Tags fit = tags.withValues(shown);
        if (!fit.equals(tags)) {
            return series(metric, fit);
        }
        lock.lock();
        try {
            known = of.series.get(tags);
            return known != null ? known : enter(of, tags);
        } finally {
            lock.unlock();
        }
    }

    private Series enter(Measured of, Tags tags) {
        if (count >= maxSeries) {
            overflowed++;
            return new Series(of.metric, tags, null, of.targets(null, tags), -1);
        }
        Sink own = Sink.of(of.metric.type());
        Series made = new Series(of.metric, tags, own, of.targets(own, tags), count++);
        of.series.put(tags, made);
        groups.watch(made);
        return made;
    }

    Measured of(Metric metric) {
        @Nullable Measured[] all = measured;
        Measured known = metric.index() < all.length ? all[metric.index()] : null;
        return known != null ? known : admit(metric);
    }

    private Measured admit(Metric metric) {
        lock.lock();
        try {
            @Nullable Measured[] all = measured;
            int length = all.length;
            while (length <= metric.index()) {
                length *= 2;
            }
            @Nullable Measured[] grown = Arrays.copyOf(all, length);
            Measured known = grown[metric.index()];
            if (known == null) {
                known = new Measured(metric);
                grown[metric.index()] = known;
                measured = grown;
            }
            return known;
        } finally {
            lock.unlock();
        }
    }

    /** Every metric that was asked for so far. */
    @Override
    public Iterator<Measured> iterator() {
        return Arrays.stream(measured).filter(Objects::nonNull).iterator();
    }

    /** The groups and checks of the run. Needs the lock. */
    GroupTally.Result groups() {
        return groups.result();
    }

    int maxSeries() {
        return maxSeries;
    }

    /** How many series have a sink of their own. Needs the lock. */
    long count() {
        return count;
    }

    /** How often a further series was asked for when there were as many as there may be. Needs the lock. */
    long overflowed() {
        return overflowed;
    }
}
