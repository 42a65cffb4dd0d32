package io.loadbank.threshold;

import io.loadbank.metric.MetricType;
import io.loadbank.metric.SinkSnapshot;
import io.loadbank.metric.SinkSnapshot.CounterSnapshot;
import io.loadbank.metric.SinkSnapshot.GaugeSnapshot;
import io.loadbank.metric.SinkSnapshot.RateSnapshot;
import io.loadbank.metric.SinkSnapshot.TrendSnapshot;
import java.util.OptionalDouble;

/** The number that a threshold takes from an aggregate. */
sealed interface Aggregation {

    /** Which aggregates have this number. */
    boolean fits(MetricType type);

    /** The number; empty where there is none, which is so for the rate of nothing and for a rate per no time. */
    OptionalDouble of(SinkSnapshot sink, double testSeconds);

    /** A number with a name of its own. */
    enum Named implements Aggregation {
        VALUE,
        COUNT,
        RATE,
        AVG,
        MIN,
        MED,
        MAX;

        @Override
        public boolean fits(MetricType type) {
            return switch (type) {
                case COUNTER -> this == COUNT || this == RATE;
                case GAUGE -> this == VALUE;
                case RATE -> this == RATE;
                case TREND -> this == AVG || this == MIN || this == MED || this == MAX;
            };
        }

        @Override
        public OptionalDouble of(SinkSnapshot sink, double testSeconds) {
            return switch (sink) {
                case CounterSnapshot counter ->
                    this == COUNT ? OptionalDouble.of(counter.count()) : unless(testSeconds <= 0, counter.rate());
                case GaugeSnapshot gauge -> OptionalDouble.of(gauge.value());
                case RateSnapshot rate -> unless(rate.total() == 0, rate.rate());
                case TrendSnapshot trend -> of(trend);
            };
        }

        private OptionalDouble of(TrendSnapshot trend) {
            return switch (this) {
                case AVG -> OptionalDouble.of(trend.avg());
                case MIN -> OptionalDouble.of(trend.min());
                case MED -> OptionalDouble.of(trend.med());
                case MAX -> OptionalDouble.of(trend.max());
                case VALUE, COUNT, RATE -> OptionalDouble.empty();
            };
        }

        private static OptionalDouble unless(boolean missing, double value) {
            return missing ? OptionalDouble.empty() : OptionalDouble.of(value);
        }
    }

    /** A percentile of a trend. */
    record Percentile(double percent) implements Aggregation {
        @Override
        public boolean fits(MetricType type) {
            return type == MetricType.TREND;
        }

        @Override
        public OptionalDouble of(SinkSnapshot sink, double testSeconds) {
            return sink instanceof TrendSnapshot trend
                    ? OptionalDouble.of(trend.percentile(percent))
                    : OptionalDouble.empty();
        }
    }

    /** What a metric of this type can be judged by, in words. */
    static String choices(MetricType type) {
        return switch (type) {
            case COUNTER -> "count, rate";
            case GAUGE -> "value";
            case RATE -> "rate";
            case TREND -> "avg, min, med, max, p(N)";
        };
    }
}
