package io.loadbank.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A run whose tags have more values than anybody can watch. */
class ManySeriesTest {

    private static final int SERIES = 500;
    private static final int VALUES = 1_000_000;

    @Test
    void a_million_tag_values_stay_within_the_cap_lose_no_sample_and_are_explained() {
        try (RunLab lab = RunLab.with(limits -> new RunLimits(
                limits.initTimeout(),
                limits.maxDuration(),
                SERIES,
                limits.keepFinished(),
                limits.maxVus(),
                limits.userAgent()))) {
            Run run = lab.create(RunLab.spec("import { Counter } from 'k6/metrics'; import exec from 'k6/execution';"
                    + "const unique = new Counter('unique');"
                    + "export const options = { scenarios: { s: { executor: 'shared-iterations', vus: 2,"
                    + " iterations: 1000, maxDuration: '10m' } } };"
                    + "export default function () { const i = exec.scenario.iterationInTest;"
                    + " for (let k = 0; k < 1000; k++) { unique.add(1, { id: `${i}-${k}` }); } }"));
            RunView end = Objects.requireNonNull(run.ended().block(Duration.ofMinutes(5)));

            assertThat(RunLab.count(run, "unique")).isEqualTo(VALUES);
            assertThat(run.series()).hasSizeBetween(SERIES - 50, SERIES + 50);
            assertThat(end.problems())
                    .filteredOn(it -> it.path().equals("tags"))
                    .singleElement()
                    .satisfies(it -> {
                        assertThat(it.message())
                                .matches("the run has more than 500 time series; [0-9]{6,7} samples .*");
                        assertThat(it.hint()).contains("fewer different tag values");
                    });
        }
    }
}
