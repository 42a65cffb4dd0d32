package io.loadbank.run;

import static io.loadbank.run.RunLab.spec;
import static org.assertj.core.api.Assertions.assertThat;

import io.loadbank.plan.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs that are never made: everything that is wrong is said at once, and nothing is left behind. */
class RunRefusalTest {

    private static final RunLab LAB = new RunLab();

    @AfterAll
    static void close() {
        LAB.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "throw new Error('why');|main.js:1:7|Error: why",
                "let a = ;|main.js:1:9|SyntaxError",
                "import 'lodash'; export default () => {};|imports|unknown module 'lodash'",
                "export const x = 1;|exports|the script exports no function to run",
                "export const setup = 1; export default () => {};|exports.setup|not a function",
                "export function other() {}|scenarios.default.exec|exports no function named 'default'",
                "export const options = { scenarios: { a: { executor: 'constant-vus', duration: '1s', exec: 'nope' } } }; export default () => {};|scenarios.a.exec|nope",
                "export const options = { thresholds: { nope: ['count>1'] } }; export default () => {};|thresholds.nope|there is no metric named 'nope'",
                "export const options = { thresholds: { iterations: ['p(95)<5'] } }; export default () => {};|thresholds.iterations[0]|does not fit",
                "export const options = { vus: 'many' }; export default () => {};|vus|",
                "import exec from 'k6/execution'; exec.test.abort('why'); export default () => {};||test aborted: why",
            })
    void a_run_is_refused(String script, String path, String message) {
        List<Problem> problems = LAB.refusal(spec(script));

        assertThat(problems).anySatisfy(problem -> {
            assertThat(problem.path()).isEqualTo(path == null ? "" : path);
            assertThat(problem.message()).contains(message == null ? "" : message);
        });
        assertThat(LAB.board.runs()).isEmpty();
    }

    @Test
    void all_invalid_options_are_named_at_once() {
        List<Problem> problems = LAB.refusal(spec("""
                export const options = {
                  scenarios: {
                    a: { executor: 'constant-vus', vus: 0, duration: '1ms', gracefulStop: '-1s', unknownKey: 1 },
                    b: { executor: 'nope' },
                    'bad name': { executor: 'externally-controlled', vus: 5, maxVUs: 3, duration: '1s', gracefulStop: '1s' },
                  },
                  thresholds: { nope: ['count>1'], iterations: ['what'] },
                  setupTimeout: 0,
                };
                export default () => {};
                """));

        assertThat(problems).extracting(Problem::path).contains("scenarios.a.unknownKey", "scenarios.b.executor");
        assertThat(problems.size()).isGreaterThanOrEqualTo(2);
    }

    @Test
    void problems_of_the_requests_own_options_say_so() {
        List<Problem> problems = LAB.refusal(spec("export default () => {};", Map.of("vus", "many", "nope", 1)));

        assertThat(problems).extracting(Problem::path).contains("options.vus", "options");
    }

    @Test
    void the_requests_options_are_over_the_scripts() {
        Run run = LAB.create(spec(
                "export const options = { vus: 3, duration: '10m' }; export default () => {};",
                Map.of("iterations", 2, "vus", 2)));
        RunView end = RunLab.awaitEnd(run);

        assertThat(RunLab.scenario(end, "default").executor()).isEqualTo("shared-iterations");
        assertThat(RunLab.scenario(end, "default").actual().iterationsCompleted())
                .isEqualTo(2);
        LAB.board.forget(run.id());
    }

    @Test
    void an_init_that_never_ends_is_refused_in_time() {
        try (RunLab lab = RunLab.with(limits -> new RunLimits(
                Duration.ofMillis(500),
                limits.maxDuration(),
                limits.maxSeries(),
                limits.keepFinished(),
                limits.maxVus(),
                limits.userAgent()))) {
            assertThat(lab.refusal(spec("try { while (true); } finally { while (true); } export default () => {};")))
                    .extracting(Problem::message)
                    .containsExactly("the init code was stopped after 500 ms, the limit for init");
        }
    }

    @Test
    void unknown_top_level_options_of_the_script_only_warn() {
        Run run = LAB.run("export const options = { iterations: 1, nonsense: 1 }; export default () => {};");

        assertThat(run.view().exitCode()).isZero();
        assertThat(run.view().problems())
                .extracting(Problem::message)
                .containsExactly("unknown option 'nonsense' is ignored");
        LAB.board.forget(run.id());
    }
}
