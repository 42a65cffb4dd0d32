package io.loadbank.script.module.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadbank.script.ScriptLab;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CryptoModuleTest {

    private static final ScriptLab LAB = new ScriptLab();
    private static final String IMPORTS = "import crypto, { md5, hmac } from 'k6/crypto';";

    @AfterAll
    static void close() {
        LAB.close();
    }

    private static List<String> console(String expression) {
        return ScriptCode.console(LAB, IMPORTS, "console.log(" + expression + ");");
    }

    /** The digests of the empty text, where an algorithm's padding is all there is. */
    @ParameterizedTest
    @CsvSource({
        "md4,31d6cfe0d16ae931b73c59d7e0c089c0",
        "md5,d41d8cd98f00b204e9800998ecf8427e",
        "sha1,da39a3ee5e6b4b0d3255bfef95601890afd80709",
        "sha256,e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "sha512_224,6ed0dd02806fa89e25de060c19d3ac86cabb87d6a0ddd05c333b84f4",
        "sha512_256,c672b8d1ef56ed28ab87c3622c5114069bdd3ad7b8f9737498d0c01ecef0967a",
        "ripemd160,9c1185a5c5e9fc54612808977ee8f548b2258d31",
    })
    void the_digest_of_nothing_is(String algorithm, String expected) {
        assertThat(console("crypto." + algorithm + "('', 'hex')")).containsExactly(expected);
        assertThat(console("(() => { const h = crypto.createHash('" + algorithm + "'); return h.digest('hex'); })()"))
                .containsExactly(expected);
    }

    /** RFC 2202 and RFC 4231; RFC 2286 for RIPEMD-160; an empty key; a key longer than a block. */
    @ParameterizedTest
    @CsvSource({
        "md5,'Jefe','what do ya want for nothing?',750c783e6ab0b503eaa86e310a5db738",
        "sha1,'Jefe','what do ya want for nothing?',effcdf6ae5eb2fa2d27416d5f184df9c259a7c79",
        "sha256,'Jefe','what do ya want for nothing?',5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
        "ripemd160,'Jefe','what do ya want for nothing?',dda6c0213a485a9e24f4742064a7f033b43c4069",
        "sha256,'','',b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad",
    })
    void the_hmac_is(String algorithm, String key, String data, String expected) {
        assertThat(console("hmac('%s', '%s', '%s', 'hex')".formatted(algorithm, key, data)))
                .containsExactly(expected);
    }

    @Test
    void a_key_longer_than_a_block_is_hashed_first() {
        assertThat(console("hmac('sha256', new Uint8Array(131).fill(0xaa),"
                        + " 'Test Using Larger Than Block-Size Key - Hash Key First', 'hex')"))
                .containsExactly("60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
    }

    @Test
    void a_hasher_goes_on_after_its_digest_and_does_not_chain() {
        assertThat(
                        console(
                                "(() => { const h = crypto.createHMAC('sha1', 'k'); const u = h.update('a'); const one = h.digest('hex');"
                                        + " h.update('b'); return [u, one === hmac('sha1', 'k', 'a', 'hex'), h.digest('hex') === hmac('sha1', 'k', 'ab', 'hex')].join(); })()"))
                .containsExactly(",true,true");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hex|900150983cd24fb0d6963f7d28e17f72",
                "base64|kAFQmDzST7DWlj99KOF/cg==",
                "base64url|kAFQmDzST7DWlj99KOF_cg==",
                "base64rawurl|kAFQmDzST7DWlj99KOF_cg",
            })
    void the_output_is(String encoding, String expected) {
        assertThat(console("md5('abc', '" + encoding + "')")).containsExactly(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'abc'",
                "new Uint8Array([97, 98, 99])",
                "new Uint8Array([97, 98, 99]).buffer",
                "new Uint8Array([0, 97, 98, 99, 0]).subarray(1, 4)",
                "new (class Buffer extends Uint8Array {})([97, 98, 99])"
            })
    void the_input_may_be(String input) {
        assertThat(console("md5(" + input + ", 'hex')")).containsExactly("900150983cd24fb0d6963f7d28e17f72");
    }

    @Test
    void half_a_surrogate_pair_counts_as_a_replacement_character() {
        assertThat(console("md5('a\\ud800', 'hex') === md5('a\\ufffd', 'hex')")).containsExactly("true");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "md5('abc')",
                "md5('abc', 'nonsense')",
                "md5('abc', null)",
                "md5(5, 'hex')",
                "md5(null, 'hex')",
                "md5(undefined, 'hex')",
                "md5({}, 'hex')",
                "md5([97], 'hex')",
                "md5(new Uint16Array(1), 'hex')",
                "crypto.createHash('sha3')",
                "crypto.createHash()",
                "crypto.createHMAC('sha3', 'k')",
                "crypto.createHMAC('sha1')",
                "crypto.createHash('sha1').update(5)",
                "crypto.createHash('sha1').digest()",
                "hmac('nope', 'k', 'd', 'hex')",
                "hmac('sha1', 5, 'd', 'hex')",
                "crypto.hexEncode(5)",
                "crypto.randomBytes(0)",
                "crypto.randomBytes(-1)",
                "crypto.randomBytes()",
                "crypto.randomBytes(1e12)",
            })
    void throws_an_error(String call) {
        assertThat(
                        ScriptCode.console(
                                LAB,
                                IMPORTS,
                                "try { " + call
                                        + "; console.log('fine'); } catch (e) { console.log(e instanceof Error, e.message.length > 0); }"))
                .containsExactly("true true");
    }

    @Test
    void it_has_no_subtle() {
        assertThat(console("crypto.subtle, Object.keys(crypto).length")).containsExactly("undefined 14");
    }
}
