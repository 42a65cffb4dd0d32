package io.loadbank.threshold;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadbank.threshold.Aggregation.Named;
import io.loadbank.threshold.Aggregation.Percentile;
import io.loadbank.threshold.Expression.Parsed.Malformed;
import io.loadbank.threshold.Expression.Parsed.Understood;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "p(50.0) < 1_000   | 50   | LESS           | 1000",
                "p(99.9)<10        | 99.9 | LESS           | 10",
                "p<0x1p4           | 0    | LESS           | 16",
                "p(5)<=-0x1.8p1    | 5    | AT_MOST        | -3",
                "p(1)===42         | 1    | STRICTLY_EQUAL | 42",
                "p(1e1)!=.6e1      | 10   | DIFFERENT      | 6",
                "p(0)>=6.          | 0    | AT_LEAST       | 6",
                "p(9_9)<5          | 99   | LESS           | 5",
                "p(5)<0x_1_0p0_1   | 5    | LESS           | 32",
                "p(5)<-0x.8p1      | 5    | LESS           | -1"
            })
    void percentiles_are_understood(String text, double percent, Comparison comparison, double bound) {
        assertThat(Expression.parse(text))
                .isEqualTo(new Understood(new Expression(new Percentile(percent), comparison, bound)));
    }

    @ParameterizedTest
    @CsvSource({
        "value==3, VALUE, EQUAL, 3", "count > 6, COUNT, MORE, 6", "rate<0.75, RATE, LESS, 0.75",
        "avg<Inf, AVG, LESS, Infinity", "avg!=NaN, AVG, DIFFERENT, NaN", "avg<+10, AVG, LESS, 10",
        "min>-iNF, MIN, MORE, -Infinity", "'  med  >=  1  ', MED, AT_LEAST, 1", "max<1e3, MAX, LESS, 1000"
    })
    void named_aggregations_are_understood(String text, Named aggregation, Comparison comparison, double bound) {
        assertThat(Expression.parse(text)).isEqualTo(new Understood(new Expression(aggregation, comparison, bound)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "foo<5",
                "avg = 5",
                "avg >",
                "",
                "avg",
                "avg<abc",
                "p(101)<5",
                "p(-1)<5",
                "p(NaN)<5",
                "p()<5",
                "p(x)<5",
                "p(5)<0x10",
                "p(5)<0x1_p4",
                "p(5)<0x1__0p4",
                "p(5)<0x_p4",
                "p(5)<0x1_.8p4",
                "p(5)<0x1._8p4",
                "p(5)<0x1p_4",
                "p(5)<0x1p4_",
                "p(9__9)<5",
                "p(_9)<5",
                "avg<1__0",
                "avg<_1",
                "avg<1_",
                "<5",
                "AVG<5",
                "avg<5 6",
                "avg<5<6",
                "sum<5",
                "p95<5"
            })
    void anything_else_is_malformed(String text) {
        assertThat(Expression.parse(text)).isInstanceOf(Malformed.class);
    }

    @Test
    void the_reason_says_what_was_expected() {
        assertThat(Expression.parse("avg = 5"))
                .isEqualTo(new Malformed(
                        "'avg = 5' is not of the form 'aggregation operator number', such as 'p(95)<500'"));
        assertThat(Expression.parse("p(101)<5")).isEqualTo(new Malformed("'101' is not a percentile from 0 to 100"));
        assertThat(Expression.parse("avg<abc")).isEqualTo(new Malformed("'abc' is not a number"));
    }
}
