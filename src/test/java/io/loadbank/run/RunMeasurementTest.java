package io.loadbank.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadbank.metric.MetricRegistry;
import io.loadbank.metric.Metrics;
import io.loadbank.metric.MetricsSnapshot;
import io.loadbank.metric.SeriesSnapshot;
import io.loadbank.metric.SinkSnapshot.CounterSnapshot;
import io.loadbank.metric.SinkSnapshot.GaugeSnapshot;
import io.loadbank.metric.Tags;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class RunMeasurementTest {
    private static final RunLab LAB = new RunLab();

    @AfterAll
    static void close() {
        LAB.close();
    }

    @Test
    void until_a_second_is_over_there_is_no_metric_of_vus() {
        RunMeasurement measurement =
                new RunMeasurement(new Metrics(new MetricRegistry(), 10), Tags.of("run", "tag"), () -> 0.9);

        assertThat(measurement.snapshot().metrics()).isEmpty();
        assertThat(measurement.series()).isEmpty();
    }

    @Test
    void vus_are_sampled_each_second_with_the_tags_of_the_run_and_no_others() {
        Run run = LAB.run("import { sleep } from 'k6'; export const options = { tags: { run: 'tag' }, scenarios: { s: {"
                + " executor: 'per-vu-iterations', vus: 2, iterations: 1, tags: { team: 'red' } } } };"
                + "export default () => sleep(1.5);");

        for (String name : new String[] {"vus", "vus_max"}) {
            assertThat(run.series())
                    .filteredOn(series -> series.metric().name().equals(name))
                    .singleElement()
                    .extracting(SeriesSnapshot::tags)
                    .isEqualTo(Tags.of("run", "tag"));
            assertThat(Objects.requireNonNull(run.metrics().find(name)).sink())
                    .isInstanceOfSatisfying(
                            GaugeSnapshot.class,
                            gauge -> assertThat(gauge.max()).isEqualTo(2));
        }
    }

    @Test
    void rates_are_per_second_of_the_whole_test_with_setup_and_teardown() {
        Run run = LAB.run("import { sleep } from 'k6'; import { Counter } from 'k6/metrics';"
                + "const c = new Counter('my_counter');"
                + "export const setup = () => sleep(0.4); export const teardown = () => sleep(0.4);"
                + "export default () => c.add(100);");

        MetricsSnapshot last = run.metrics();
        CounterSnapshot counter = (CounterSnapshot)
                Objects.requireNonNull(last.find("my_counter")).sink();
        assertThat(last.testSeconds()).isGreaterThanOrEqualTo(0.8);
        assertThat(counter).isEqualTo(new CounterSnapshot(100, 100 / last.testSeconds()));
        assertThat(((Map<?, ?>) Objects.requireNonNull(run.summary().get("state"))).get("testRunDurationMs"))
                .isInstanceOfSatisfying(
                        Number.class, millis -> assertThat(millis.doubleValue()).isGreaterThanOrEqualTo(800));
    }
}
