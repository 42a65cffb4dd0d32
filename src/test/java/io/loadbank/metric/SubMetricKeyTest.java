package io.loadbank.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadbank.metric.SubMetricKey.Parsed.Malformed;
import io.loadbank.metric.SubMetricKey.Parsed.Plain;
import io.loadbank.metric.SubMetricKey.Parsed.Sub;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubMetricKeyTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "tt{a:b}                 | a     | b",
                "tt{group:::login}       | group | ::login",
                "tt{name:http://x/y}     | name  | http://x/y",
                "tt{ \"a\" : 'b c' }     | a     | b c",
                "tt{a:{b}}               | a     | {b}"
            })
    void one_pair_is_read(String text, String key, String value) {
        assertThat(SubMetricKey.parse(text)).isEqualTo(new Sub(new SubMetricKey("tt", text, Tags.of(key, value))));
    }

    @Test
    void several_pairs_are_separated_by_commas() {
        assertThat(SubMetricKey.parse("tt{ \"a\" : b , c:d}"))
                .isEqualTo(
                        new Sub(new SubMetricKey("tt", "tt{ \"a\" : b , c:d}", Tags.of(Map.of("a", "b", "c", "d")))));
    }

    @Test
    void without_braces_it_is_a_metric() {
        assertThat(SubMetricKey.parse("http_reqs")).isEqualTo(new Plain("http_reqs"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tt{}",
                "tt{ }",
                "tt{a}",
                "tt{a:}",
                "tt{:b}",
                "tt{a:b",
                "tt}a:b{",
                "tt a:b}",
                "tt{a:b,c}",
                "tt{a:b}x",
                "tt{a:b,}",
                "tt{a:''}"
            })
    void malformed_keys_are_refused(String text) {
        assertThat(SubMetricKey.parse(text)).isInstanceOf(Malformed.class);
    }
}
