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
import io.loadbank.plan.ThresholdSpec;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThresholdVectorsTest {
    private final MetricRegistry registry = new MetricRegistry();
    private final Metrics metrics = new Metrics(registry, 1000);

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
    @CsvSource(
            delimiter = '|',
            value = {
                "1|ta|p(95)<9.55|yes",
                "2|ta|p(95)<=9.54|no",
                "3|ta|p(95)==9.549999999999999|yes",
                "4|ta|p(90)==9.1|yes",
                "5|ta|med==5.5|yes",
                "6|ta|p(50)==5.5|yes",
                "7|ta|p(0)==1|yes",
                "8|ta|p(100)==10|yes",
                "9|ta|p==1|yes",
                "10|ta|avg!=5.5|no",
                "11|ta|max<10|no",
                "12|ta|max<=10|yes",
                "13|ta|p(99.9)<10|yes",
                "14|tb|p(1)===42|yes",
                "15|tc|p(90)==19|yes",
                "16|tc|p(10)>11|no",
                "17|td|min==-5|yes",
                "18|td|max==-1|yes",
                "19|te|p(95)<1|yes",
                "20|te|max>0|no",
                "21|te|avg>-1|yes",
                "22|ca|count>6|no",
                "23|ca|count>=6|yes",
                "24|ca|rate>0|yes",
                "25|cb|count<0|yes",
                "26|cz|count==0|yes",
                "27|cz|count>0|no",
                "28|cz|rate==0|yes",
                "29|ra|rate==0.75|yes",
                "30|ra|rate<0.75|no",
                "31|rb|rate==1|yes",
                "32|rz|rate>0.99|yes",
                "33|rz|rate<0.01|yes",
                "34|ga|value==3|yes",
                "35|ga|value<3|no",
                "36|gz|value!=0|no",
                "37|ta{k:v}|avg==2|yes",
                "38|ta{k:v}|p(95)<3.01|yes",
                "39|ta{k:v,z:1}|max==3|yes",
                "40|ta{k:none}|max==0|yes",
                "41|ta{k:none}|avg>0|no",
                "42|ra{k:v}|rate==1|yes",
                "43|ra{k:none}|rate>5|yes",
                // what is accepted in other spellings
                "44|ta|p(50.0) < 1_000|yes",
                "45|ta|avg<Inf|yes",
                "46|ta|avg!=NaN|yes",
                "47|ta|avg==NaN|no",
                "48|ta|avg<+10|yes",
                "49|ta|p(5)<0x1p4|yes",
                "50|ta|max>.6e1|yes",
                "51|ta|max<6.|no",
                "52|ta|avg===5.5|yes",
                "53|ta{ \"k\" : v , z:1}|max==3|yes"
            })
    void the_last_evaluation_judges_as_the_reference_does(int row, String key, String expression, String pass) {
        addVectorMetrics();
        Thresholds thresholds = declared(key, plain(expression));
        addVectors();
        Evaluation evaluation = thresholds.evaluate(metrics.snapshot(0.1), true);
        assertThat(evaluation.results())
                .singleElement()
                .extracting(ThresholdResult::ok)
                .isEqualTo(pass.equals("yes"));
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
}
