package io.loadbank.telemetry;

import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches how many time series Prometheus is given. Beyond {@value #FIRST_LIMIT} it warns, once, and again each time
 * the number has doubled. Thread-safe.
 */
final class SeriesWatch {
    static final int FIRST_LIMIT = 100_000;

    private static final Logger LOG = LoggerFactory.getLogger(SeriesWatch.class);

    private final AtomicInteger limit = new AtomicInteger(FIRST_LIMIT);
    private volatile int last;

    void saw(int series) {
        last = series;
        int crossed = limit.get();
        if (series > crossed && limit.compareAndSet(crossed, (int) Math.min(Integer.MAX_VALUE, 2L * series))) {
            LOG.warn(
                    "the runs give Prometheus {} time series, above {}: tags with many values make them; "
                            + "loadbank.prometheus.drop-labels leaves tags out, loadbank.run.max-series keeps fewer",
                    series,
                    crossed);
        }
    }

    int last() {
        return last;
    }
}
