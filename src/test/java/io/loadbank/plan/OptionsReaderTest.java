package io.loadbank.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsReaderTest {

    /** A tree from names and values in turn. */
    static Map<String, @Nullable Object> tree(@Nullable Object... namesAndValues) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            tree.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return tree;
    }

    private static Options clean(@Nullable Object... namesAndValues) {
        OptionsReader.Read read = OptionsReader.read(tree(namesAndValues));
        assertThat(read.problems()).isEmpty();
        assertThat(read.warnings()).isEmpty();
        return read.options();
    }

    private static List<String> paths(@Nullable Object... namesAndValues) {
        return OptionsReader.read(tree(namesAndValues)).problems().stream()
                .map(Problem::path)
                .toList();
    }

    @Test
    void values_of_the_right_types_are_read() {
        Options options = clean(
                "vus",
                5,
                "duration",
                "1m30s",
                "iterations",
                "10",
                "paused",
                true,
                "setupTimeout",
                2000,
                "rps",
                7.0,
                "userAgent",
                "me",
                "tags",
                tree("a", "b"),
                "systemTags",
                List.of("url"),
                "throw",
                false,
                "stages",
                List.of(tree("duration", "1s", "target", 3), tree("target", 4)),
                "thresholds",
                tree("m", List.of("p(95)<5", tree("threshold", "max<9", "abortOnFail", true, "delayAbortEval", 5))),
                "dns",
                "ttl=5m,select=first",
                "tlsVersion",
                "tls1.2",
                "hosts",
                tree("a.b", "127.0.0.1"));
        assertThat(options.vus()).isEqualTo(5);
        assertThat(options.duration()).isEqualTo(Duration.ofSeconds(90));
        assertThat(options.iterations()).isEqualTo(10);
        assertThat(options.paused()).isTrue();
        assertThat(options.setupTimeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(options.rps()).isEqualTo(7);
        assertThat(options.userAgent()).isEqualTo("me");
        assertThat(options.tags()).isEqualTo(Map.of("a", "b"));
        assertThat(options.systemTags()).containsExactly("url");
        assertThat(options.throwErrors()).isFalse();
        assertThat(options.stages()).containsExactly(new StageSpec(Duration.ofSeconds(1), 3L), new StageSpec(null, 4L));
        assertThat(options.thresholds())
                .isEqualTo(Map.of(
                        "m",
                        List.of(
                                new ThresholdSpec("p(95)<5", false, null),
                                new ThresholdSpec("max<9", true, Duration.ofMillis(5)))));
        assertThat(options.dns()).isEqualTo(new DnsOptions("5m", "first", null));
        assertThat(options.tlsVersion()).isEqualTo(new TlsVersions("tls1.2", "tls1.2"));
        assertThat(options.hosts()).isEqualTo(Map.of("a.b", "127.0.0.1"));
        assertThat(options.maxRedirects()).isNull();
    }

    @Test
    void a_scenario_is_read_as_written() {
        Map<String, ScenarioSpec> scenarios = clean(
                        "scenarios",
                        tree(
                                "browse",
                                tree(
                                        "executor",
                                        "constant-vus",
                                        "vus",
                                        3,
                                        "duration",
                                        "10s",
                                        "exec",
                                        null,
                                        "env",
                                        tree("A", "1"),
                                        "options",
                                        tree("browser", tree("type", "chromium")))))
                .scenarios();
        assertThat(scenarios)
                .isEqualTo(Map.of(
                        "browse",
                        new ScenarioSpec(
                                ExecutorType.CONSTANT_VUS,
                                Map.of(
                                        ScenarioKey.VUS,
                                        3L,
                                        ScenarioKey.DURATION,
                                        Duration.ofSeconds(10),
                                        ScenarioKey.ENV,
                                        Map.of("A", "1"),
                                        ScenarioKey.OPTIONS,
                                        Map.of("browser", Map.of("type", "chromium"))))));
    }

    @Test
    void null_is_unset() {
        assertThat(clean("vus", null, "scenarios", null, "tags", null)).isEqualTo(Options.NONE);
    }

    @Test
    void all_wrong_types_are_reported_at_once_with_their_paths() {
        assertThat(paths(
                        "vus",
                        1.5,
                        "iterations",
                        true,
                        "duration",
                        "soon",
                        "paused",
                        "maybe",
                        "tags",
                        tree("a", 1),
                        "systemTags",
                        "url",
                        "stages",
                        List.of(tree("duration", "1s", "target", "x", "foo", 1), 7),
                        "thresholds",
                        tree("m", "p(95)<5", "n", List.of(5, tree("abortOnFail", "x"))),
                        "scenarios",
                        tree(
                                "browse", tree("executor", "constant-vus", "vus", "1e0", "rate", 5),
                                "none", tree("vus", 1),
                                "odd", tree("executor", "warp", "vus", false),
                                "text", "x",
                                "opts", tree("executor", "per-vu-iterations", "options", tree("foo", 1))),
                        "dns",
                        tree("select", "last", "foo", 1),
                        "tlsVersion",
                        tree("min", "ssl3"),
                        "tlsAuth",
                        List.of(tree("cert", "c"))))
                .containsExactlyInAnyOrder(
                        "vus",
                        "iterations",
                        "duration",
                        "paused",
                        "tags.a",
                        "systemTags",
                        "stages[0].target",
                        "stages[0].foo",
                        "stages[1]",
                        "thresholds.m",
                        "thresholds.n[0]",
                        "thresholds.n[1].threshold",
                        "thresholds.n[1].abortOnFail",
                        "scenarios.browse.vus",
                        "scenarios.browse.rate",
                        "scenarios.none.executor",
                        "scenarios.odd.executor",
                        "scenarios.odd.vus",
                        "scenarios.text",
                        "scenarios.opts.options.foo",
                        "dns.foo",
                        "dns.select",
                        "tlsVersion.min",
                        "tlsAuth[0].key");
    }

    @Test
    void a_problem_says_what_is_wrong_and_what_would_be_right() {
        List<Problem> problems = OptionsReader.read(
                        tree("vus", true, "scenarios", tree("a", tree("executor", "constant-vus", "rate", 5))))
                .problems();
        assertThat(problems)
                .containsExactly(
                        new Problem("vus", "must be a whole number, not true"),
                        new Problem(
                                "scenarios.a.rate",
                                "unknown field of a constant-vus scenario",
                                "it has executor, vus, duration, startTime, gracefulStop, env, exec, tags, options"));
    }

    @Test
    void unknown_top_level_options_are_only_warned_of() {
        OptionsReader.Read read = OptionsReader.read(tree("vuss", 1, "cloud", tree(), "ext", tree("a", 1)));
        assertThat(read.problems()).isEmpty();
        assertThat(read.warnings()).containsExactly("unknown option 'vuss' is ignored");
    }

    @ParameterizedTest
    @CsvSource({
        "5, true",
        "'-3', true",
        "1.5, false",
        "1e0, false",
        "'', false",
        "0x5, false",
        "99999999999999999999, false"
    })
    void whole_numbers_may_be_text(String text, boolean accepted) {
        assertThat(OptionsReader.read(tree("vus", text)).problems().isEmpty()).isEqualTo(accepted);
    }

    @Test
    void a_null_in_a_list_or_an_object_is_a_problem() {
        assertThat(paths("systemTags", Arrays.asList("a", null), "tags", tree("x", null)))
                .containsExactly("systemTags[1]", "tags.x");
    }
}
