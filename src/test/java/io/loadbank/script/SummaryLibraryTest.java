package io.loadbank.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SummaryLibraryTest {

    private static final String DATA = """
            const data = {
              metrics: {
                checks: { type: 'rate', contains: 'default', values: { rate: 0.75, passes: 3, fails: 1 } },
                http_req_duration: { type: 'trend', contains: 'time', values: { avg: 12.3456, med: 1.5, 'p(95)': 1234.5 },
                  thresholds: { 'p(95)<500': { ok: false } } },
                http_reqs: { type: 'counter', contains: 'default', values: { count: 4, rate: 2 } },
                vus: { type: 'gauge', contains: 'default', values: { value: 1, min: 1, max: 1 } },
                data_sent: { type: 'counter', contains: 'data', values: { count: 1234, rate: 617 } },
              },
              root_group: { name: '', path: '', groups: [], checks: [{ name: 'ok', passes: 2, fails: 0 }, { name: 'so so', passes: 1, fails: 1 }] },
              options: { summaryTrendStats: ['avg', 'med', 'p(95)'], summaryTimeUnit: '', noColor: false },
              state: { testRunDurationMs: 2000 },
            };
            """;

    private static String logged(String expression) {
        String script =
                "import { textSummary, jUnit, humanizeValue } from 'https://jslib.k6.io/k6-summary/0.1.0/index.js';\n"
                        + DATA + "export default () => console.log(" + expression + ");";
        try (ScriptLab lab = new ScriptLab();
                LoadedScript loaded = lab.script(ScriptFiles.single("main.js", script), Map.of())) {
            loaded.vu().iterate();
            assertThat(loaded.test.notes())
                    .contains("https://jslib.k6.io/k6-summary/0.1.0/index.js is Loadbank's own implementation of"
                            + " k6-summary");
            return loaded.test.console().getFirst();
        }
    }

    @Test
    void the_text_is_that_of_the_summary() {
        assertThat(logged("textSummary(data)")).isEqualTo("""

                  █ THRESHOLDS\s

                    http_req_duration
                    ✗ 'p(95)<500' p(95)=1.23s


                  █ TOTAL RESULTS\s

                    checks_total.......: 4      2/s
                    checks_succeeded...: 75.00% 3 out of 4
                    checks_failed......: 25.00% 1 out of 4

                    ✓ ok
                    ✗ so so
                      ↳  50% — ✓ 1 / ✗ 1

                    HTTP
                    http_req_duration...: avg=12.34ms med=1.5ms p(95)=1.23s
                    http_reqs...........: 4      2/s

                    EXECUTION
                    vus.................: 1      min=1   max=1

                    NETWORK
                    data_sent...........: 1.2 kB 617 B/s
                """);
    }

    @Test
    void lines_are_indented_and_painted_if_wanted() {
        assertThat(logged("textSummary(data, { indent: '>', enableColors: true })"))
                .contains(
                        "\n>  \u001b[1m█ THRESHOLDS\u001b[0m ",
                        "\u001b[32m✓\u001b[0m ok",
                        "\u001b[31m✗\u001b[0m so so");
    }

    @Test
    void thresholds_are_the_cases_of_a_junit_file() {
        assertThat(logged("jUnit(data, { name: 'a & b' })")).isEqualTo("""
                <?xml version="1.0"?>
                <testsuites tests="1" failures="1">
                  <testsuite name="a &amp; b" tests="1" failures="1">
                    <testcase name="http_req_duration - p(95)&lt;500"><failure message="failed" /></testcase>
                  </testsuite>
                </testsuites>""");
    }

    @Test
    void values_are_shown_as_the_summary_shows_them() {
        assertThat(
                        logged(
                                "[humanizeValue(0.29, { type: 'rate' }), humanizeValue(61000, { type: 'trend', contains: 'time' }),"
                                        + " humanizeValue(1.5, { type: 'trend', contains: 'time' }, 's'), humanizeValue(5e6, { type: 'counter', contains: 'data' })].join()"))
                .isEqualTo("28.99%,1m1s,0.00s,5.0 MB");
    }
}
