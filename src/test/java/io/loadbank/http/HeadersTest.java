package io.loadbank.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeadersTest {

    @ParameterizedTest
    @CsvSource({
        "x-my-ID,          X-My-Id",
        "x_FOO-bAR,        X_foo-Bar",
        "etag,             Etag",
        "WWW-AUTHENTICATE, Www-Authenticate",
        "content-type,     Content-Type",
        "X-Odd-Case,       X-Odd-Case",
        "a--b,             A--B",
        "bad name,         bad name",
        "bad:name,         bad:name",
    })
    void names_are_canonical(String name, String canonical) {
        byte[] line = (name + ": value").getBytes(StandardCharsets.ISO_8859_1);

        assertThat(HeaderName.canonical(name)).isEqualTo(canonical);
        assertThat(Headers.of(name, "v").name(0)).isEqualTo(canonical);
        if (HeaderName.isToken(name)) {
            assertThat(HeaderName.canonical(line, 0, name.length())).isEqualTo(canonical);
        } else {
            assertThat(HeaderName.canonical(line, 0, name.length())).isNull();
        }
    }

    @Test
    void setting_replaces_and_adding_joins() {
        Headers headers = Headers.builder()
                .set("a", "1")
                .set("B", "2")
                .set("A", "3")
                .add("b", "4")
                .build();

        assertThat(headers).isEqualTo(Headers.of("A", "3", "B", "2, 4"));
        assertThat(headers.get("b")).isEqualTo("2, 4");
        assertThat(headers.get("c")).isNull();
    }

    @Test
    void builders_do_not_change_what_was_built() {
        Headers headers = Headers.of("A", "1", "B", "2", "C", "3");

        Headers other = headers.toBuilder().remove("b").set("A", "9").build();

        assertThat(headers.toMap()).hasToString("{A=1, B=2, C=3}");
        assertThat(other.toMap()).hasToString("{A=9, C=3}");
    }

    @Test
    void grows_beyond_its_first_size() {
        Headers.Builder builder = Headers.builder();
        for (int i = 0; i < 100; i++) {
            builder.add("x-" + i, "v" + i);
        }

        assertThat(builder.build().size()).isEqualTo(100);
        assertThat(builder.build().get("X-99")).isEqualTo("v99");
    }
}
