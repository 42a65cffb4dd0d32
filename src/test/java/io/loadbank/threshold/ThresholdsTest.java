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

    private void addVectors() {
        Metric ta = metric("ta", MetricType.TREND);
        add(ta, Tags.of("k", "v"), 1);
        add(ta, Tags.of(Map.of("k", "v", "z", "1")), 3);
        add(ta, Tags.of("k", "w"), 2, 4, 5, 6, 7, 8, 9, 10);
        add(metric("tb", MetricType.TREND), Tags.EMPTY, 42);
        add(metric("tc", MetricType.TREND), Tags.EMPTY, 20, 10);
        add(metric("td", MetricType.TREND), Tags.EMPTY, -1, -5, -3);
        add(metric("ca", MetricType.COUNTER), Tags.EMPTY, 1, 2, 3);
        add(metric("cb", MetricType.COUNTER), Tags.EMPTY, -3);
        Metric ra = metric("ra", MetricType.RATE);
        add(ra, Tags.of("k", "v"), 1, 1, -2);
        add(ra, Tags.EMPTY, 0);
        add(metric("rb", MetricType.RATE), Tags.EMPTY, 7);
        add(metric("ga", MetricType.GAUGE), Tags.EMPTY, 9, 3);
        metric("te", MetricType.TREND);
        metric("cz", MetricType.COUNTER);
        metric("rz", MetricType.RATE);
        metric("gz", MetricType.GAUGE);
    }

    @ParameterizedTest(name = "{0}: {1} {2}")
    @CsvSource(delimiter = '|', value = {
        "1|ta|p(95)<9.55|yes", "2|ta|p(95)<=9.54|no", "3|ta|p(95)==9.549999999999999|yes", "4|ta|p(90)==9.1|yes",
        "5|ta|med==5.5|yes", "6|ta|p(50)==5.5|yes", "7|ta|p(0)==1|yes", "8|ta|p(100)==10|yes", "9|ta|p==1|yes",
        "10|ta|avg!=5.5|no", "11|ta|max<10|no", "12|ta|max<=10|yes", "13|ta|p(99.9)<10|yes", "14|tb|p(1)===42|yes",
        "15|tc|p(90)==19|yes", "16|tc|p(10)>11|no", "17|td|min==-5|yes", "18|td|max==-1|yes", "19|te|p(95)<1|yes",
        "20|te|max>0|no", "21|te|avg>-1|yes", "22|ca|count>6|no", "23|ca|count>=6|yes", "24|ca|rate>0|yes",
        "25|cb|count<0|yes", "26|cz|count==0|yes", "27|cz|count>0|no", "28|cz|rate==0|yes", "29|ra|rate==0.75|yes",
        "30|ra|rate<0.75|no", "31|rb|rate==1|yes", "32|rz|rate>0.99|yes", "33|rz|rate<0.01|yes", "34|ga|value==3|yes",
        "35|ga|value<3|no", "36|gz|value!=0|no", "37|ta{k:v}|avg==2|yes", "38|ta{k:v}|p(95)<3.01|yes",
        "39|ta{k:v,z:1}|max==3|yes", "40|ta{k:none}|max==0|yes", "41|ta{k:none}|avg>0|no", "42|ra{k:v}|rate==1|yes",
        "43|ra{k:none}|rate>5|yes"
    })
    void the_last_evaluation_judges_as_the_reference_does(int row, String key, String expression, String pass) {
        addVectorMetrics();
        Thresholds thresholds = declared(key, plain(expression));
        addVectors();
        Evaluation evaluation = thresholds.evaluate(metrics.snapshot(0.1), true);
        assertThat(evaluation.results()).singleElement().extracting(ThresholdResult::ok).isEqualTo(pass.equals("yes"));
        assertThat(evaluation.breached()).isEqualTo(pass.equals("yes") ? List.of() : List.of(key));
        assertThat(evaluation.abort()).isFalse();
    }

    private void addVectorMetrics() {
        for (String name : List.of("ta", "tb", "tc", "td", "te")) {
            metric(name, MetricType.TREND);
        }
        for (String name : List.of("ca", "cb", "cz")) {
            metric(name, MetricType.COUNTER);
        }
        for (String name : List.of("ra", "rb", "rz")) {
            metric(name, MetricType.RATE);
        }
        for (String name : List.of("ga", "gz")) {
            metric(name, MetricType.GAUGE);
        }
    }

    @Test
    void all_problems_are_reported_at_once() {
        Map<String, List<ThresholdSpec>> specs = new LinkedHashMap<>();
        specs.put("tt", List.of(plain("count>1"), plain("avg<5"), plain("foo<5")));
        specs.put("nope", List.of(plain("avg >")));
        specs.put("tt{a}", List.of());
        specs.put("cc{a:b}", List.of(plain("avg<1")));
        assertThat(Thresholds.parse(specs, registry).problems()).containsExactly(
                new Problem("thresholds.tt[0]", "'count>1' does not fit tt, which is a trend", "it has avg, min, med, max, p(N)"),
                new Problem("thresholds.tt[2]", "'foo' is not an aggregation, choose one of value, count, rate, avg, min, med, max, p(N)"),
                new Problem("thresholds.nope", "there is no metric named 'nope'"),
                new Problem("thresholds.nope[0]", "'avg >' is not of the form 'aggregation operator number', such as 'p(95)<500'"),
                new Problem("thresholds.tt{a}", "'a' in 'tt{a}' is not of the form tag:value"),
                new Problem("thresholds.cc{a:b}[0]", "'avg<1' does not fit cc, which is a counter", "it has count, rate"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tt{}", "tt{a}", "tt{a:}", "tt{a:b", "tt{a:b,c}", "nope", "", "checks_total", "nope{a:b}"})
    void bad_keys_are_refused(String key) {
        assertThat(Thresholds.parse(Map.of(key, List.of(plain("avg<5"))), registry).problems()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"gg, avg<1", "gg, count<1", "rr, count<1", "rr, value<1", "cc, value<1", "tt, value<1", "tt, rate<1"})
    void an_aggregation_must_fit_the_type(String key, String expression) {
        assertThat(Thresholds.parse(Map.of(key, List.of(plain(expression))), registry).problems()).hasSize(1);
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
        assertThat(rates.evaluate(metrics.snapshot(0), true).results()).singleElement()
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
        assertThat(evaluation.results()).extracting(ThresholdResult::expression)
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
        assertThat(declared("rr", aborting("rate<0.5", null)).evaluate(metrics.snapshot(0.1), false).abort()).isTrue();
        assertThat(declared("rr", plain("rate<0.5")).evaluate(metrics.snapshot(9), false).abort()).isFalse();
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
        assertThat(thresholds.evaluate(metrics.snapshot(1), true).results()).containsExactly(
                new ThresholdResult("cc{a:b}", "count<1", false, 1), new ThresholdResult("cc{a:b}", "count<2", true, 1));
    }
}
