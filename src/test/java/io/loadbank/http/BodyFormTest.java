package io.loadbank.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadbank.http.MultipartBody.FilePart;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Form and multipart bodies. */
class BodyFormTest {

    private static Map<String, @Nullable Object> fields(@Nullable Object... namesAndValues) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        for (int i = 0; i + 1 < namesAndValues.length; i += 2) {
            fields.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return fields;
    }

    @Test
    void fields_are_sorted_and_lists_repeat_their_name() {
        assertThat(FormBody.text(fields("b", "2", "a", List.of(3, "x"), "B", null, "e", new ArrayList<>())))
                .isEqualTo("B=%3Cnil%3E&a=3&a=x&b=2");
        assertThat(FormBody.encode(fields())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "a b,        a+b",
        "ü,          %C3%BC",
        "-_.~,       -_.~",
        "'!*''()',   %21%2A%27%28%29",
        "a=b&c,      a%3Db%26c",
        "+/?,        %2B%2F%3F",
    })
    void escaping_is_that_of_queries(String value, String escaped) {
        assertThat(FormBody.text(fields(value, value))).isEqualTo(escaped + "=" + escaped);
    }

    @ParameterizedTest
    @CsvSource({
        "5.0,                   5",
        "-5.0,                  -5",
        "0.0,                   0",
        "3.25,                  3.25",
        "100.0,                 100",
        "1e20,                  100000000000000000000",
        "1e21,                  1e+21",
        "-1.5e300,              -1.5e+300",
        "0.0001,                0.0001",
        "0.00001,               1e-05",
        "0.000001,              1e-06",
        "1.25e-7,               1.25e-07",
        "12345678901234567890,  12345678901234567000",
        "NaN,                   NaN",
        "Infinity,              +Inf",
        "-Infinity,             -Inf",
    })
    void numbers_as_go_prints_them(double value, String text) {
        assertThat(FormText.of(value)).isEqualTo(text);
    }

    @Test
    void other_values_as_go_prints_them() {
        assertThat(FormText.of(null)).isEqualTo("<nil>");
        assertThat(FormText.of(true)).isEqualTo("true");
        assertThat(FormText.of(7L)).isEqualTo("7");
        assertThat(FormText.of(Instant.EPOCH)).isEqualTo("1970-01-01 00:00:00 +0000 UTC");
        assertThat(FormText.of(Instant.ofEpochMilli(1500))).isEqualTo("1970-01-01 00:00:01.5 +0000 UTC");
        assertThat(FormText.of(Arrays.asList(1, "a", null))).isEqualTo("[1 a <nil>]");
        assertThat(FormText.of(fields("k", "v", "a", List.of(2)))).isEqualTo("map[a:[2] k:v]");
    }

    @Test
    void a_multipart_body_is_written_part_by_part() {
        MultipartBody body = MultipartBody.of(
                fields("f", new FilePart(new byte[] {'d'}, "a\"b\\c.txt", "text/csv"), "n\"1", 5, "arr", List.of(1, 2)),
                "B");

        assertThat(body.contentType()).isEqualTo("multipart/form-data; boundary=B");
        assertThat(new String(body.bytes(), StandardCharsets.UTF_8)).isEqualTo("""
                        --B\r
                        Content-Disposition: form-data; name="f"; filename="a\\"b\\\\c.txt"\r
                        Content-Type: text/csv\r
                        \r
                        d\r
                        --B\r
                        Content-Disposition: form-data; name="n\\"1"\r
                        \r
                        5\r
                        --B\r
                        Content-Disposition: form-data; name="arr"\r
                        \r
                        [1 2]\r
                        --B--\r
                        """);
    }

    @Test
    void a_boundary_is_sixty_random_hex_characters() {
        assertThat(MultipartBody.of(fields()).contentType()).matches("multipart/form-data; boundary=[0-9a-f]{60}");
        assertThat(MultipartBody.of(fields()).contentType())
                .isNotEqualTo(MultipartBody.of(fields()).contentType());
    }

    @Test
    void targets_understand_both() {
        try (TestClient http = new TestClient()) {
            MultipartBody multipart = MultipartBody.of(fields(
                    "f", new FilePart("data".getBytes(StandardCharsets.UTF_8), "a\"b.txt", "text/csv"), "x", "1"));
            JsonNode parts = TestClient.json(http.client.send(http.request("POST", "/post")
                    .withBody(multipart.bytes())
                    .withHeaders(Headers.of("Content-Type", multipart.contentType()))));
            JsonNode form = TestClient.json(http.client.send(http.request("POST", "/post")
                    .withBody(FormBody.encode(fields("a", "x y", "b", List.of(1, 2))))
                    .withHeaders(Headers.of("Content-Type", FormBody.CONTENT_TYPE))));

            assertThat(parts.at("/files/f/data").asString()).isEqualTo("data");
            assertThat(parts.at("/files/f/filename").asString()).isEqualTo("a\\\"b.txt");
            assertThat(parts.at("/files/f/content_type").asString()).isEqualTo("text/csv");
            assertThat(parts.at("/form/x").asString()).isEqualTo("1");
            assertThat(form.at("/form").toString()).isEqualTo("{\"a\":\"x y\",\"b\":[\"1\",\"2\"]}");
        }
    }
}
