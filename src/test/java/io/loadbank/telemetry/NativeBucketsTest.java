package io.loadbank.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadbank.metric.MetricRegistry;
import io.loadbank.metric.Metrics;
import io.loadbank.metric.SinkSnapshot.TrendSnapshot;
import io.loadbank.metric.Tags;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.snapshots.NativeHistogramBuckets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values find the buckets that the specification of native histograms gives them. */
class NativeBucketsTest {

    @ParameterizedTest
    @CsvSource({
        "1, 0",
        "1.0000000000000002, 1",
        "2, 8",
        "2.0000000000000004, 9",
        "4, 16",
        "0.5, -8",
        "0.49999999999999994, -8",
        "0.001, -79",
        "1.0905077326652577, 1",
        "1.090507732665258, 2",
        "1.189207115002721, 2",
        "1.834008086409342, 7",
        "1.8340080864093429, 8",
        "1.99, 8",
        "5.877471754111438E-39, -1016",
        "1.7976931348623157E308, 8192",
        "Infinity, 8193"
    })
    void a_magnitude_is_in_the_bucket_whose_upper_limit_is_the_first_not_below_it(double magnitude, int index) {
        assertThat(NativeBuckets.index(magnitude)).isEqualTo(index);
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 900, 20_000})
    void the_buckets_are_those_of_prometheus_own_library(int samples) {
        var random = new Random(42);
        compare(samples, () -> Math.exp(random.nextGaussian() * 4), 1);
        compare(samples, () -> random.nextGaussian() * 100, 1);
        compare(samples, () -> random.nextInt(5) - 2, 1);
        compare(samples, () -> random.nextBoolean() ? Double.MIN_VALUE : -1e-300, 1);
        compare(samples, () -> random.nextInt(4) == 0 ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY, 1);
    }

    @Test
    void milliseconds_become_seconds() {
        var values = trend(new double[] {1_000, 2_000, 0});

        var buckets = NativeBuckets.of(values.distribution(), 1_000);

        assertThat(counts(buckets.positive())).isEqualTo(Map.of(0, 1L, 8, 1L));
        assertThat(buckets.zeros()).isEqualTo(1);
    }

    @Test
    void of_nothing_there_are_no_buckets() {
        var buckets = NativeBuckets.of(trend(new double[0]).distribution(), 1);

        assertThat(buckets.zeros()).isZero();
        assertThat(buckets.positive().size() + buckets.negative().size()).isZero();
    }

    private static void compare(int samples, DoubleSupplier source, double unit) {
        var values = new double[samples];
        for (int i = 0; i < samples; i++) {
            values[i] = source.getAsDouble();
        }
        var trend = trend(values);
        var theirs = Histogram.builder()
                .name("h")
                .nativeOnly()
                .withoutExemplars()
                .nativeInitialSchema(NativeBuckets.SCHEMA)
                .nativeMinZeroThreshold(NativeBuckets.ZERO_THRESHOLD)
                .nativeMaxZeroThreshold(NativeBuckets.ZERO_THRESHOLD)
                .nativeMaxNumberOfBuckets(0)
                .build();
        // beyond a thousand values ours are rounded by up to 0.05 %, so theirs get the same
        var distribution = trend.distribution();
        for (int i = 0; i < distribution.size(); i++) {
            for (long n = 0; n < distribution.countOf(i); n++) {
                theirs.observe(distribution.value(i));
            }
        }
        var point = theirs.collect().getDataPoints().getFirst();

        var ours = NativeBuckets.of(distribution, unit);

        assertThat(ours.zeros()).isEqualTo(point.getNativeZeroCount());
        assertThat(counts(ours.positive())).isEqualTo(counts(point.getNativeBucketsForPositiveValues()));
        assertThat(counts(ours.negative())).isEqualTo(counts(point.getNativeBucketsForNegativeValues()));
        assertThat(point.getCount()).isEqualTo(samples);
    }

    private static TrendSnapshot trend(double[] values) {
        var metrics = new Metrics(new MetricRegistry(), 10);
        var series = metrics.series(metrics.registry().builtins().httpReqDuration, Tags.EMPTY);
        for (double value : values) {
            metrics.add(series, value);
        }
        return values.length == 0
                ? TrendSnapshot.ofAll(List.of())
                : (TrendSnapshot) metrics.seriesSnapshot(1).getFirst().sink();
    }

    private static Map<Integer, Long> counts(NativeHistogramBuckets buckets) {
        Map<Integer, Long> counts = new TreeMap<>();
        buckets.forEach(it -> counts.put(it.getBucketIndex(), it.getCount()));
        return counts;
    }
}
