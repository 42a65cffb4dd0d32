package io.loadbank.script.module.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadbank.grpc.GrpcTarget;
import io.loadbank.script.LoadedScript;
import io.loadbank.script.ScriptLab;
import io.loadbank.vu.IterationOutcome;
import java.util.List;
import java.util.Map;

/** Scripts that call a gRPC server in this process. */
final class GrpcLab implements AutoCloseable {

    private static final String IMPORTS = """
            import grpc, { Client, Stream } from 'k6/net/grpc';
            const thrown = (f) => { try { f(); return 'nothing'; } catch (e) { return e instanceof Error ? e.message : 'no Error'; } };
            const client = new Client();
            const plain = { plaintext: true };
            """;

    final ScriptLab scripts = new ScriptLab();
    final GrpcTarget target = GrpcTarget.start();

    /** A script whose iteration is this code; it sees a client with the target's methods, and its address. */
    LoadedScript script(String body) {
        return script("client.load([], 'lab.proto');", Map.of("ADDRESS", target.address()), body);
    }

    LoadedScript script(String init, Map<String, String> env, String body) {
        return scripts.script(
                ScriptLab.files(
                        "main.js",
                        IMPORTS + init + "const address = __ENV.ADDRESS; export default async function () { " + body
                                + " }",
                        "lab.proto",
                        GrpcTarget.PROTO),
                env);
    }

    /** The same after one iteration, which must not fail. */
    LoadedScript run(String body) {
        LoadedScript script = script(body);
        assertThat(script.vu().iterate()).isEqualTo(IterationOutcome.completed());
        return script;
    }

    /** What an iteration of this code writes to the console, once connected. */
    List<String> console(String body) {
        try (LoadedScript script = run("client.connect(address, plain); " + body)) {
            return script.test.console();
        }
    }

    List<String> console(String init, Map<String, String> env, String body) {
        try (LoadedScript script = script(init, env, body)) {
            assertThat(script.vu().iterate()).isEqualTo(IterationOutcome.completed());
            return script.test.console();
        }
    }

    @Override
    public void close() {
        scripts.close();
        target.close();
    }
}
