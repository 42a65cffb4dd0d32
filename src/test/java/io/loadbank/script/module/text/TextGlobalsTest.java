package io.loadbank.script.module.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadbank.script.LoadedScript;
import io.loadbank.script.ScriptLab;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextGlobalsTest {

    private static final ScriptLab LAB = new ScriptLab();

    @AfterAll
    static void close() {
        LAB.close();
    }

    private static String value(String expression) {
        try (LoadedScript script = LAB.script("""
                import { b64encode, b64decode } from 'k6/encoding';
                const u = (...b) => new Uint8Array(b);
                const esc = (t) => Array.from(t, (c) => c < ' ' || c > '~' ? c.codePointAt(0).toString(16) : c).join('.');
                const dec = (label, options, ...b) => esc(new TextDecoder(label, options).decode(u(...b)));
                export default function () { let r; try { r = %s; } catch (e) { r = e.name; } console.log(r); }
                """.formatted(expression))) {
            script.vu().iterate();
            return String.join("\n", script.test.console());
        }
    }

    /** Bad sequences become as many replacement characters as the WHATWG Encoding Standard says. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dec('utf-8', {}, 0x61, 0xf0, 0x9f, 0x98, 0x80)|a.1f600",
                "dec('utf-8', {}, 0xc0, 0x80)|fffd.fffd",
                "dec('utf-8', {}, 0xed, 0xa0, 0x80)|fffd.fffd.fffd",
                "dec('utf-8', {}, 0xe2, 0x82, 0x61)|fffd.a",
                "dec('utf-8', {}, 0xf0, 0x9f)|fffd",
                "dec('utf-8', {}, 0xf5, 0x80)|fffd.fffd",
                "dec(undefined, {}, 0xef, 0xbb, 0xbf, 0x41, 0xef, 0xbb, 0xbf)|A.feff",
                "dec('utf-8', { ignoreBOM: true }, 0xef, 0xbb, 0xbf, 0x41)|feff.A",
                "dec('utf-8', { fatal: true }, 0xe2, 0x82)|TypeError",
                "dec('utf-16le', {}, 0xff, 0xfe, 0x3d, 0xd8, 0x00, 0xde)|1f600",
                "dec('utf-16be', {}, 0xd8, 0x3d, 0xde, 0x00)|1f600",
                "dec('utf-16le', {}, 0x3d, 0xd8, 0x41, 0x00)|fffd.A",
                "dec('utf-16le', {}, 0x00, 0xde)|fffd",
                "dec('utf-16le', {}, 0x41)|fffd",
                "dec('utf-16le', { fatal: true }, 0x41)|TypeError",
            })
    void decoding_gives(String expression, String expected) {
        assertThat(value(expression)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "utf8,utf-8",
        "UTF-8,utf-8",
        "' unicode-1-1-utf-8 ',utf-8",
        "utf-16,utf-16le",
        "ucs-2,utf-16le",
        "unicode,utf-16le",
        "utf-16be,utf-16be",
        "latin1,RangeError",
        "windows-1252,RangeError",
        "'',RangeError"
    })
    void the_encoding_of_a_label_is(String label, String expected) {
        assertThat(value("new TextDecoder('" + label + "').encoding")).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(() => { const d = new TextDecoder(); return d.decode(u(0xf0, 0x9f), { stream: true }) === '' && d.decode(u(0x98, 0x80)) === '\\u{1f600}'; })()",
                "(() => { const d = new TextDecoder(); d.decode(u(0xf0), { stream: true }); return d.decode() === '\\ufffd' && d.decode(u(0x41)) === 'A'; })()",
                "(() => { const d = new TextDecoder(); return d.decode(u(0xef, 0xbb), { stream: true }) + d.decode(u(0xbf, 0x41)) === 'A'; })()",
                "(() => { const d = new TextDecoder('utf-16le'); return d.decode(u(0x3d), { stream: true }) + d.decode(u(0xd8, 0, 0xde)) === '\\u{1f600}'; })()",
                "new TextDecoder().decode(new DataView(new ArrayBuffer(4), 1, 2)).length === 2",
                "new TextDecoder().decode(new Uint16Array([0x4141])) === 'AA'",
                "Object.keys(new TextEncoder()).sort().join() === 'encode,encoding'",
                "Object.keys(new TextDecoder()).sort().join() === 'decode,encoding,fatal,ignoreBOM'",
                "new TextEncoder().encode('\\ud800').join() === '239,191,189'",
                "new TextEncoder().encode('\\u{1f600}').length === 4",
                "new TextEncoder().encode(null).length === 4",
                "new TextEncoder().encodeInto === undefined",
                "(() => { try { new TextDecoder().fatal = true; } catch (e) { return e instanceof TypeError; } })()",
                "(() => { try { TextEncoder(); } catch (e) { return e instanceof TypeError; } })()",
                "(() => { try { new TextDecoder().decode('text'); } catch (e) { return e instanceof TypeError; } })()",
                "TextEncoder === globalThis.TextEncoder && !Object.keys(globalThis).includes('TextEncoder')",
                "b64encode('\\ud800') === '77+9'",
                "b64decode('aMOp\\r\\n', 'std', 's') === 'h\\u00e9'",
                "b64decode('', 'std', 's') === ''",
                "b64decode('-__-AQ==', 'url').byteLength === 4",
            })
    void holds(String expression) {
        assertThat(value(expression)).isEqualTo("true");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "b64encode(5)",
                "b64encode(null)",
                "b64encode()",
                "b64encode({})",
                "b64encode([1])",
                "b64encode(true)",
                "b64decode('YQ')",
                "b64decode('YQ==', 'rawstd')",
                "b64decode('-_', 'rawstd')",
                "b64decode('+/', 'rawurl')",
                "b64decode('a')",
                "b64decode('YQ==YQ==')",
                "b64decode('Y Q=')",
                "b64decode('****')"
            })
    void base64_refuses(String call) {
        assertThat(value(call)).isEqualTo("Error");
    }
}
