package io.loadbank.script.module.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadbank.script.LoadedScript;
import io.loadbank.script.ScriptLab;
import io.loadbank.vu.IterationOutcome;
import java.util.List;

/** Runs a body of an async default function and tells what it wrote to the console. */
final class ScriptCode {

    /** Short names for what tests of WebCrypto say all the time. */
    static final String TOOLS = """
            const s = crypto.subtle;
            const bytes = (hex) => new Uint8Array((hex.match(/../g) || []).map((h) => parseInt(h, 16)));
            const hex = (b) => Array.from(new Uint8Array(b), (n) => n.toString(16).padStart(2, '0')).join('');
            const text = (t) => new TextEncoder().encode(t);
            const raw = (alg, key, ...usages) => s.importKey('raw', bytes(key), alg, true, usages);
            const name = async (f) => { try { await f(); return 'fine'; } catch (e) { return e.name; } };
            """;

    private ScriptCode() {}

    static List<String> console(ScriptLab lab, String imports, String body) {
        try (LoadedScript script = lab.script(imports + "\nexport default async function () {\n" + body + "\n}")) {
            assertThat(script.vu().iterate()).as("%s", script.test.lines()).isEqualTo(IterationOutcome.completed());
            return script.test.console();
        }
    }

    /** What an expression, which may await, comes to. */
    static String value(ScriptLab lab, String expression) {
        return String.join("\n", console(lab, TOOLS, "console.log(" + expression + ");"));
    }
}
