package io.loadbank.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationTextTest {

    @ParameterizedTest
    @CsvSource({
        "1h30m, 5400000000000",
        "300ms, 300000000",
        "1.5s, 1500000000",
        "2us, 2000",
        "2µs, 2000",
        "7ns, 7",
        "1d, 86400000000000",
        "1d2h, 93600000000000",
        "1d12h, 129600000000000",
        "-1d2h, -93600000000000",
        "1500, 1500000000",
        "250, 250000000",
        "0.5, 500000",
        "1e3, 1000000000",
        "0, 0",
        "-5, -5000000",
        "1h2m3.5s, 3723500000000",
        ".5s, 500000000",
        "1.s, 1000000000",
        "+1s, 1000000000",
        "-1m30s, -90000000000",
        "0s, 0",
        "1.9999999999s, 1999999999"
    })
    void options_take_go_style_days_and_bare_milliseconds(String text, long nanos) {
        assertThat(DurationText.parse(text)).contains(Duration.ofNanos(nanos));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "s",
                "1",
                "1x",
                "1s ",
                "1 s",
                "1h-2m",
                "1d-2h",
                "d",
                "1.5d",
                "1,5s",
                "abc",
                "1sd",
                "--1s",
                "0x5",
                "NaN",
                "1e999",
                "9999999999h",
                "1d1d"
            })
    void other_text_is_refused(String text) {
        if (!text.equals("1")) {
            assertThat(DurationText.parse(text)).isEmpty();
        }
        assertThat(DurationText.parseStrict(text)).isEmpty();
    }

    static Stream<Arguments> numbers() {
        return Stream.of(
                Arguments.of(1500, 1_500_000_000L),
                Arguments.of(2L, 2_000_000L),
                Arguments.of(0.25, 250_000L),
                Arguments.of(1e7, 10_000_000_000_000L));
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void a_number_is_milliseconds(Number millis, long nanos) {
        assertThat(DurationText.parse(millis)).contains(Duration.ofNanos(nanos));
    }

    @Test
    void other_values_are_refused() {
        assertThat(DurationText.parse(true)).isEmpty();
        assertThat(DurationText.parse(Double.NaN)).isEmpty();
        assertThat(DurationText.parse(Double.POSITIVE_INFINITY)).isEmpty();
        assertThat(DurationText.parse(java.util.List.of())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1d", "1500", "1d2h"})
    void a_command_line_takes_neither_days_nor_bare_numbers(String text) {
        assertThat(DurationText.parseStrict(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "60000000000, 1m0s",
        "630000000000, 10m30s",
        "93631750000000, 26h0m31.75s",
        "500000000, 500ms",
        "0, 0s",
        "1000000000, 1s",
        "1500, 1.5µs",
        "999, 999ns",
        "1500000, 1.5ms",
        "-90000000000, -1m30s",
        "3600000000000, 1h0m0s",
        "1000000001, 1.000000001s",
        "86400000000000, 24h0m0s",
        "-500000, -500µs"
    })
    void rendering_is_go_style(long nanos, String text) {
        assertThat(DurationText.format(Duration.ofNanos(nanos))).isEqualTo(text);
        assertThat(DurationText.parse(text)).contains(Duration.ofNanos(nanos));
    }
}
