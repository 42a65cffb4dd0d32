package io.loadbank.script.module.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadbank.script.LoadedScript;
import io.loadbank.script.ScriptLab;
import io.loadbank.vu.IterationOutcome;
import java.util.List;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the global crypto refuses, and under which name. */
class WebCryptoRefusalsTest {

    private static final ScriptLab LAB = new ScriptLab();

    private static final String KEYS = """
            const aes = await s.generateKey({ name: 'AES-CBC', length: 128 }, false, ['encrypt', 'decrypt']);
            const gcm = await s.generateKey({ name: 'AES-GCM', length: 128 }, true, ['encrypt', 'decrypt']);
            const onlyEncrypt = await s.generateKey({ name: 'AES-CBC', length: 128 }, true, ['encrypt']);
            const mac = await s.generateKey({ name: 'HMAC', hash: 'SHA-256' }, true, ['sign', 'verify']);
            const kw = await s.generateKey({ name: 'AES-KW', length: 128 }, true, ['wrapKey']);
            const ec = await s.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
            const dh = await s.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, true, ['deriveBits']);
            const dh384 = await s.generateKey({ name: 'ECDH', namedCurve: 'P-384' }, true, ['deriveBits']);
            const pb = await s.importKey('raw', text('p'), 'PBKDF2', false, ['deriveBits', 'deriveKey']);
            const iv = new Uint8Array(16), d = new Uint8Array(16);
            const p2 = { name: 'PBKDF2', hash: 'SHA-256', salt: d, iterations: 1 };
            const e = new Uint8Array([1, 0, 1]);
            """;

