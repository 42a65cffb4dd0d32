package io.loadbank.script.module.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadbank.script.ScriptLab;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The table of algorithms and operations, each row with known answers or as a round trip. */
class WebCryptoTest {

    private static final ScriptLab LAB = new ScriptLab();

    @AfterAll
    static void close() {
        LAB.close();
    }

    private static String value(String expression) {
        return ScriptCode.value(LAB, expression);
    }

    @ParameterizedTest
    @CsvSource({
        "'SHA-1',a9993e364706816aba3e25717850c26c9cd0d89d",
        "'sha-256',ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        "{ name: 'SHA-256' },ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        "'SHA-384',cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7",
        "'SHA-512',"
                + "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
    })
    void digest(String algorithm, String expected) {
        String quoted = algorithm.startsWith("{") ? algorithm : "'" + algorithm + "'";
        assertThat(value("hex(await s.digest(" + quoted + ", text('abc')))")).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // NIST SP 800-38A, F.2.1: the first block, its padding cut off
                "{ name: 'AES-CBC', iv: bytes('000102030405060708090a0b0c0d0e0f') }|2b7e151628aed2a6abf7158809cf4f3c|6bc1bee22e409f96e93d7e117393172a|7649abac8119b246cee98e9b12e9197d",
                // NIST SP 800-38A, F.5.1
                "{ name: 'AES-CTR', counter: bytes('f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff'), length: 64 }|2b7e151628aed2a6abf7158809cf4f3c|6bc1bee22e409f96e93d7e117393172a|874d6191b620e3261bef6864990db6ce",
                // GCM specification, test case 2
                "{ name: 'AES-GCM', iv: bytes('000000000000000000000000') }|00000000000000000000000000000000|00000000000000000000000000000000|0388dace60b6a392f328c2b971b2fe78ab6e47d42cec13bdf53a67b21257bddf",
                "{ name: 'aes-gcm', iv: bytes('000000000000000000000000'), tagLength: 96 }|00000000000000000000000000000000|00000000000000000000000000000000|0388dace60b6a392f328c2b971b2fe78ab6e47d42cec13bdf53a67b2",
                "{ name: 'AES-GCM', iv: bytes('000000000000000000000000'), tagLength: 32 }|00000000000000000000000000000000|00000000000000000000000000000000|0388dace60b6a392f328c2b971b2fe78ab6e47d4",
            })
    void encrypt_and_decrypt(String algorithm, String key, String plain, String cipher) {
        String code = "await (async () => { const a = " + algorithm + "; const k = await raw(a.name, '" + key
                + "', 'encrypt', 'decrypt'); const c = await s.encrypt(a, k, bytes('" + plain + "'));"
                + "return hex(c) + ' ' + hex(await s.decrypt(a, k, c)); })()";
        assertThat(value(code)).matches(cipher + "[0-9a-f]* " + plain);
    }

    @Test
    void a_counter_wraps_within_its_bits() {
        String code = """
                await (async () => {
                  const k = await raw('AES-CTR', '2b7e151628aed2a6abf7158809cf4f3c', 'encrypt');
                  const at = (counter) => s.encrypt({ name: 'AES-CTR', counter: bytes(counter), length: 8 }, k, new Uint8Array(16));
                  const both = hex(await s.encrypt({ name: 'AES-CTR', counter: bytes('000000000000000000000000000000ff'), length: 8 }, k, new Uint8Array(32)));
                  return both === hex(await at('000000000000000000000000000000ff')) + hex(await at('00000000000000000000000000000000'));
                })()""";
        assertThat(value(code)).isEqualTo("true");
    }

    @Test
    void additional_data_is_authenticated() {
        String code = """
                await (async () => {
                  const k = await s.generateKey({ name: 'AES-GCM', length: 192 }, false, ['encrypt', 'decrypt']);
                  const a = { name: 'AES-GCM', iv: new Uint8Array(20), additionalData: text('x') };
                  const c = await s.encrypt(a, k, text('hello'));
                  const good = hex(await s.decrypt(a, k, c)) === hex(text('hello'));
                  return good + ' ' + (await name(() => s.decrypt({ ...a, additionalData: text('y') }, k, c)));
                })()""";
        assertThat(value(code)).isEqualTo("true OperationError");
    }

    @ParameterizedTest
    @CsvSource({
        "SHA-1,de7c9b85b8b78aa6bc8a7a36f70a90701c9db4d9",
        "SHA-256,f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8",
    })
    void hmac(String hash, String expected) {
        String code =
                "await (async () => { const k = await s.importKey('raw', text('key'), { name: 'HMAC', hash: '" + hash
                        + "' }, false, ['sign', 'verify']);"
                        + "const t = text('The quick brown fox jumps over the lazy dog'); const m = await s.sign('HMAC', k, t);"
                        + "return hex(m) + ' ' + await s.verify('HMAC', k, m, t) + ' ' + await s.verify('HMAC', k, m, text('x')); })()";
        assertThat(value(code)).isEqualTo(expected + " true false");
    }

    @ParameterizedTest
    @CsvSource({
        // RFC 6070, RFC 7914
        "SHA-1,70617373776f7264,73616c74,2,160,ea6c014dc72d6f8ccd1ed92ace1d41f0d8de8957",
        "SHA-1,70617373776f7264,73616c74,4096,160,4b007901b765489abead49d926f721d065a429c1",
        "SHA-256,706173737764,73616c74,1,256,55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc",
    })
    void pbkdf2(String hash, String password, String salt, int iterations, int bits, String expected) {
        String code = "await (async () => { const k = await s.importKey('raw', bytes('" + password
                + "'), 'PBKDF2', false, ['deriveBits']);"
                + "return hex(await s.deriveBits({ name: 'PBKDF2', hash: '" + hash + "', salt: bytes('" + salt
                + "'), iterations: " + iterations + " }, k, " + bits + ")); })()";
        assertThat(value(code)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{ name: 'ECDSA', namedCurve: 'P-256' }|{ name: 'ECDSA', hash: 'SHA-256' }|64",
                "{ name: 'ECDSA', namedCurve: 'P-384' }|{ name: 'ECDSA', hash: { name: 'SHA-384' } }|96",
                "{ name: 'ECDSA', namedCurve: 'P-521' }|{ name: 'ECDSA', hash: 'SHA-512' }|132",
                "{ name: 'RSASSA-PKCS1-v1_5', modulusLength: 1024, publicExponent: new Uint8Array([1, 0, 1]), hash: 'SHA-1' }|'RSASSA-PKCS1-v1_5'|128",
                "{ name: 'RSASSA-PKCS1-v1_5', modulusLength: 1024, publicExponent: new Uint8Array([1, 0, 1]), hash: 'SHA-512' }|'RSASSA-PKCS1-v1_5'|128",
                "{ name: 'RSA-PSS', modulusLength: 1024, publicExponent: new Uint8Array([1, 0, 1]), hash: 'SHA-256' }|{ name: 'RSA-PSS', saltLength: 32 }|128",
            })
    void a_pair_signs_and_verifies_and_survives_every_format(String generation, String signing, int length) {
        String code = "await (async () => { const g = " + generation + ", a = " + signing + """
                  ; const pair = await s.generateKey(g, true, ['sign', 'verify']);
                  const data = text('data');
                  const signature = await s.sign(a, pair.privateKey, data);
                  const out = [signature.byteLength];
                  for (const [f, h] of [['spki', 'pkcs8'], ['jwk', 'jwk']]) {
                    const pub = await s.importKey(f, await s.exportKey(f, pair.publicKey), g, true, ['verify']);
                    const priv = await s.importKey(h, await s.exportKey(h, pair.privateKey), g, true, ['sign']);
                    out.push(await s.verify(a, pub, signature, data), await s.verify(a, pub, await s.sign(a, priv, data), data));
                    out.push(await s.verify(a, pub, signature, text('other')), await s.verify(a, pub, new Uint8Array(3), data));
                  }
                  return out.join(); })()""";
        assertThat(value(code)).isEqualTo(length + ",true,true,false,false,true,true,false,false");
    }

    @Test
    void oaep_encrypts_and_decrypts_with_and_without_a_label() {
        String code = """
                await (async () => {
                  const g = { name: 'RSA-OAEP', modulusLength: 1024, publicExponent: new Uint8Array([1, 0, 1]), hash: 'SHA-256' };
                  const { publicKey, privateKey } = await s.generateKey(g, true, ['encrypt', 'decrypt']);
                  const plain = await s.decrypt('RSA-OAEP', privateKey, await s.encrypt('RSA-OAEP', publicKey, text('hi')));
                  const a = { name: 'RSA-OAEP', label: text('L') };
                  const c = await s.encrypt(a, publicKey, text('hi'));
                  const jwk = await s.exportKey('jwk', publicKey);
                  return [hex(plain), hex(await s.decrypt(a, privateKey, c)), await name(() => s.decrypt('RSA-OAEP', privateKey, c)),
                    await name(() => s.encrypt(a, publicKey, new Uint8Array(100))), jwk.alg, jwk.kty].join(); })()""";
        assertThat(value(code)).isEqualTo("6869,6869,OperationError,OperationError,RSA-OAEP-256,RSA");
    }

    @ParameterizedTest
    @CsvSource({"P-256,256", "P-384,384", "P-521,528"})
    void both_sides_of_ecdh_derive_the_same(String curve, int bits) {
        String code = "await (async () => { const g = { name: 'ECDH', namedCurve: '" + curve + """
                  ' };
                  const a = await s.generateKey(g, true, ['deriveBits', 'deriveKey']);
                  const b = await s.generateKey(g, true, ['deriveBits']);
                  const pub = await s.importKey('raw', await s.exportKey('raw', b.publicKey), g, true, []);
                  const one = await s.deriveBits({ name: 'ECDH', public: pub }, a.privateKey, null);
                  const two = await s.deriveBits({ name: 'ECDH', public: a.publicKey }, b.privateKey);
                  const few = await s.deriveBits({ name: 'ECDH', public: pub }, a.privateKey, 128);
                  return [hex(one) === hex(two), one.byteLength * 8, hex(one).startsWith(hex(few)), few.byteLength].join(); })()""";
        assertThat(value(code)).isEqualTo("true," + bits + ",true,16");
    }

    @Test
    void a_key_is_derived_from_a_password() {
        String code = """
                await (async () => {
                  const k = await s.importKey('raw', text('secret'), 'PBKDF2', false, ['deriveKey']);
                  const a = { name: 'PBKDF2', hash: 'SHA-256', salt: text('salt'), iterations: 1000 };
                  const aes = await s.deriveKey(a, k, { name: 'AES-GCM', length: 256 }, true, ['encrypt']);
                  const mac = await s.deriveKey(a, k, { name: 'HMAC', hash: 'SHA-256' }, true, ['sign']);
                  const shown = aes.algorithm;
                  return [shown.name, shown.length, aes.type, aes.usages.join(), mac.algorithm.length, mac.algorithm.hash.name].join(); })()""";
        assertThat(value(code)).isEqualTo("AES-GCM,256,secret,encrypt,512,SHA-256");
    }

    @ParameterizedTest
    @ValueSource(strings = {"AES-CBC", "AES-CTR", "AES-GCM", "AES-KW"})
    void aes_keys_are_generated_and_come_back_from_raw_and_jwk(String algorithm) {
        String usage = algorithm.equals("AES-KW") ? "wrapKey" : "encrypt";
        String code =
                "await (async () => { const g = { name: '" + algorithm + "', length: 128 }; const u = ['" + usage + """
                '];
                  const k = await s.generateKey(g, true, u);
                  const raw = await s.exportKey('raw', k);
                  const jwk = await s.exportKey('jwk', k);
                  const again = await s.importKey('jwk', jwk, g.name, true, u);
                  const back = await s.importKey('raw', raw, g.name, true, u);
                  return [raw.byteLength, jwk.kty, jwk.alg, jwk.ext, jwk.key_ops.join(), hex(await s.exportKey('raw', again)) === hex(raw),
                    back.extractable, again instanceof crypto.CryptoKey].join(); })()""";
        assertThat(value(code))
                .isEqualTo("16,oct,A128" + algorithm.substring(4) + ",true," + usage + ",true,true,true");
    }

    @Test
    void hmac_keys_are_generated_and_come_back_from_jwk() {
        String code = """
                await (async () => {
                  const g = { name: 'HMAC', hash: 'SHA-384' };
                  const k = await s.generateKey(g, true, ['sign', 'verify']);
                  const jwk = await s.exportKey('jwk', k);
                  const back = await s.importKey('jwk', jwk, g, true, ['verify']);
                  const short = await s.generateKey({ ...g, length: 80 }, true, ['sign']);
                  return [k.algorithm.length, jwk.alg, await s.verify('HMAC', back, await s.sign('HMAC', k, text('x')), text('x')),
                    (await s.exportKey('raw', short)).byteLength].join(); })()""";
        assertThat(value(code)).isEqualTo("1024,HS384,true,10");
    }

    @Test
    void a_key_shows_what_it_is_and_cannot_be_written() {
        String code = """
                await (async () => {
                  const g = { name: 'rsa-pss', modulusLength: 1024, publicExponent: new Uint8Array([1, 0, 1]), hash: { name: 'sha-256' } };
                  const { publicKey, privateKey } = await s.generateKey(g, false, ['sign', 'verify']);
                  const a = publicKey.algorithm;
                  let threw = false;
                  try { privateKey.extractable = true; } catch (x) { threw = x instanceof TypeError; }
                  return [a.name, a.modulusLength, a.publicExponent instanceof Uint8Array, a.publicExponent.join('.'), a.hash.name, publicKey.type,
                    privateKey.type, publicKey.extractable, privateKey.extractable, publicKey.usages.join(), privateKey.usages.join(), threw].join(' '); })()""";
        assertThat(value(code)).isEqualTo("RSA-PSS 1024 true 1.0.1 SHA-256 public private true false verify sign true");
    }

    @Test
    void a_rejection_that_nobody_handles_fails_the_iteration() {
        try (var script =
                LAB.script("export default function () { crypto.subtle.digest('MD5', new Uint8Array(1)); }")) {
            assertThat(script.vu().iterate())
                    .asString()
                    .contains("Uncaught (in promise) NotSupportedError: unsupported hash algorithm: MD5");
        }
    }

    @Test
    void keys_written_by_openssl_are_read() {
        String code = """
                await (async () => {
                  const b64 = (t) => new Uint8Array(b64decode(t));
                  const g = { name: 'ECDSA', namedCurve: 'P-256' }, a = { name: 'ECDSA', hash: 'SHA-256' };
                  const priv = await s.importKey('pkcs8', b64('%s'), g, true, ['sign']);
                  const pub = await s.importKey('spki', b64('%s'), g, true, ['verify']);
                  return await s.verify(a, pub, await s.sign(a, priv, text('x')), text('x')); })()""".formatted(OpenSslKeys.EC_PKCS8, OpenSslKeys.EC_SPKI);
        assertThat(ScriptCode.console(
                        LAB,
                        "import { b64decode } from 'k6/encoding';",
                        ScriptCode.TOOLS + "console.log(" + code + ");"))
                .containsExactly("true");
    }
}
