package io.loadbank.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DigestTest {

    private final TestClient http = new TestClient();

    @AfterEach
    void close() {
        http.close();
    }

    private Exchange send(String user, String path) {
        String url = "http://" + user + "127.0.0.1:" + http.target.port() + path;
        return http.client.send(
                http.request("POST", url).withBody(TestClient.bytes("hello")).withAuth(Auth.DIGEST));
    }

    /** The example of RFC 2617, 3.5. */
    @Test
    void the_answer_is_that_of_the_rfc() {
        DigestChallenge challenge = DigestChallenge.parse("Digest realm=\"testrealm@host.com\", qop=\"auth,auth-int\","
                + " nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\", opaque=\"5ccc069c403ebaf9f0171e9517f40e41\"");

        assertThat(Objects.requireNonNull(challenge)
                        .answer("Mufasa", "Circle Of Life", "GET", "/dir/index.html", "0a4f113b"))
                .contains("response=\"6629fae49393a05397450978507c4ef1\"")
                .contains("uri=\"/dir/index.html\"")
                .contains("opaque=\"5ccc069c403ebaf9f0171e9517f40e41\"")
                .contains("qop=auth, nc=00000001, cnonce=\"0a4f113b\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/digest-auth/u/p", "/digest-auth/u/p?qop=none"})
    void two_requests_and_the_body_twice(String path) {
        Exchange exchange = send("u:p@", path);

        assertThat(exchange.hops()).extracting(Hop::status).containsExactly(401, 200);
        assertThat(exchange.hops()).extracting(Hop::challenge).containsExactly(true, false);
        assertThat(TestClient.json(exchange).at("/data").asString()).isEqualTo("hello");
        assertThat(exchange.last().url().text()).isEqualTo(http.target.url() + path);
    }

    @Test
    void wrong_credentials_end_with_the_second_401() {
        Exchange exchange = send("u:wrong@", "/digest-auth/u/p");

        assertThat(exchange.hops()).extracting(Hop::status).containsExactly(401, 401);
        assertThat(exchange.hops()).extracting(Hop::challenge).containsExactly(true, false);
    }

    @Test
    void a_first_answer_that_is_no_challenge_is_final() {
        assertThat(send("u:p@", "/anything").hops()).hasSize(1);
        assertThat(send("", "/digest-auth/u/p").hops()).hasSize(1);
        assertThat(send("u:p@", "/basic-auth/u/p").hops()).hasSize(1);
    }

    @Test
    void a_redirect_on_the_way_is_followed() {
        Exchange exchange = send("u:p@", "/redirect-to?status_code=307&url=/digest-auth/u/p");

        assertThat(exchange.hops()).extracting(Hop::status).containsExactly(307, 401, 200);
    }

    @Test
    void credentials_do_not_answer_another_host() {
        Exchange exchange = send(
                "u:p@", "/redirect-to?status_code=307&url=http://localhost:" + http.target.port() + "/digest-auth/u/p");

        assertThat(exchange.hops()).extracting(Hop::status).containsExactly(307, 401);
    }

    @ParameterizedTest
    @CsvSource({
        "Basic realm=x",
        "'Digest realm=\"x\"'",
        "'Digest realm=\"x\", nonce=\"n\", algorithm=SHA-512'",
        "'Digest realm=\"x\", nonce=\"n\", qop=\"auth-int\"'",
        "''",
    })
    void challenges_that_cannot_be_answered(String header) {
        assertThat(DigestChallenge.parse(header)).isNull();
    }

    @Test
    void a_digest_challenge_among_others_is_found() {
        assertThat(DigestChallenge.parse("Basic realm=\"b\", Digest realm=\"d\", nonce=n, algorithm=MD5"))
                .isEqualTo(new DigestChallenge("d", "n", null, false, "MD5"));
    }
}
