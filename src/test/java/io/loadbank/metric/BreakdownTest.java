package io.loadbank.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadbank.metric.Breakdown.Part;
import io.loadbank.metric.MetricsSnapshot.CheckTotal;
import io.loadbank.metric.Registration.Registered;
import io.loadbank.metric.SinkSnapshot.CounterSnapshot;
import io.loadbank.metric.SinkSnapshot.GaugeSnapshot;
import io.loadbank.metric.SinkSnapshot.RateSnapshot;
import io.loadbank.metric.SinkSnapshot.TrendSnapshot;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BreakdownTest {
    private final MetricRegistry registry = new MetricRegistry();
    private final BuiltinMetrics builtins = registry.builtins();
    private final Metrics metrics = new Metrics(registry, 100);

    private void add(Metric metric, Map<String, String> tags, double... values) {
        for (double value : values) {
            metrics.add(metrics.series(metric, Tags.of(tags)), value);
        }
    }

    private static Map<String, String> tags(String scenario, String group) {
        return Map.of("scenario", scenario, "group", group);
    }

    private static SinkSnapshot value(Part part, String metric) {
        return part.metrics().stream()
                .filter(it -> it.name().equals(metric))
                .findFirst()
                .orElseThrow()
                .sink();
    }

    @Test
    void a_sample_belongs_to_its_scenario_and_to_the_exact_group_it_was_taken_in() {
        add(builtins.httpReqs, tags("zeta", "::outer::inner"), 1, 1);
        add(builtins.httpReqs, tags("zeta", "::outer"), 1);
        add(builtins.httpReqs, tags("zeta", ""), 1);
        add(builtins.httpReqs, tags("alpha", ""), 1);

        Breakdown parts = metrics.breakdown(2);

        assertThat(parts.groups()).isEmpty();
        assertThat(parts.scenarios()).extracting(Part::name).containsExactly("alpha", "zeta");
        Part zeta = parts.scenarios().getLast();
        assertThat(value(zeta, "http_reqs")).isEqualTo(new CounterSnapshot(4, 2));
        Part outer = zeta.groups().getFirst();
        assertThat(value(outer, "http_reqs")).isEqualTo(new CounterSnapshot(1, 0.5));
        assertThat(value(outer.groups().getFirst(), "http_reqs")).isEqualTo(new CounterSnapshot(2, 1));
    }

    @Test
    void groups_of_the_default_scenario_stand_alone_in_the_order_they_came() {
        add(builtins.httpReqs, tags("default", "::second"), 1);
        add(builtins.httpReqs, tags("default", "::first"), 1);
        add(builtins.httpReqs, Map.of("group", "::without scenario"), 1);

        Breakdown parts = metrics.breakdown(1);

        assertThat(parts.scenarios()).isEmpty();
        assertThat(parts.groups()).extracting(Part::name).containsExactly("second", "first", "without scenario");
    }

    @Test
    void what_setup_and_teardown_measure_is_in_no_group() {
        for (String group : List.of("::setup", "::setup::inner", "::teardown")) {
            add(builtins.httpReqs, Map.of("group", group), 1);
        }
        add(builtins.httpReqs, tags("default", "::setup more"), 1);

        assertThat(metrics.breakdown(1).groups()).extracting(Part::name).containsExactly("setup more");
    }

    @Test
    void each_kind_of_metric_adds_up_as_one_sink_would() {
        Metric gauge = ((Registered) registry.register("level", MetricType.GAUGE, ValueKind.DEFAULT)).metric();
        add(builtins.httpReqDuration, Map.of("scenario", "s", "status", "200"), 1, 3);
        add(builtins.httpReqDuration, Map.of("scenario", "s", "status", "500"), 2, 10);
        add(builtins.httpReqFailed, Map.of("scenario", "s", "status", "200"), 0);
        add(builtins.httpReqFailed, Map.of("scenario", "s", "status", "500"), 1, 1);
        add(gauge, Map.of("scenario", "s", "a", "2"), 7, -1);
        add(gauge, Map.of("scenario", "s", "a", "1"), 9, 5);
        add(gauge, Map.of("scenario", "s", "a", "2"), 6);

        Part part = metrics.breakdown(1).scenarios().getFirst();

        TrendSnapshot trend = (TrendSnapshot) value(part, "http_req_duration");
        assertThat(List.of(trend.count(), trend.sum(), trend.min(), trend.max(), trend.med()))
                .isEqualTo(List.of(4L, 16.0, 1.0, 10.0, 2.5));
        assertThat(value(part, "http_req_failed")).isEqualTo(new RateSnapshot(2, 3));
        assertThat(value(part, "level")).isEqualTo(new GaugeSnapshot(6, -1, 9));
    }

    @Test
    void checks_of_one_name_are_told_apart_by_group_and_put_together_in_their_scenario() {
        add(builtins.checks, Map.of("scenario", "s", "group", "::a", "check", "ok"), 1, 0);
        add(builtins.checks, Map.of("scenario", "s", "group", "::b", "check", "ok"), 1);

        Part part = metrics.breakdown(1).scenarios().getFirst();

        assertThat(part.checks()).containsExactly(new CheckTotal("ok", 2, 1));
        assertThat(part.groups().getFirst().checks()).containsExactly(new CheckTotal("ok", 1, 1));
        assertThat(part.groups().getLast().checks()).containsExactly(new CheckTotal("ok", 1, 0));
    }

    @Test
    void what_is_still_in_a_buffer_counts_and_sub_metrics_do_not() {
        SampleBuffer buffer = metrics.newBuffer();
        buffer.add(
                metrics.series(builtins.httpReqDuration, Tags.of(Map.of("scenario", "s", "expected_response", "true"))),
                4);

        assertThat(metrics.breakdown(1).scenarios().getFirst().metrics())
                .extracting(MetricSnapshot::name)
                .containsExactly("http_req_duration");
    }

    @Test
    void parts_stay_within_the_limit_of_series() {
        Metrics few = new Metrics(registry, 3);
        for (int i = 0; i < 100; i++) {
            few.add(few.series(builtins.httpReqs, Tags.of(tags("default", "::g" + i))), 1);
        }

        assertThat(few.breakdown(1).groups()).hasSize(3);
    }
}
