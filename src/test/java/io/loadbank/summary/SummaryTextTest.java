package io.loadbank.summary;

import static io.loadbank.summary.RecordedRun.RESULTS;
import static io.loadbank.summary.RecordedRun.SECONDS;
import static io.loadbank.summary.RecordedRun.options;
import static org.assertj.core.api.Assertions.assertThat;

import io.loadbank.metric.Metrics;
import io.loadbank.metric.Tags;
import io.loadbank.metric.ThresholdResult;
import io.loadbank.plan.Options;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SummaryTextTest {
    private final RecordedRun run = new RecordedRun();

    @Test
    void the_text_is_laid_out_as_the_reference_does() {
        assertThat(SummaryText.of(run.metrics.snapshot(SECONDS), RESULTS, Options.NONE))
                .isEqualTo("""

                      █ THRESHOLDS\s

                        checks
                        ✗ 'rate>0.9' rate=66.66%

                        http_req_duration
                        ✓ 'p(95)<500' p(95)=47.15ms
                        ✓ 'p(99.9)<1000' p(99.9)=47.75ms

                          {sc:x}
                          ✓ 'max<1000' max=47.76ms

                        http_reqs{status:500}
                        ✓ 'count<1' count=0


                      █ TOTAL RESULTS\s

                        checks_total.......: 6      5.197642/s
                        checks_succeeded...: 66.66% 4 out of 6
                        checks_failed......: 33.33% 2 out of 6

                        ✓ is 200
                        ✗ is bad
                          ↳  0% — ✓ 0 / ✗ 2
                        ✓ root check

                        CUSTOM
                        my_counter.....................: 6      5.197642/s
                        my_gauge.......................: 2      min=1      max=2
                        my_time........................: avg=1.23s     min=1.23s     med=1.23s     max=1.23s     p(90)=1.23s     p(95)=1.23s   \s
                        my_trend.......................: avg=12.345679 min=12.345679 med=12.345679 max=12.345679 p(90)=12.345679 p(95)=12.345679

                        HTTP
                        http_req_duration..............: avg=30.06ms   min=738.51µs  med=41.67ms   max=47.76ms   p(90)=46.54ms   p(95)=47.15ms \s
                          { expected_response:true }...: avg=44.72ms   min=41.67ms   med=44.72ms   max=47.76ms   p(90)=47.15ms   p(95)=47.46ms \s
                          { sc:x }.....................: avg=44.72ms   min=41.67ms   med=44.72ms   max=47.76ms   p(90)=47.15ms   p(95)=47.46ms \s
                        http_req_failed................: 22.22% 2 out of 9
                        http_reqs......................: 9      7.796463/s
                          { status:500 }...............: 0      0/s

                        EXECUTION
                        iterations.....................: 3      2.598821/s
                        vus............................: 1      min=1      max=1

                        NETWORK
                        data_received..................: 1.1 kB 987 B/s
                    """);
    }

    @Test
    void without_thresholds_and_checks_only_the_results_are_left() {
        Metrics few = new Metrics(run.registry, 10);
        few.add(few.series(run.builtins.iterationDuration, Tags.EMPTY), 1500);
        few.add(few.series(run.builtins.vus, Tags.EMPTY), 1);
        Options options = options(Map.of("summaryTrendStats", List.of("count", "p(99)"), "summaryTimeUnit", "ms"));
        assertThat(SummaryText.of(few.snapshot(1), List.of(), options)).isEqualTo("""

              █ TOTAL RESULTS\s

                EXECUTION
                iteration_duration...: count=1 p(99)=1500.00ms
                vus..................: 1 min=1 max=1
            """);
        assertThat(SummaryText.of(few.snapshot(1), List.of(), options(Map.of("summaryTrendStats", List.of()))))
                .contains("iteration_duration...: \n");
    }

    @Test
    void a_stat_that_the_table_does_not_have_is_left_out_of_a_threshold_unless_it_is_a_percentile() {
        List<ThresholdResult> results = List.of(
                new ThresholdResult("http_req_duration", "max<1000", true, 47),
                new ThresholdResult("http_req_duration", "med != 5", true, 41),
                new ThresholdResult("http_req_duration", "p(50)<1000", true, 41),
                new ThresholdResult("http_reqs", "rate > 1", true, 7));
        Options options = options(Map.of("summaryTrendStats", List.of("avg")));
        assertThat(SummaryText.of(run.metrics.snapshot(SECONDS), results, options))
                .contains(
                        "    ✓ 'max<1000' max=\n    ✓ 'med != 5' med !=\n    ✓ 'p(50)<1000' p(50)=41.67ms\n",
                        "    ✓ 'rate > 1' rate=7.796463/s\n");
    }

    /** By the rules of the full text; the outermost blocks follow each other as thresholds and totals do. */
    @Test
    void the_full_text_adds_details_groups_and_scenarios() {
        Metrics metrics = new Metrics(run.registry, 100);
        Tags left = Tags.of("scenario", "left").with("group", "");
        Tags inside = left.with("group", "::results");
        Tags deeper = left.with("group", "::results::page");
        metrics.add(metrics.series(run.builtins.httpReqs, left.with("expected_response", "true")), 1);
        metrics.add(metrics.series(run.builtins.httpReqWaiting, inside), 2);
        metrics.add(metrics.series(run.builtins.groupDuration, inside), 9);
        metrics.add(metrics.series(run.builtins.checks, deeper.with("check", "is there")), 0);
        metrics.add(metrics.series(run.builtins.iterations, Tags.of("scenario", "default")), 1);
        metrics.add(metrics.series(run.builtins.dataSent, Tags.of(Map.of("scenario", "default", "group", "::g"))), 10);
        metrics.add(metrics.series(run.builtins.dataSent, Tags.of(Map.of("group", "::setup"))), 10);
        metrics.add(metrics.series(run.builtins.vus, Tags.EMPTY), 1);
        Options options = options(Map.of("summaryTrendStats", List.of("max")));

        assertThat(SummaryText.full(metrics.snapshot(1), metrics.breakdown(1), List.of(), options))
                .isEqualTo("""

              █ TOTAL RESULTS\s

                checks_total.......: 1       1/s
                checks_succeeded...: 0.00%   0 out of 1
                checks_failed......: 100.00% 1 out of 1

                ✗ is there
                  ↳  0% — ✓ 0 / ✗ 1

                HTTP
                http_req_waiting...: max=2ms
                http_reqs..........: 1    1/s

                EXECUTION
                iterations.........: 1    1/s
                vus................: 1    min=1  max=1

                NETWORK
                data_sent..........: 20 B 20 B/s


              █ GROUP: g\s

                NETWORK
                data_sent...: 10 B 10 B/s


              █ SCENARIO: left\s

                checks_total.......: 1       1/s
                checks_succeeded...: 0.00%   0 out of 1
                checks_failed......: 100.00% 1 out of 1

                ✗ is there
                  ↳  0% — ✓ 0 / ✗ 1

                HTTP
                http_req_waiting...: max=2ms
                http_reqs..........: 1 1/s

                ↳ GROUP: results\s

                  HTTP
                  http_req_waiting...: max=2ms

                  ↳ GROUP: page\s

                    checks_total.......: 1       1/s
                    checks_succeeded...: 0.00%   0 out of 1
                    checks_failed......: 100.00% 1 out of 1

                    ✗ is there
                          ↳  0% — ✓ 0 / ✗ 1
            """);
    }

    @Test
    void details_of_http_times_show_in_the_full_text_alone() {
        assertThat(SummaryText.of(run.metrics.snapshot(1), List.of(), Options.NONE))
                .doesNotContain("http_req_waiting");
        assertThat(SummaryText.full(run.metrics.snapshot(1), run.metrics.breakdown(1), List.of(), Options.NONE))
                .contains("http_req_waiting.")
                .doesNotContain("    checks.", "group_duration", "checks_mine");
    }

    @Test
    void a_percentile_shows_its_value_however_its_number_is_written() {
        List<ThresholdResult> results = List.of(
                new ThresholdResult("http_req_duration", "p(9_9)<1000", true, 47),
                new ThresholdResult("http_req_duration", "p(9.9e1)<1000", true, 47));

        assertThat(SummaryText.of(run.metrics.snapshot(SECONDS), results, Options.NONE))
                .contains("✓ 'p(9_9)<1000' p(9_9)=47.64ms\n", "✓ 'p(9.9e1)<1000' p(9.9e1)=47.64ms\n");
    }
}
