package io.loadbank.summary;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadbank.metric.ValueKind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberTextTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0s", "0.0005, 500ns", "0.73851, 738.51µs", "9.549999999999999, 9.54ms", "5.5, 5.5ms", "1000, 1s",
        "1234.5678, 1.23s", "59999, 59.99s", "60000, 1m0s", "61500, 1m1s", "3661500, 1h1m1s", "90061000, 25h1m1s",
        "-5, -5000000ns", "0.001, 1µs", "0.999999, 999.99µs", "999.999, 999.99ms", "3600000, 1h0m0s"
    })
    void times_are_cut_and_take_the_unit_that_suits_them(double millis, String text) {
        assertThat(NumberText.AUTOMATIC.value(millis, ValueKind.TIME)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "us, 5.5, 5500.00µs",
        "s, 1234.5678, 1.23s",
        "ms, 1234.5678, 1234.57ms",
        "ms, 0, 0.00ms",
        "s, -5, -0.01s",
        "h, 1000, 1s",
        "'', 1000, 1s"
    })
    void a_fixed_unit_is_rounded_to_two_decimals(String unit, double millis, String text) {
        assertThat(NumberText.of(unit).value(millis, ValueKind.TIME)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 B", "9.99, 9.99 B", "10, 10 B", "999, 999 B", "1000, 1.0 kB", "1139, 1.1 kB", "9949, 9.9 kB",
        "9950, 10 kB", "999999, 1000 kB", "1e6, 1.0 MB", "1e9, 1.0 GB", "1.5e9, 1.5 GB", "987.3, 987 B", "-5, -5 B",
        "0.0001, 0.0001 B", "1e15, 1.0 PB"
    })
    void data_count_in_thousands(double bytes, String text) {
        assertThat(NumberText.AUTOMATIC.value(bytes, ValueKind.DATA)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "12.3456789, 12.345679",
        "6, 6",
        "0, 0",
        "5.197642, 5.197642",
        "100, 100",
        "-3.5, -3.5",
        "0.0000001, 0",
        "1e20, 100000000000000000000",
        "1e21, 1e+21",
        "1.25e22, 1.25e+22",
        "Infinity, Infinity"
    })
    void plain_numbers_have_up_to_six_decimals(double value, String text) {
        assertThat(NumberText.AUTOMATIC.value(value, ValueKind.DEFAULT)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "0.29, 28.99%",
        "0.57, 56.99%",
        "0.6666666666666666, 66.66%",
        "0.99999, 99.99%",
        "1, 100.00%",
        "0, 0.00%"
    })
    void shares_are_cut_in_doubles(double share, String text) {
        assertThat(NumberText.percent(share)).isEqualTo(text);
    }
}
