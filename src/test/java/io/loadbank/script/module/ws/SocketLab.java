package io.loadbank.script.module.ws;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadbank.script.LoadedScript;
import io.loadbank.script.ScriptFiles;
import io.loadbank.script.ScriptLab;
import io.loadbank.testkit.LoopbackTarget;
import io.loadbank.vu.IterationOutcome;
import java.util.List;
import java.util.Map;

/** Scripts that open WebSockets to a target in this process. */
final class SocketLab implements AutoCloseable {

    private static final String IMPORTS = """
            import ws from 'k6/ws'; import { WebSocket, Blob } from 'k6/websockets';
            import http from 'k6/http'; import exec from 'k6/execution';
            const base = __ENV.BASE_URL; const url = base.replace('http', 'ws');
            const thrown = (f) => { try { f(); return 'nothing'; } catch (e) { return e instanceof Error ? e.message : 'no Error'; } };
            """;

    final ScriptLab scripts = new ScriptLab();
    final LoopbackTarget target = LoopbackTarget.start();

    /** A script whose iteration is this code; it sees both modules and the target's WebSocket address as {@code url}. */
    LoadedScript script(String options, String body) {
        return load(
                IMPORTS + "export const options = " + options + "; export default async function () { " + body + " }");
    }

    LoadedScript load(String source) {
        return scripts.script(ScriptFiles.single("main.js", source), Map.of("BASE_URL", target.url()));
    }

    /** The same after one iteration, which must not fail. */
    LoadedScript run(String options, String body) {
        LoadedScript script = script(options, body);
        assertThat(script.vu().iterate()).isEqualTo(IterationOutcome.completed());
        return script;
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

    @Override
    public void close() {
        scripts.close();
        target.close();
    }
}
