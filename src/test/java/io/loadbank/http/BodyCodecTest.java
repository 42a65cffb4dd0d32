package io.loadbank.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadbank.http.ConnectionPolicy.Limits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class BodyCodecTest {

    private static final byte[] HELLO = "hello hello hello".getBytes(StandardCharsets.UTF_8);

    private static String decoded(byte[] body, String encoding, int limit) {
        return switch (BodyCodec.decode(body, encoding, limit)) {
            case Decoded.Plain plain -> new String(plain.bytes(), StandardCharsets.UTF_8);
            case Decoded.Broken broken -> "broken: " + broken.reason();
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate", "br", "zstd", "gzip, deflate", "br,zstd,gzip,deflate"})
    void what_was_packed_is_unpacked(String header) throws IOException {
        List<ContentCoding> codings = new ArrayList<>();
        for (String token : header.split(", ?")) {
            codings.add(ContentCoding.valueOf(token.toUpperCase(java.util.Locale.ROOT)));
        }
        byte[] packed = BodyCodec.encode(HELLO, codings);

        assertThat(packed).isNotEqualTo(HELLO);
        assertThat(decoded(packed, header, 1000)).isEqualTo("hello hello hello");
        assertThat(decoded(packed, header + " , unknown", 1000)).isEqualTo("hello hello hello");
    }

    @ParameterizedTest
    @CsvSource({"GZIP, H4sI", "DEFLATE, eJ", "ZSTD, KLUv/"})
    void formats_are_the_usual_ones(ContentCoding coding, String start) throws IOException {
        assertThat(Base64.getEncoder().encodeToString(BodyCodec.encode(HELLO, List.of(coding))))
                .startsWith(start);
    }

    @ParameterizedTest
    @EnumSource(ContentCoding.class)
    void garbage_and_cut_off_bodies_are_broken(ContentCoding coding) throws IOException {
        byte[] packed = BodyCodec.encode(new byte[100_000], List.of(coding));
        byte[] cut = Arrays.copyOf(packed, packed.length / 2);

        assertThat(decoded(HELLO, coding.token(), 1000)).startsWith("broken: ");
        assertThat(decoded(cut, coding.token(), 1 << 20)).startsWith("broken: ");
    }

    @ParameterizedTest
    @EnumSource(ContentCoding.class)
    void bombs_do_not_go_off(ContentCoding coding) throws IOException {
        byte[] packed = BodyCodec.encode(new byte[10 << 20], List.of(coding));

        assertThat(decoded(packed, coding.token(), 1 << 20)).isEqualTo("broken: more than 1048576 bytes");
        assertThat(decoded(packed, coding.token(), 10 << 20)).hasSize(10 << 20);
    }

    @Test
    void unknown_codings_and_empty_bodies_are_left_alone() {
        assertThat(decoded(HELLO, "identity", 1000)).isEqualTo("hello hello hello");
        assertThat(decoded(new byte[0], "gzip", 1000)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"gzip, GZIP", "deflate, DEFLATE", "br, BR", "zstd, ZSTD", "GZIP,", "'',", "identity,"})
    void names_are_exact(String token, ContentCoding coding) {
        assertThat(ContentCoding.of(token)).isEqualTo(coding);
    }

    @Test
    void responses_are_unpacked_and_requests_packed() throws Exception {
        ConnectionPolicy small =
                ConnectionPolicy.defaults().withLimits(new Limits(Duration.ofSeconds(30), 1 << 20, 1 << 20));
        try (TestClient http = new TestClient(small)) {
            assertThat(TestClient.text(http.get("/gzip"))).isEqualTo("{\"gzipped\": true}");
            assertThat(http.get("/gzip").last().headers().get("Content-Encoding"))
                    .isEqualTo("gzip");
            assertThat(TestClient.text(http.get("/deflate"))).isEqualTo("{\"deflated\": true}");
            assertThat(TestClient.text(http.get("/twice"))).isEqualTo("twice");
            assertThat(TestClient.text(http.send("HEAD", "/gzip", null))).isEmpty();
            assertThat(http.client
                            .send(http.request("GET", "/badgzip").withDiscardBody(true))
                            .last()
                            .status())
                    .isEqualTo(200);

            Exchange bad = http.get("/badgzip");
            assertThat(TestClient.error(bad)).startsWith("1701 error decompressing response body (");
            assertThat(bad.last().status()).isZero();
            assertThat(bad.body()).isNull();
            assertThat(TestClient.error(http.get("/bomb/2")))
                    .isEqualTo("1701 error decompressing response body (more than 1048576 bytes)");

            CompletableFuture<Exchange> future = new CompletableFuture<>();
            http.client.sendAsync(http.request("GET", "/gzip"), future::complete);
            assertThat(TestClient.text(future.get(10, TimeUnit.SECONDS))).isEqualTo("{\"gzipped\": true}");
        }
    }

    @Test
    void a_packed_request_says_so_unless_the_script_did() {
        try (TestClient http = new TestClient()) {
            Request request = http.request("POST", "/post")
                    .withBody(HELLO)
                    .withCompression(List.of(ContentCoding.GZIP, ContentCoding.DEFLATE));
            JsonNode packed = TestClient.json(http.client.send(request));
            JsonNode own =
                    TestClient.json(http.client.send(request.withHeaders(Headers.of("Content-Encoding", "mine"))));
            JsonNode empty = TestClient.json(http.client.send(request.withBody(null)));

            assertThat(packed.at("/headers/Content-Encoding").asString()).isEqualTo("gzip, deflate");
            assertThat(packed.at("/data_b64").asString()).startsWith("eJ");
            assertThat(packed.at("/headers/Content-Length").asInt())
                    .isEqualTo(packed.at("/length").asInt());
            assertThat(own.at("/headers/Content-Encoding").asString()).isEqualTo("mine");
            assertThat(own.at("/data_b64").asString()).startsWith("eJ");
            assertThat(empty.at("/headers").has("Content-Encoding")).isFalse();
        }
    }
}
