package io.loadbank.script.module;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadbank.script.LoadedScript;
import io.loadbank.script.ScriptLab;
import io.loadbank.vu.IterationOutcome;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class StreamsModuleTest {

    private static final ScriptLab LAB = new ScriptLab();

    @AfterAll
    static void close() {
        LAB.close();
    }

    /** Each line: statements that log, and what they have logged in the end. */
    @ParameterizedTest
    @CsvFileSource(resources = "/streams.txt", delimiter = '|', quoteCharacter = '`')
    void logs(String statements, String logged) {
        String code = """
                import {
                  ReadableStream, ReadableStreamDefaultReader, CountQueuingStrategy, WritableStream, WritableStreamDefaultWriter,
                } from 'k6/experimental/streams';
                import streams from 'k6/experimental/streams';
                const lines = [];
                const log = (...values) => { lines.push(values.map((v) => typeof v === 'object' ? JSON.stringify(v) : String(v)).join(' ')); };
                const fails = async (p) => { try { await (typeof p === 'function' ? p() : p); return 'fine'; } catch (e) { return e instanceof Error ? e.name + ': ' + e.message : 'reason ' + e; } };
                const soon = () => new Promise((resolve) => setTimeout(resolve, 0));
                const of = (...chunks) => new ReadableStream({ start(c) { chunks.forEach((x) => c.enqueue(x)); c.close(); } });
                export default async function () {
                """ + statements + "\n; console.log(lines.join(';')); }";
        try (LoadedScript script = LAB.script(code)) {
            assertThat(script.vu().iterate()).isEqualTo(IterationOutcome.completed());
            assertThat(script.test.console()).containsExactly(logged);
        }
    }
}
