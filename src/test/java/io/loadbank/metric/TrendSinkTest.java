package io.loadbank.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.loadbank.metric.SinkSnapshot.TrendSnapshot;
import java.util.Arrays;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrendSinkTest {
    private static final double[] PERCENTS = {0, 0.1, 1, 5, 10, 25, 33.3, 50, 75, 90, 95, 99, 99.9, 99.99, 100};

    @ParameterizedTest
    @CsvSource({
        "'1,2,3,4,5,6,7,8,9,10', 95, 9.549999999999999",
        "'1,2,3,4,5,6,7,8,9,10', 99, 9.91",
        "'1,2,3,4,5,6,7,8,9,10', 25, 3.25",
        "'10,9,8,7,6,5,4,3,2,1', 90, 9.1",
        "'1,2,3,4,5,6,7,8,9,10', 50, 5.5",
        "'1,2,3,4,5,6,7,8,9,10', 33.3, 3.997",
        "'1,2,3,4,5,6,7,8,9,10', 0, 1",
        "'1,2,3,4,5,6,7,8,9,10', 100, 10",
        "'42', 0, 42",
        "'42', 63, 42",
        "'42', 100, 42",
        "'20,10', 50, 15",
        "'20,10', 90, 19",
        "'20,10', 10, 11",
        "'-1,-5,-3', 50, -3",
        "'1,3', 95, 2.9"
    })
    void percentiles_of_few_values_are_exact(String values, double percent, double expected) {
        TrendSink sink = new TrendSink();
        Arrays.stream(values.split(",")).mapToDouble(Double::parseDouble).forEach(sink::add);
        assertThat(sink.snapshot(1).percentile(percent)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 10, 999, 1_000})
    void up_to_a_thousand_values_percentiles_are_exact_to_the_bit(int count) {
        double[] values = new Random(count).doubles(count, 0, 1_000).toArray();
        TrendSink sink = new TrendSink();
        Arrays.stream(values).forEach(sink::add);
        Arrays.sort(values);
        for (double percent : PERCENTS) {
            double rank = percent / 100 * (count - 1);
            double low = values[(int) Math.floor(rank)];
            double high = values[(int) Math.ceil(rank)];
            double expected = low + (high - low) * (rank - Math.floor(rank));
            assertThat(sink.snapshot(1).percentile(percent))
                    .as("p(%s)", percent)
                    .isEqualTo(expected);
        }
    }

    @Test
    void without_values_every_stat_is_zero() {
        TrendSnapshot empty = new TrendSink().snapshot(1);
        assertThat(empty.count()).isZero();
        assertThat(new double[] {empty.sum(), empty.min(), empty.max(), empty.avg(), empty.med(), empty.percentile(95)})
                .containsOnly(0);
    }

    static Stream<Arguments> distributions() {
        return Stream.of(
                distribution("uniform", random -> random.nextDouble() * 1000),
                distribution("log-normal latencies", random -> 20 * Math.exp(random.nextGaussian())),
                distribution("heavy tail", random -> Math.pow(1 - random.nextDouble(), -1.2)),
                distribution(
                        "two peaks",
                        random -> random.nextInt(10) == 0 ? 500 + random.nextDouble() : random.nextDouble()),
                distribution("negative", random -> -1e6 * random.nextDouble() - 1),
                distribution("tiny", random -> 1e-290 * random.nextDouble()),
                distribution("huge", random -> 1e305 * random.nextDouble()),
                distribution("integers", random -> random.nextInt(2000)),
                distribution("mostly zero", random -> random.nextInt(20) == 0 ? random.nextDouble() : 0),
                distribution("constant", random -> 0.1));
    }

    private static Arguments distribution(String name, ToDoubleFunction<Random> source) {
        return Arguments.of(name, source);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("distributions")
    void going_over_to_buckets_moves_no_percentile_by_more_than_a_thousandth(
            String name, ToDoubleFunction<Random> source) {
        Random random = new Random(7);
        TrendSink sink = new TrendSink();
        double[] values = new double[TrendSink.EXACT_LIMIT + 1];
        for (int i = 0; i < TrendSink.EXACT_LIMIT; i++) {
            values[i] = source.applyAsDouble(random);
            sink.add(values[i]);
        }
        assertThat(sink.snapshot(1).distribution().isExact()).isTrue();
        values[TrendSink.EXACT_LIMIT] = source.applyAsDouble(random);
        sink.add(values[TrendSink.EXACT_LIMIT]);
        TrendSnapshot bucketed = sink.snapshot(1);
        assertThat(bucketed.distribution().isExact()).isFalse();
        assertCloseTo(values, bucketed);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("distributions")
    void many_values_stay_within_a_two_thousandth(String name, ToDoubleFunction<Random> source) {
        Random random = new Random(11);
        TrendSink sink = new TrendSink();
        double[] values = random.doubles(50_000)
                .map(unused -> source.applyAsDouble(random))
                .toArray();
        Arrays.stream(values).forEach(sink::add);
        assertCloseTo(values, sink.snapshot(1));
    }

    private static void assertCloseTo(double[] values, TrendSnapshot bucketed) {
        Distribution exact = Distribution.exactly(values.clone());
        for (double percent : PERCENTS) {
            double truth = exact.quantile(percent / 100);
            assertThat(bucketed.percentile(percent)).isCloseTo(truth, within(Math.abs(truth) * 0.0005));
        }
        assertThat(bucketed.count()).isEqualTo(values.length);
        assertThat(bucketed.min()).isEqualTo(Arrays.stream(values).min().orElseThrow());
        assertThat(bucketed.max()).isEqualTo(Arrays.stream(values).max().orElseThrow());
    }

    @Test
    void buckets_take_any_double_of_either_sign() {
        double[] values = {
            Double.NEGATIVE_INFINITY,
            -Double.MAX_VALUE,
            -1e100,
            -1,
            -Double.MIN_NORMAL,
            0,
            -0.0,
            Double.MIN_VALUE,
            Double.MIN_NORMAL,
            1e-100,
            1,
            1e100,
            Double.MAX_VALUE,
            Double.POSITIVE_INFINITY
        };
        TrendSink sink = new TrendSink();
        for (int i = 0; i < 100; i++) {
            Arrays.stream(values).forEach(sink::add);
        }
        Distribution buckets = sink.snapshot(1).distribution();
        assertThat(buckets.isExact()).isFalse();
        assertThat(buckets.count()).isEqualTo(1400);
        assertThat(buckets.value(0)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(buckets.value(1)).isCloseTo(-Double.MAX_VALUE, within(Double.MAX_VALUE * 0.0005));
        assertThat(buckets.value(5)).isZero();
        assertThat(buckets.countOf(5)).isEqualTo(300);
        assertThat(buckets.value(buckets.size() - 2)).isFinite();
        assertThat(buckets.value(buckets.size() - 1)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(sink.snapshot(1).percentile(0)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(sink.snapshot(1).percentile(100)).isEqualTo(Double.POSITIVE_INFINITY);
    }

    @Test
    void a_bucket_counts_beyond_32_bits() {
        Histogram histogram = new Histogram();
        for (int i = 0; i < 3; i++) {
            histogram.add(5, Integer.MAX_VALUE);
            histogram.add(-5, 1L << 40);
        }
        Distribution buckets = histogram.distribution();
        assertThat(buckets.size()).isEqualTo(2);
        assertThat(buckets.countOf(0)).isEqualTo(3L << 40);
        assertThat(buckets.countOf(1)).isEqualTo(3L * Integer.MAX_VALUE);
        assertThat(histogram.count()).isEqualTo(buckets.count());
    }

    @Test
    void small_integers_stay_exact_in_buckets() {
        TrendSink sink = new TrendSink();
        for (int i = 0; i <= 2048; i++) {
            sink.add(i);
        }
        assertThat(sink.snapshot(1).med()).isEqualTo(1024);
        assertThat(sink.snapshot(1).percentile(25)).isEqualTo(512);
    }

    @ParameterizedTest
    @CsvSource({
        "300, 400, true",
        "600, 400, true",
        "600, 401, false",
        "2000, 3000, false",
        "2000, 5, false",
        "5, 2000, false",
        "0, 7, true"
    })
    void merging_two_sinks_equals_one_that_saw_everything(int first, int second, boolean exact) {
        Random random = new Random(3);
        TrendSink one = new TrendSink();
        TrendSink other = new TrendSink();
        TrendSink all = new TrendSink();
        for (int i = 0; i < first + second; i++) {
            double value = Math.rint(1000 * random.nextGaussian());
            (i < first ? one : other).add(value);
            all.add(value);
        }
        TrendSnapshot merged = one.snapshot(1).plus(other.snapshot(1));
        TrendSnapshot expected = all.snapshot(1);
        assertThat(merged.distribution().isExact()).isEqualTo(exact);
        assertThat(merged.sum()).isEqualTo(expected.sum());
        assertThat(merged.min()).isEqualTo(expected.min());
        assertThat(merged.max()).isEqualTo(expected.max());
        assertThat(merged.distribution().size())
                .isEqualTo(expected.distribution().size());
        for (int i = 0; i < merged.distribution().size(); i++) {
            assertThat(merged.distribution().value(i))
                    .isEqualTo(expected.distribution().value(i));
            assertThat(merged.distribution().countOf(i))
                    .isEqualTo(expected.distribution().countOf(i));
        }
    }

    @Test
    void a_snapshot_does_not_change_and_is_reused_while_nothing_is_added() {
        TrendSink sink = new TrendSink();
        sink.add(1);
        TrendSnapshot before = sink.snapshot(1);
        assertThat(sink.snapshot(2)).isSameAs(before);
        sink.add(3);
        assertThat(before.count()).isEqualTo(1);
        assertThat(before.max()).isEqualTo(1);
        assertThat(sink.snapshot(3).avg()).isEqualTo(2);
    }
}
