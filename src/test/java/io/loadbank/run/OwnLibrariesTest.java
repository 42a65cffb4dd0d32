package io.loadbank.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class OwnLibrariesTest {

    @Test
    void text_summary_writes_what_the_run_itself_writes() {
        try (RunLab lab = new RunLab()) {
            Run run = lab.run("""
                    import { check, group } from 'k6';
                    import { Trend, Gauge, Counter, Rate } from 'k6/metrics';
                    import { textSummary } from 'https://jslib.k6.io/k6-summary/0.0.4/index.js';
                    const wait = new Trend('wait', true), size = new Gauge('size'), parts = new Counter('parts'), odd = new Rate('odd');
                    export const options = { iterations: 7, thresholds: {
                      wait: ['p(95)<100', 'avg<1'], 'wait{a:b}': ['max<9'], checks: ['rate>0.1'], parts: ['count>1'] } };
                    export default function () {
                      wait.add(12.5 * (1 + __ITER), { a: 'b' });
                      size.add(__ITER);
                      parts.add(1.25);
                      odd.add(__ITER % 2 === 1);
                      check(1, { 'is one': (n) => n === 1 });
                      group('g', () => check(__ITER, { 'is small': (n) => n < 5 }));
                    }
                    export function handleSummary(data) {
                      return { 'text.txt': textSummary(data) };
                    }
                    """);

            String text = new String(Objects.requireNonNull(run.artifacts().get("text.txt")), StandardCharsets.UTF_8);

            assertThat(text).isEqualTo(run.wholeSummary(false).text());
        }
    }
}
