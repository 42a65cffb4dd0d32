package io.loadbank.threshold;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadbank.metric.Metric;
import io.loadbank.metric.MetricRegistry;
import io.loadbank.metric.MetricType;
import io.loadbank.metric.Metrics;
import io.loadbank.metric.Registration.Registered;
import io.loadbank.metric.Tags;
import io.loadbank.metric.ThresholdResult;
import io.loadbank.metric.ValueKind;
import io.loadbank.plan.Problem;
import io.loadbank.plan.ThresholdSpec;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ThresholdsTest {
    private final MetricRegistry registry = new MetricRegistry();
    private final Metrics metrics = new Metrics(registry, 1000);
    private final Metric trend = metric("tt", MetricType.TREND);
    private final Metric counter = metric("cc", MetricType.COUNTER);
    private final Metric rate = metric("rr", MetricType.RATE);
    private final Metric gauge = metric("gg", MetricType.GAUGE);

    private Metric metric(String name, MetricType type) {
        return ((Registered) registry.register(name, type, ValueKind.DEFAULT)).metric();
    }

    private void add(Metric metric, Tags tags, double... values) {
        for (double value : values) {
            metrics.add(metrics.series(metric, tags), value);
        }
    }

    private static ThresholdSpec plain(String expression) {
        return new ThresholdSpec(expression, false, null);
    }

    private static ThresholdSpec aborting(String expression, @Nullable Duration delay) {
        return new ThresholdSpec(expression, true, delay);
    }

    private Thresholds declared(String key, ThresholdSpec... specs) {
        Parsed parsed = Thresholds.parse(Map.of(key, List.of(specs)), registry);
        assertThat(parsed.problems()).isEmpty();
        parsed.thresholds().declareOn(metrics);
        return parsed.thresholds();
    }

    @Test
    void all_problems_are_reported_at_once() {
        Map<String, List<ThresholdSpec>> specs = new LinkedHashMap<>();
        specs.put("tt", List.of(plain("count>1"), plain("avg<5"), plain("foo<5")));
        specs.put("nope", List.of(plain("avg >")));
        specs.put("tt{a}", List.of());
        specs.put("cc{a:b}", List.of(plain("avg<1")));
        assertThat(Thresholds.parse(specs, registry).problems())
                .containsExactly(
                        new Problem(
                                "thresholds.tt[0]",
                                "'count>1' does not fit tt, which is a trend",
                                "it has avg, min, med, max, p(N)"),
                        new Problem(
                                "thresholds.tt[2]",
                                "'foo' is not an aggregation, choose one of value, count, rate, avg, min, med, max,"
                                        + " p(N)"),
                        new Problem("thresholds.nope", "there is no metric named 'nope'"),
                        new Problem(
                                "thresholds.nope[0]",
                                "'avg >' is not of the form 'aggregation operator number', such as 'p(95)<500'"),
                        new Problem("thresholds.tt{a}", "'a' in 'tt{a}' is not of the form tag:value"),
                        new Problem(
                                "thresholds.cc{a:b}[0]",
                                "'avg<1' does not fit cc, which is a counter",
                                "it has count, rate"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tt{}", "tt{a}", "tt{a:}", "tt{a:b", "tt{a:b,c}", "nope", "", "checks_total", "nope{a:b}"})
    void bad_keys_are_refused(String key) {
        assertThat(Thresholds.parse(Map.of(key, List.of(plain("avg<5"))), registry)
                        .problems())
                .hasSize(1);
    }

    @Test
    void selecting_by_metadata_is_worth_a_warning() {
        assertThat(declared("cc{vu:1}", plain("count<1")).warnings())
                .containsExactly("no sample belongs to 'cc{vu:1}': vu is not a tag but metadata");
        assertThat(declared("cc{a:b}", plain("count<1")).warnings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"gg, avg<1", "gg, count<1", "rr, count<1", "rr, value<1", "cc, value<1", "tt, value<1", "tt, rate<1"})
    void an_aggregation_must_fit_the_type(String key, String expression) {
        assertThat(Thresholds.parse(Map.of(key, List.of(plain(expression))), registry)
                        .problems())
                .hasSize(1);
    }

    @Test
    void during_the_run_metrics_without_samples_are_skipped() {
        Thresholds thresholds = declared("cc", plain("count>5"));
        assertThat(thresholds.evaluate(metrics.snapshot(2), false).results()).isEmpty();
        add(counter, Tags.EMPTY, 1);
        assertThat(thresholds.evaluate(metrics.snapshot(2), false).results())
                .containsExactly(new ThresholdResult("cc", "count>5", false, 1));
    }

    @Test
    void nothing_is_latched() {
        Thresholds thresholds = declared("gg", plain("value<5"));
        add(gauge, Tags.EMPTY, 9);
        assertThat(thresholds.evaluate(metrics.snapshot(2), false).breached()).containsExactly("gg");
        add(gauge, Tags.EMPTY, 4);
        assertThat(thresholds.evaluate(metrics.snapshot(4), true).breached()).isEmpty();
    }

    @Test
    void an_empty_rate_and_a_rate_per_no_time_have_no_value_and_pass() {
        Thresholds rates = declared("rr", plain("rate>5"));
        Thresholds counters = declared("cc", plain("rate>5"));
        add(counter, Tags.EMPTY, 1);
        assertThat(rates.evaluate(metrics.snapshot(0), true).results())
                .singleElement()
                .satisfies(result -> assertThat(result.ok()).isTrue())
                .satisfies(result -> assertThat(result.value()).isNaN());
        assertThat(counters.evaluate(metrics.snapshot(0), true).breached()).isEmpty();
        assertThat(counters.evaluate(metrics.snapshot(1), true).breached()).containsExactly("cc");
    }

    @Test
    void breached_metrics_are_sorted_and_results_keep_the_order_of_writing() {
        Map<String, List<ThresholdSpec>> specs = new LinkedHashMap<>();
        specs.put("tt", List.of(plain("max<1"), plain("max>1")));
        specs.put("cc", List.of(plain("count<1")));
        Thresholds thresholds = Thresholds.parse(specs, registry).thresholds();
        thresholds.declareOn(metrics);
        add(trend, Tags.EMPTY, 5);
        add(counter, Tags.EMPTY, 5);
        Evaluation evaluation = thresholds.evaluate(metrics.snapshot(1), false);
        assertThat(evaluation.breached()).containsExactly("cc", "tt");
        assertThat(evaluation.results())
                .extracting(ThresholdResult::expression)
                .containsExactly("max<1", "max>1", "count<1");
    }

    @ParameterizedTest
    @CsvSource({"1.9, false", "2.0, false", "2.1, true"})
    void a_delay_must_be_exceeded_before_a_failure_aborts(double seconds, boolean abort) {
        Thresholds thresholds = declared("rr", aborting("rate<0.5", Duration.ofSeconds(2)));
        add(rate, Tags.EMPTY, 1);
        Evaluation evaluation = thresholds.evaluate(metrics.snapshot(seconds), false);
        assertThat(evaluation.breached()).containsExactly("rr");
        assertThat(evaluation.abort()).isEqualTo(abort);
    }

    @Test
    void without_a_delay_the_first_failure_aborts_and_a_plain_one_never() {
        add(rate, Tags.EMPTY, 1);
        assertThat(declared("rr", aborting("rate<0.5", null))
                        .evaluate(metrics.snapshot(0.1), false)
                        .abort())
                .isTrue();
        assertThat(declared("rr", plain("rate<0.5"))
                        .evaluate(metrics.snapshot(9), false)
                        .abort())
                .isFalse();
    }

    @Test
    void once_a_metric_may_abort_any_of_its_failures_does() {
        Thresholds thresholds = declared("gg", aborting("value<5", null), plain("value<3"));
        add(gauge, Tags.EMPTY, 9);
        assertThat(thresholds.evaluate(metrics.snapshot(2), false).abort()).isTrue();
        add(gauge, Tags.EMPTY, 4);
        assertThat(thresholds.evaluate(metrics.snapshot(4), false).abort()).isTrue();
        add(gauge, Tags.EMPTY, 2);
        assertThat(thresholds.evaluate(metrics.snapshot(6), false).abort()).isFalse();
    }

    @Test
    void a_metric_with_an_empty_list_is_shown_but_not_judged() {
        Thresholds thresholds = declared("tt");
        assertThat(metrics.snapshot(1).find("tt")).isNotNull();
        assertThat(thresholds.evaluate(metrics.snapshot(1), true).results()).isEmpty();
    }

    @Test
    void spellings_of_equal_tags_are_judged_on_the_same_samples_under_one_name() {
        Map<String, List<ThresholdSpec>> specs = new LinkedHashMap<>();
        specs.put("cc{a:b}", List.of(plain("count<1")));
        specs.put("cc{ a : b }", List.of(plain("count<2")));
        Thresholds thresholds = Thresholds.parse(specs, registry).thresholds();
        thresholds.declareOn(metrics);
        add(counter, Tags.of("a", "b"), 1);
        assertThat(thresholds.evaluate(metrics.snapshot(1), true).results())
                .containsExactly(
                        new ThresholdResult("cc{a:b}", "count<1", false, 1),
                        new ThresholdResult("cc{a:b}", "count<2", true, 1));
    }
}
