package io.loadbank.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0 ms",
        "0.0123, 12.3 µs",
        "31.24, 31.2 ms",
        "999, 999 ms",
        "1500, 1.5 s",
        "125000, 2m5s",
        "NaN, –",
        "-3, -3 ms"
    })
    void times_have_units_that_fit(double millis, String text) {
        assertThat(Figures.time(millis)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0, 0 %", "1, 100 %", "0.00001, < 0.01 %", "0.99999, > 99.99 %", "0.125, 12.5 %", "NaN, –"})
    void shares_never_look_like_none_or_all_when_they_are_not(double share, String text) {
        assertThat(Figures.percent(share)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0, 0 B", "999, 999 B", "1234567, 1.23 MB"})
    void bytes_have_units_that_fit(double bytes, String text) {
        assertThat(Figures.bytes(bytes)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"3.4, 30, false, 0, 30", "0.4, 90, true, 0.2, 100", "0, 0, false, 0, 1", "7, 20, false, 0, 20"})
    void a_scale_is_by_ratios_where_values_are_far_apart(
            double lowest, double highest, boolean logarithmic, double low, double high) {
        assertThat(Scale.between(lowest, highest)).isEqualTo(new Scale(low, high, logarithmic));
    }

    @Test
    void ticks_are_round_numbers() {
        assertThat(Scale.upTo(37).ticks()).containsExactly(0.0, 10.0, 20.0, 30.0, 40.0);
        assertThat(Scale.byRatio(1, 90).ticks()).containsExactly(1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0);
        assertThat(Scale.byRatio(1, 90).height(10)).isEqualTo(0.5);
    }

    @Test
    void clocks_show_hours_when_there_are_some() {
        assertThat(Clock.text(65_999)).isEqualTo("1:05");
        assertThat(Clock.text(7_205_000)).isEqualTo("2:00:05");
    }
}
