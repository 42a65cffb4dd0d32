package io.loadbank.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.loadbank.executor.VuThreads;
import io.loadbank.http.HttpTransport;
import io.loadbank.plan.Problem;
import io.loadbank.script.ScriptEngine;
import io.loadbank.script.ScriptLoader;
import io.loadbank.summary.SummaryMode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuntimeOptionsTest {
    private static final RunLab LAB = new RunLab();

    private static final String SCRIPT = """
            import { check, group } from 'k6';
            import { Trend } from 'k6/metrics';
            const t = new Trend('tt');
            export const options = {
              scenarios: { left: { executor: 'per-vu-iterations', vus: 1, iterations: 1 },
                           default: { executor: 'per-vu-iterations', vus: 1, iterations: 1, startTime: '10ms' } },
              thresholds: { tt: ['max<1'], 'tt{a:b}': ['max<1'] },
            };
            export function setup() { group('prepared', () => t.add(5)); }
            export default () => group('outer', () => { t.add(7, { a: 'b' }); check(1, { one: (n) => n === 1 }); });
            """;

    private static final String SUMMING = SCRIPT + """
            export function handleSummary(data) {
              return { 'data.json': JSON.stringify(data), 'same.json': 'script', 'keys.txt': Object.keys(data).join() };
            }
            """;

    @AfterAll
    static void close() {
        LAB.close();
    }

    private static Run run(String script, RuntimeOptions options) {
        Run run = LAB.create(RunLab.spec(script, options));
        RunLab.awaitEnd(run);
        return run;
    }

    private static RuntimeOptions mode(SummaryMode mode) {
        return new RuntimeOptions(mode, null, null, null);
    }

    private static String artifact(Run run, String name) {
        return new String(Objects.requireNonNull(run.artifacts().get(name)), UTF_8);
    }

    @Test
    void a_full_run_tells_groups_and_scenarios_and_is_kept_with_the_same_text() throws IOException {
        Run run = run(SCRIPT, mode(SummaryMode.FULL));

        RunSummary summary = run.wholeSummary(false);
        RunSummary.Detail detail = Objects.requireNonNull(summary.detail());
        assertThat(detail.mode()).isEqualTo(SummaryMode.FULL);
        assertThat(detail.fullText())
                .contains(
                        "  █ THRESHOLDS \n",
                        "\n\n\n  █ GROUP: outer \n",
                        "\n\n\n  █ SCENARIO: left \n",
                        "\n    ↳ GROUP: outer \n",
                        "\n      ✓ one")
                .doesNotContain("prepared", "SCENARIO: default");
        assertThat(summary.text()).contains("TOTAL RESULTS").doesNotContain("GROUP", "SCENARIO");
        assertThat(LAB.archive.summary(run.id())).isEqualTo(summary);
        try (ScriptEngine engine = new ScriptEngine();
                HttpTransport transport = new HttpTransport(1)) {
            LiveRunBoard later = new LiveRunBoard(
                    new ScriptLoader(engine, transport),
                    new RunLimits(Duration.ofSeconds(5), Duration.ofMinutes(1), 100, 3, 5, "x"),
                    VuThreads.platform(),
                    LAB.archive);
            Run kept = Objects.requireNonNull(later.find(run.id()));
            assertThat(kept.wholeSummary(true)).isEqualTo(summary);
            assertThat(kept.blueprint().runtime()).isEqualTo(mode(SummaryMode.FULL));
            later.shutdown(Duration.ofSeconds(1));
        }
    }

    @Test
    void an_ended_run_that_asked_for_nothing_has_the_full_text_too() {
        assertThat(Objects.requireNonNull(run(SCRIPT, RuntimeOptions.NONE)
                                .wholeSummary(false)
                                .detail())
                        .fullText())
                .contains("SCENARIO: left");
    }

    @Test
    void a_disabled_summary_asks_no_handler_and_exports_nothing_and_the_run_is_judged_all_the_same() {
        Run run = run(SUMMING, new RuntimeOptions(SummaryMode.DISABLED, "out.json", null, null));

        assertThat(run.artifacts()).isEmpty();
        assertThat(run.view().exitCode()).isEqualTo(99);
        assertThat(run.summary()).containsKey("metrics");
    }

    @Test
    void an_export_is_an_artifact_beside_those_of_the_script_and_wins_over_one_of_the_same_name() {
        Run run = run(SUMMING, new RuntimeOptions(null, "same.json", null, null));

        assertThat(run.artifacts()).containsOnlyKeys("data.json", "same.json", "keys.txt");
        assertThat(artifact(run, "same.json"))
                .startsWith("{\n    \"metrics\": {\n")
                .contains("\"thresholds\": {\n                \"max<1\": true\n");
    }

    @Test
    void an_export_needs_no_handler() {
        assertThat(run(SCRIPT, new RuntimeOptions(null, "out.json", null, null)).artifacts())
                .containsOnlyKeys("out.json");
    }

    @Test
    void the_machine_readable_summary_takes_the_place_of_argument_and_export() {
        Run run = run(SUMMING, new RuntimeOptions(SummaryMode.FULL, "out.json", true, null));

        assertThat(artifact(run, "keys.txt")).isEqualTo("version,config,metadata,results");
        assertThat(artifact(run, "data.json"))
                .contains("\"script\":\"import { check, group } from 'k6';", "\"name\":\"checks_total\"")
                .doesNotContain("thresholds\":{", "root_group");
        assertThat(artifact(run, "out.json")).startsWith("{\n    \"version\": \"1.0.0\",\n    \"config\": {\n");
        assertThat(run.summary()).containsKey("root_group");
    }

    @Test
    void without_thresholds_nothing_is_checked_or_judged_and_sub_metrics_are_there() {
        String wrong = SCRIPT.replace("tt: ['max<1']", "tt: ['nonsense'], nobody: ['max<1']");
        assertThat(LAB.refusal(RunLab.spec(wrong, RuntimeOptions.NONE))).hasSize(2);

        Run run = run(wrong, new RuntimeOptions(null, null, null, true));

        assertThat(run.view().exitCode()).isZero();
        assertThat(run.view().verdict()).isEqualTo("passed");
        assertThat(run.view().thresholds()).isEmpty();
        assertThat(run.view().problems())
                .containsExactly(new Problem("options", "thresholds.nobody: there is no metric named 'nobody'"));
        assertThat(String.valueOf(run.summary().get("metrics")))
                .contains("tt{a:b}")
                .doesNotContain("thresholds");
        assertThat(run.wholeSummary(false).text()).doesNotContain("THRESHOLDS").contains("{ a:b }");
    }

    @Test
    void what_a_run_does_not_say_is_what_the_daemon_says() {
        RuntimeOptions daemon = new RuntimeOptions(SummaryMode.FULL, "a.json", true, null);

        assertThat(new RuntimeOptions(SummaryMode.COMPACT, null, false, true).over(daemon))
                .isEqualTo(new RuntimeOptions(SummaryMode.COMPACT, "a.json", false, true));
    }

    @ParameterizedTest
    @CsvSource({
        "compact,,COMPACT",
        "full,,FULL",
        "disabled,,DISABLED",
        ",true,DISABLED",
        ",false,",
        "full,false,FULL",
        "disabled,true,DISABLED"
    })
    void modes_have_k6s_words(String mode, Boolean noSummary, SummaryMode read) {
        List<Problem> problems = new ArrayList<>();

        assertThat(new RuntimeWish(mode, noSummary, null, null, null)
                        .read(problems, name -> name)
                        .summaryMode())
                .isEqualTo(read);
        assertThat(problems).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "legacy,,x,summaryMode legacy is the layout of k6 before 1.0",
        "FULL,,x,'summaryMode must be compact, full or disabled'",
        "full,true,x,noSummary contradicts summaryMode",
        ",,' ',summaryExport must be the name of a file"
    })
    void other_words_are_refused(String mode, Boolean noSummary, String export, String complaint) {
        List<Problem> problems = new ArrayList<>();

        new RuntimeWish(mode, noSummary, export, null, null).read(problems, name -> name);

        assertThat(problems).hasSize(1);
        assertThat(problems.getFirst().path() + " " + problems.getFirst().message())
                .startsWith(complaint);
    }

    @Test
    void the_data_has_a_key_for_setup_data_even_where_there_are_none() {
        String keys = "export function handleSummary(data) { return { 'keys': Object.keys(data).sort().join() + "
                + "typeof data.setup_data, 'json': JSON.stringify(data) }; }";
        Run without = run("export default () => {};" + keys, RuntimeOptions.NONE);
        Run with = run("export const setup = () => [1]; export default () => {};" + keys, RuntimeOptions.NONE);

        assertThat(artifact(without, "keys")).isEqualTo("metrics,options,root_group,setup_data,stateundefined");
        assertThat(artifact(without, "json")).doesNotContain("setup_data");
        assertThat(artifact(with, "keys")).endsWith("object");
        assertThat(artifact(with, "json")).contains("\"setup_data\":[1]");
        assertThat(without.summary()).doesNotContainKey("setup_data");
    }

    @Test
    void vus_are_not_counted_while_the_summary_is_handled() {
        Run run = run(
                "import { sleep } from 'k6'; export default () => {};"
                        + " export function handleSummary() { sleep(2.5); return {}; }",
                RuntimeOptions.NONE);

        assertThat(run.metrics().find("vus")).isNull();
        assertThat(run.metrics().find("iterations")).isNotNull();
    }

    @Test
    void among_the_options_of_a_request_they_are_refused_with_where_they_belong() {
        assertThat(LAB.refusal(RunLab.spec(SCRIPT, Map.of("summaryMode", "full"))))
                .containsExactly(new Problem(
                        "options",
                        "unknown option 'summaryMode' is ignored",
                        "it is a field of the request, beside options"));
    }

    @Test
    void the_history_remembers_what_was_asked() {
        Run run = run(SCRIPT, new RuntimeOptions(SummaryMode.DISABLED, "x", true, false));

        assertThat(run.history().getFirst().after())
                .containsAllEntriesOf(Map.of(
                        "summaryMode",
                        "disabled",
                        "summaryExport",
                        "x",
                        "newMachineReadableSummary",
                        true,
                        "noThresholds",
                        false));
    }
}
