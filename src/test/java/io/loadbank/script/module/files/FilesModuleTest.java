package io.loadbank.script.module.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadbank.script.LoadedScript;
import io.loadbank.script.ScriptFiles;
import io.loadbank.script.ScriptLab;
import io.loadbank.vu.IterationOutcome;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilesModuleTest {

    private static final ScriptLab LAB = new ScriptLab();

    @AfterAll
    static void close() {
        LAB.close();
    }

    private static final String HEAD = """
            import fs, { open as fsOpen, SeekMode } from 'k6/experimental/fs';
            import csv, { parse } from 'k6/experimental/csv';
            const failure = async (f) => { try { await f(); return 'fine'; } catch (e) { return `${e.name}: ${e.message}`; } };
            const text = (bytes) => String.fromCharCode(...bytes);
            const file = await fs.open('data/ten.txt');
            """;

    private static ScriptFiles files(String code) {
        return ScriptLab.files(
                "main.js",
                code,
                "data/ten.txt",
                "0123456789",
                "data/empty.txt",
                "",
                "data/people.csv",
                "name,age\nann,30\nbo,41\ncat,52\n",
                "data/ragged.csv",
                "a,b\n1\n",
                "data/semi.csv",
                "a;b\n1;2\n");
    }

    /** What an iteration writes to the console, after top-level code that runs before. */
    private static List<String> console(String init, String body) {
        try (LoadedScript script =
                LAB.script(files(HEAD + init + "\nexport default async function () { " + body + " }"), Map.of())) {
            assertThat(script.vu().iterate()).isEqualTo(IterationOutcome.completed());
            return script.test.console();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "JSON.stringify(await file.stat())|{\"name\":\"ten.txt\",\"size\":10}",
                "file.path|/data/ten.txt",
                "await file.read(new Uint8Array(4))|4",
                "await file.read(new Uint8Array(40))|10",
                "[await file.read(new Uint8Array(10)), await file.read(new Uint8Array(1))].join()|10,",
                "(await file.seek(3, SeekMode.Start)) + text(await (async (b) => { await file.read(b); return b; })(new Uint8Array(2)))|334",
                "await file.seek(0, SeekMode.End)|9",
                "await file.seek(-9, SeekMode.End)|0",
                "await failure(() => file.seek(-10, SeekMode.End))|TypeError: seek() would leave the file, which has 10 bytes",
                "await failure(() => file.seek(-1, SeekMode.Current))|TypeError: seek() would leave the file, which has 10 bytes",
                "await failure(() => file.seek(11, SeekMode.Start))|TypeError: seek() would leave the file, which has 10 bytes",
                "(await failure(() => file.seek(-1, SeekMode.Start))).slice(0, 10)|TypeError:",
                "(await failure(() => file.seek(1, SeekMode.End))).slice(0, 10)|TypeError:",
                "(await failure(() => file.seek(1, 7))).slice(0, 10)|TypeError:",
                "await failure(() => file.seek('1', SeekMode.Start))|TypeError: seek() takes an integer offset",
                "await failure(() => file.read(new Uint16Array(2)))|TypeError: read() takes a Uint8Array to read into",
                "await failure(() => file.read())|TypeError: read() takes a Uint8Array to read into",
                "await failure(() => fsOpen('data/ten.txt'))|ForbiddenError: open() is only available in the init context",
                "await empty.read(new Uint8Array(1))|null",
                "(await empty.stat()).size|0",
                "[SeekMode.Start, SeekMode.Current, SeekMode.End, fs.SeekMode.End].join()|0,1,2,2",
                "missing|NotFoundError: the upload has no file 'data/none.txt'",
                "folder|InvalidResourceError: 'data' is a directory, not a file",
                "nameless|TypeError: open() needs the path of a file",
            })
    void a_file_answers(String expression, String answer) {
        assertThat(console(
                        "const empty = await fsOpen('./data/empty.txt');"
                                + "const missing = await failure(() => fsOpen('./data/none.txt'));"
                                + "const folder = await failure(() => fsOpen('data'));"
                                + "const nameless = await failure(() => fsOpen());",
                        "console.log(String(" + expression + "));"))
                .containsExactly(answer);
    }

    @Test
    void each_file_object_has_a_position_of_its_own_and_a_script_cannot_change_the_bytes() {
        assertThat(
                        console(
                                "const other = await fs.open('data/ten.txt');",
                                "const b = new Uint8Array(3); await file.read(b); b.fill(65); await other.read(b); console.log(text(b));"))
                .containsExactly("012");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}|[[\"name\",\"age\"],[\"ann\",\"30\"],[\"bo\",\"41\"],[\"cat\",\"52\"]]",
                "undefined|[[\"name\",\"age\"],[\"ann\",\"30\"],[\"bo\",\"41\"],[\"cat\",\"52\"]]",
                "{ skipFirstLine: true }|[[\"ann\",\"30\"],[\"bo\",\"41\"],[\"cat\",\"52\"]]",
                "{ asObjects: true }|[{\"name\":\"ann\",\"age\":\"30\"},{\"name\":\"bo\",\"age\":\"41\"},{\"name\":\"cat\",\"age\":\"52\"}]",
                "{ asObjects: true, toLine: 1 }|[{\"name\":\"ann\",\"age\":\"30\"}]",
                "{ fromLine: 2 }|[[\"bo\",\"41\"],[\"cat\",\"52\"]]",
                "{ fromLine: 1, toLine: 2 }|[[\"ann\",\"30\"],[\"bo\",\"41\"]]",
                "{ skipFirstLine: true, fromLine: 2 }|[[\"bo\",\"41\"],[\"cat\",\"52\"]]",
                "{ toLine: 99, fromLine: 3 }|[[\"cat\",\"52\"]]",
                "{ fromLine: 9 }|[]",
            })
    void parse_and_parser_give_the_same_rows(String options, String rows) {
        assertThat(console(
                        "const rows = await parse(await fs.open('./data/people.csv'), " + options + ");"
                                + "const parser = new csv.Parser(await fs.open('./data/people.csv'), " + options + ");",
                        "console.log(JSON.stringify(rows)); const seen = [];"
                                + "for (;;) { const { done, value } = await parser.next(); if (done) { console.log(JSON.stringify(value)); break; } seen.push(value); }"
                                + "console.log(JSON.stringify(seen));"))
                .containsExactly(rows, "[]", rows);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "people, { asObjects: true, skipFirstLine: true }|Error: asObjects and skipFirstLine exclude each other: the first line names the fields",
                "people, { asObjects: true, fromLine: 1 }|Error: asObjects and a fromLine above 0 exclude each other: the first line names the fields",
                "people, { fromLine: 2, toLine: 2 }|Error: fromLine must be less than toLine",
                "people, { fromLine: -1 }|TypeError: fromLine must be an integer that is not negative",
                "people, { toLine: 1.5 }|TypeError: toLine must be an integer that is not negative",
                "people, { delimiter: ',,' }|TypeError: delimiter must be a single character, and neither a quote nor a line end",
                "people, { delimiter: 5 }|TypeError: delimiter must be a single character, and neither a quote nor a line end",
                "people, 5|TypeError: the options of a CSV file must be an object",
                "{}|TypeError: csv.parse() takes a File that fs.open() has opened",
                "undefined|TypeError: csv.parse() takes a File that fs.open() has opened",
                "ragged|Error: record on line 2: wrong number of fields",
                "empty, { asObjects: true }|Error: the file has no header line to name the fields with",
                "empty|fine",
                "semi, { delimiter: ';' }|fine",
            })
    void parse_refuses(String arguments, String message) {
        assertThat(console(
                        "const [people, ragged, empty, semi] = await Promise.all("
                                + "['people.csv', 'ragged.csv', 'empty.txt', 'semi.csv'].map((n) => fs.open('data/' + n)));"
                                + "console.log(await failure(() => csv.parse(" + arguments + ")));",
                        "if (__VU === 0) console.log('never');"))
                .first()
                .isEqualTo(message);
    }

    @Test
    void parsed_rows_are_shared_and_immutable_and_a_used_up_file_has_none() {
        assertThat(console(
                        "const f = await fs.open('data/people.csv'); const rows = await parse(f); const again = await parse(f);",
                        "console.log(rows.length, again.length, Object.isFrozen(rows[0]), rows[0] === rows[0]);"
                                + "try { rows[0] = 1; } catch (e) { console.log(e.name); }"
                                + "try { new csv.Parser(f); } catch (e) { console.log(e.message); }"))
                .containsExactly(
                        "4 0 true false", "TypeError", "csv Parser constructor must be called in the init context");
    }

    @Test
    void a_parser_in_init_needs_a_file() {
        assertThat(console(
                        "for (const f of [undefined, 'data/people.csv', {}]) { try { new csv.Parser(f); } catch (e) { console.log(e.message); } }",
                        ""))
                .startsWith(
                        "csv.Parser takes a File that fs.open() has opened",
                        "csv.Parser takes a File that fs.open() has opened",
                        "csv.Parser takes a File that fs.open() has opened");
    }
}