    @AfterAll
    static void close() {
        LAB.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "s.digest('MD5', d)|NotSupportedError",
                "s.digest('SHA-256', 'text')|TypeError",
                "s.digest({}, d)|TypeError",
                "s.digest('SHA-256')|TypeError",
                "s.generateKey({ name: 'HKDF' }, true, ['deriveBits'])|NotSupportedError",
                "s.generateKey({ name: 'Ed25519' }, true, ['sign'])|NotSupportedError",
                "s.generateKey('X25519', true, ['deriveBits'])|NotSupportedError",
                "s.generateKey('PBKDF2', true, ['deriveBits'])|NotSupportedError",
                "s.generateKey({ name: 'AES-CBC', length: 100 }, true, ['encrypt'])|OperationError",
                "s.generateKey({ name: 'AES-CBC' }, true, ['encrypt'])|TypeError",
                "s.generateKey({ name: 'AES-CBC', length: 128 }, true, [])|SyntaxError",
                "s.generateKey({ name: 'AES-CBC', length: 128 }, true, ['sign'])|SyntaxError",
                "s.generateKey({ name: 'AES-CBC', length: 128 }, true, ['nonsense'])|TypeError",
                "s.generateKey({ name: 'AES-KW', length: 128 }, true, ['encrypt'])|SyntaxError",
                "s.generateKey({ name: 'HMAC' }, true, ['sign'])|TypeError",
                "s.generateKey({ name: 'HMAC', hash: 'MD5' }, true, ['sign'])|NotSupportedError",
                "s.generateKey({ name: 'HMAC', hash: 'SHA-1', length: 0 }, true, ['sign'])|OperationError",
                "s.generateKey({ name: 'ECDSA', namedCurve: 'P-1' }, true, ['sign'])|NotSupportedError",
                "s.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['verify'])|SyntaxError",
                "s.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, true, ['sign'])|SyntaxError",
                "s.generateKey({ name: 'RSA-PSS', modulusLength: 100, publicExponent: e, hash: 'SHA-1' }, true, ['sign'])|OperationError",
                "s.generateKey({ name: 'RSA-PSS', modulusLength: 1024, publicExponent: d, hash: 'SHA-1' }, true, ['sign'])|OperationError",
                "s.generateKey({ name: 'RSA-OAEP', modulusLength: 1024, publicExponent: e, hash: 'SHA-1' }, true, ['sign'])|SyntaxError",
                "s.importKey('raw', new Uint8Array(5), 'AES-CBC', true, ['encrypt'])|DataError",
                "s.importKey('raw', d, 'AES-CBC', true, [])|SyntaxError",
                "s.importKey('spki', d, 'AES-CBC', true, ['encrypt'])|NotSupportedError",
                "s.importKey('nonsense', d, 'AES-CBC', true, ['encrypt'])|TypeError",
                "s.importKey('raw', {}, 'AES-CBC', true, ['encrypt'])|TypeError",
                "s.importKey('jwk', d, 'AES-CBC', true, ['encrypt'])|TypeError",
                "s.importKey('jwk', { kty: 'RSA', k: 'AA' }, 'AES-CBC', true, ['encrypt'])|DataError",
                "s.importKey('jwk', { kty: 'oct', k: 'AAAAAAAAAAAAAAAAAAAAAA', alg: 'A256CBC' }, 'AES-CBC', true, ['encrypt'])|DataError",
                "s.importKey('jwk', { kty: 'oct', k: 'AAAAAAAAAAAAAAAAAAAAAA', ext: false }, 'AES-CBC', true, ['encrypt'])|DataError",
                "s.importKey('jwk', { kty: 'oct', k: 'AAAAAAAAAAAAAAAAAAAAAA', key_ops: ['sign'] }, 'AES-CBC', true, ['encrypt'])|DataError",
                "s.importKey('raw', new Uint8Array(0), { name: 'HMAC', hash: 'SHA-1' }, true, ['sign'])|DataError",
                "s.importKey('raw', d, 'PBKDF2', true, ['deriveBits'])|SyntaxError",
                "s.importKey('raw', d, 'PBKDF2', false, ['sign'])|SyntaxError",
                "s.importKey('jwk', { kty: 'oct' }, 'PBKDF2', false, ['deriveBits'])|NotSupportedError",
                "s.importKey('raw', d, { name: 'ECDSA', namedCurve: 'P-256' }, true, ['verify'])|DataError",
                "s.importKey('spki', d, { name: 'ECDH', namedCurve: 'P-256' }, true, [])|DataError",
                "s.importKey('pkcs8', d, { name: 'RSA-PSS', hash: 'SHA-1' }, true, ['sign'])|DataError",
                "s.importKey('raw', d, { name: 'RSA-PSS', hash: 'SHA-1' }, true, ['verify'])|NotSupportedError",
                "s.exportKey('raw', aes)|InvalidAccessError",
                "s.exportKey('spki', gcm)|NotSupportedError",
                "s.exportKey('raw', {})|TypeError",
                "s.exportKey('raw', ec.privateKey)|InvalidAccessError",
                "s.exportKey('pkcs8', ec.publicKey)|InvalidAccessError",
                "s.exportKey('raw', pb)|NotSupportedError",
                "s.encrypt({ name: 'AES-CBC', iv: d }, gcm, d)|InvalidAccessError",
                "s.encrypt({ name: 'AES-CBC', iv: e }, aes, d)|OperationError",
                "s.encrypt({ name: 'AES-CBC' }, aes, d)|TypeError",
                "s.encrypt({ name: 'AES-GCM', iv, tagLength: 33 }, gcm, d)|OperationError",
                "s.encrypt('AES-KW', kw, d)|NotSupportedError",
                "s.encrypt('HMAC', mac, d)|NotSupportedError",
                "s.decrypt({ name: 'AES-CBC', iv }, onlyEncrypt, d)|InvalidAccessError",
                "s.decrypt({ name: 'AES-CBC', iv }, aes, e)|OperationError",
                "s.decrypt({ name: 'AES-GCM', iv }, gcm, d)|OperationError",
                "s.sign('AES-CBC', aes, d)|NotSupportedError",
                "s.sign({ name: 'ECDSA', hash: 'SHA-256' }, ec.publicKey, d)|InvalidAccessError",
                "s.sign('ECDSA', ec.privateKey, d)|TypeError",
                "s.sign('HMAC', ec.privateKey, d)|InvalidAccessError",
                "s.verify('HMAC', mac, 'text', d)|TypeError",
                "s.deriveBits({ name: 'ECDH', public: dh384.publicKey }, dh.privateKey, 8)|InvalidAccessError",
                "s.deriveBits({ name: 'ECDH', public: dh.privateKey }, dh.privateKey, 8)|InvalidAccessError",
                "s.deriveBits({ name: 'ECDH', public: dh.publicKey }, dh.privateKey, 1000)|OperationError",
                "s.deriveBits({ name: 'ECDH', public: {} }, dh.privateKey, 8)|TypeError",
                "s.deriveBits(p2, pb, 7)|OperationError",
                "s.deriveBits(p2, pb, null)|OperationError",
                "s.deriveBits({ ...p2, iterations: 0 }, pb, 8)|OperationError",
                "s.deriveBits({ ...p2, hash: 'MD5' }, pb, 8)|NotSupportedError",
                "s.deriveKey(p2, pb, { name: 'AES-CBC', length: 7 }, true, ['encrypt'])|OperationError",
                "s.deriveKey(p2, pb, 'PBKDF2', true, ['deriveBits'])|NotSupportedError",
                "s.wrapKey('raw', gcm, kw, 'AES-KW')|NotImplemented",
                "s.unwrapKey('raw', d, kw, 'AES-KW', 'AES-CBC', true, [])|NotImplemented",
            })
    void rejects(String call, String expected) {
        List<String> lines = ScriptCode.console(LAB, ScriptCode.TOOLS, KEYS + "try { await " + call + """
                ; console.log('fine'); } catch (x) { console.log(x.name, x instanceof Error, typeof x.message, String(x) === x.name + ': ' + x.message); }
                """);
        assertThat(lines).containsExactly(expected + " true string true");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "crypto.getRandomValues(new Float32Array(1))|TypeMismatchError",
                "crypto.getRandomValues([1])|TypeMismatchError",
                "crypto.getRandomValues(new DataView(new ArrayBuffer(4)))|TypeMismatchError",
                "crypto.getRandomValues(new Uint8Array(65537))|QuotaExceededError",
                "new crypto.CryptoKey()|TypeError",
                "(() => { 'use strict'; crypto.subtle = 1; })()|TypeError",
                "(() => { 'use strict'; crypto.subtle.digest = 1; })()|TypeError",
            })
    void throws_at_once(String call, String expected) {
        assertThat(ScriptCode.console(
                        LAB, "", "try { " + call + "; console.log('fine'); } catch (x) { console.log(x.name); }"))
                .containsExactly(expected);
    }

    @Test
    void random_values_fill_every_element_in_place() {
        String code = """
                const a = new Uint32Array(64);
                const b = crypto.getRandomValues(a.subarray(1));
                console.log(b.buffer === a.buffer, a[0], a.some((n) => n > 0xffff), crypto.getRandomValues(new BigInt64Array(1)).length);
                console.log(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(crypto.randomUUID()));
                console.log(crypto.getRandomValues(new Uint8Array(65536)).length);
                """;
        assertThat(ScriptCode.console(LAB, "", code)).containsExactly("true 0 true 1", "true", "65536");
    }

    @Test
    void timers_run_while_a_long_computation_does() {
        String code = """
                const k = await s.importKey('raw', text('p'), 'PBKDF2', false, ['deriveBits']);
                let ticks = 0;
                const timer = setInterval(() => { ticks++; }, 1);
                await s.deriveBits({ name: 'PBKDF2', hash: 'SHA-512', salt: text('s'), iterations: 200000 }, k, 512);
                clearInterval(timer);
                console.log(ticks > 0);
                """;
        assertThat(ScriptCode.console(LAB, ScriptCode.TOOLS, code)).containsExactly("true");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "const k = await crypto.subtle.importKey('raw', new Uint8Array(1), 'PBKDF2', false, ['deriveBits']); console.log('begun'); await crypto.subtle.deriveBits({ name: 'PBKDF2', hash: 'SHA-512', salt: new Uint8Array(1), iterations: 2000000000 }, k, 512);",
                "console.log('begun'); await crypto.subtle.generateKey({ name: 'RSA-PSS', modulusLength: 16384, publicExponent: new Uint8Array([1, 0, 1]), hash: 'SHA-1' }, true, ['sign']);",
            })
    void an_interrupted_vu_waits_for_no_computation(String body) {
        try (LoadedScript script = LAB.script("export default async function () { " + body + " }")) {
            var vu = script.vu();
            Future<IterationOutcome> iteration = vu.begin();
            Awaitility.await().until(() -> !script.test.console().isEmpty());

            vu.interrupt();

            assertThat(io.loadbank.script.LabVu.await(iteration)).isEqualTo(IterationOutcome.interrupted());
        }
    }

    @Test
    void an_iteration_goes_on_after_one_that_left_a_computation_behind() {
        try (LoadedScript script = LAB.script("""
                let n = 0;
                export default async function () {
                  if (n++ > 0) { console.log('second'); return; }
                  crypto.subtle.digest('SHA-1', new Uint8Array(1));
                  throw new Error('first');
                }
                """)) {
            var vu = script.vu();
            assertThat(vu.iterate()).isInstanceOf(IterationOutcome.Failed.class);
            assertThat(vu.iterate()).isEqualTo(IterationOutcome.completed());
            assertThat(script.test.console()).containsExactly("second");
        }
    }

    @Test
    void init_code_may_await_a_digest() {
        try (LoadedScript script = LAB.script("""
                const d = await crypto.subtle.digest('SHA-1', new Uint8Array(0));
                export default function () { console.log(d.byteLength); }
                """)) {
            script.vu().iterate();

            assertThat(script.test.console()).containsExactly("20");
        }
    }
}
