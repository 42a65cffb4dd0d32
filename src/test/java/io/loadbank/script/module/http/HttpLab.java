package io.loadbank.script.module.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadbank.metric.SampleTap;
import io.loadbank.metric.SeriesSnapshot;
import io.loadbank.script.LoadedScript;
import io.loadbank.script.ScriptFiles;
import io.loadbank.script.ScriptLab;
import io.loadbank.testkit.LoopbackTarget;
import io.loadbank.vu.IterationOutcome;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Scripts that make requests to a target in this process. */
final class HttpLab implements AutoCloseable {

    private static final String IMPORTS =
            "import http from 'k6/http'; import exec from 'k6/execution'; import { group, sleep } from 'k6';"
                    + "const base = __ENV.BASE_URL;";

    private final ScriptLab scripts = new ScriptLab();
    final LoopbackTarget target = LoopbackTarget.start();

    /** A script whose iteration is this code; it sees {@code http}, {@code exec} and the target as {@code base}. */
    LoadedScript script(String options, String body) {
        return load(
                IMPORTS + "export const options = " + options + "; export default async function () { " + body + " }");
    }

    /** The same after one iteration, its samples handed on as well. */
    LoadedScript tapped(String body, SampleTap tap) {
        LoadedScript script = load(IMPORTS + "export default async function () { " + body + " }", tap);
        assertThat(script.vu().iterate()).isEqualTo(IterationOutcome.completed());
        return script;
    }

    private LoadedScript load(String source) {
        return load(source, null);
    }

    private LoadedScript load(String source, @Nullable SampleTap tap) {
        return scripts.script(
                ScriptFiles.single("main.js", source),
                Map.of("BASE_URL", target.url(), "REFUSED", "http://127.0.0.1:1"),
                tap);
    }

    /** The same after one iteration, which must not fail. */
    LoadedScript run(String options, String body) {
        LoadedScript script = script(options, body);
        assertThat(script.vu().iterate()).isEqualTo(IterationOutcome.completed());
        return script;
    }

    LoadedScript run(String body) {
        return run("{}", body);
    }

    /** What an iteration of this code writes to the console. */
    List<String> console(String options, String body) {
        try (LoadedScript script = run(options, body)) {
            return script.test.console();
        }
    }

    List<String> console(String body) {
        return console("{}", body);
    }

    /** The tags of one series, without those every sample has and with the target's address left out. */
    Map<String, String> shown(SeriesSnapshot series) {
        Map<String, String> tags = new TreeMap<>(series.tags().asMap());
        tags.keySet().removeAll(List.of("scenario", "group"));
        tags.replaceAll((_, value) -> value.replace(target.url(), ""));
        return tags;
    }

    /** The tags of a metric's series, as text, sorted. */
    List<String> shown(LoadedScript script, String metric) {
        return script.series(metric).stream()
                .map(series -> shown(series).toString())
                .sorted()
                .toList();
    }

    @Override
    public void close() {
        scripts.close();
        target.close();
    }
}
