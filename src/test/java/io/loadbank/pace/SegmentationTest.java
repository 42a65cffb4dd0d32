package io.loadbank.pace;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadbank.pace.Segmentation.Refused;
import io.loadbank.pace.Segmentation.Valid;
import io.loadbank.plan.Problem;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SegmentationTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "-              | -             | 0:1      | 0,1",
                "''             | ''            | 0:1      | 0,1",
                "0:1            | 0,1           | 0:1      | 0,1",
                "1/3            | -             | 0:1/3    | 0,1/3,1",
                "0.25           | -             | 0:1/4    | 0,1/4,1",
                "25%            | -             | 0:1/4    | 0,1/4,1",
                "1              | -             | 0:1      | 0,1",
                "1/3:2/3        | -             | 1/3:2/3  | 0,1/3,2/3,1",
                "2/6:0.5        | -             | 1/3:1/2  | 0,1/3,1/2,1",
                "50%:1          | -             | 1/2:1    | 0,1/2,1",
                "1/3:2/3        | 0,1/3,2/3,1   | 1/3:2/3  | 0,1/3,2/3,1",
                "2/4:75%        | 0,0.5,3/4,1.0 | 1/2:3/4  | 0,1/2,3/4,1",
                "0:0.2          | 0,0.2,0.5     | 0:1/5    | 0,1/5,1/2,1",
                "0.2:0.5        | 0.2,0.5       | 1/5:1/2  | 0,1/5,1/2,1",
                "0:1/3          | 1/3,1         | 0:1/3    | 0,1/3,1",
            })
    void both_options_make_a_share(@Nullable String segment, @Nullable String sequence, String own, String filled) {
        assertThat(Segmentation.of(segment, sequence)).isInstanceOfSatisfying(Valid.class, valid -> {
            assertThat(valid.share().segment()).hasToString(own);
            assertThat(valid.share().sequence()).hasToString(filled);
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            nullValues = "-",
            value = {
                "x       | -             | S | 'x' is not a number",
                "1/0     | -             | S | '1/0' is not a number",
                "1e-1    | -             | S | '1e-1' is not a number",
                "12.5%   | -             | S | '12.5%' is not a number",
                "0:      | -             | S | '' is not a number",
                "0:1:1   | -             | S | '1:1' is not a number",
                "\" 1/2\" | -           | S | ' 1/2' is not a number",
                "-1/3:1  | -             | S | a segment must not start below 0, as -1/3:1 does",
                "1/2:1/2 | -             | S | a segment must end above its start, and 1/2:1/2 does not",
                "0       | -             | S | a segment must end above its start, and 0:0 does not",
                "0.5:1.5 | -             | S | a segment must not end above 1, as 1/2:3/2 does",
                "0:1/2   | 1/2           | Q | a sequence has at least two points, and '1/2' has one",
                "0:1/2   | 0,1/2,1/2     | Q | a segment must end above its start, and 1/2:1/2 does not",
                "0:1/2   | 0,x,1         | Q | 'x' is not a number",
                "0:1/3   | 0,1/2,1       | S | the segment 0:1/3 is not one of the sequence 0,1/2,1",
                "-       | 0,1/2,1       | S | without executionSegment the segment is 0:1, which"
                        + " is not one of the sequence 0,1/2,1",
                "0:1/1000003 | -         | S | the common denominator of the segments' lengths is above"
                        + " 1000000, the highest supported",
            })
    void what_is_wrong_is_said(@Nullable String segment, @Nullable String sequence, String path, String message) {
        assertThat(Segmentation.of(segment, sequence)).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.problems()).hasSize(1);
            assertThat(refused.problems().getFirst().path())
                    .isEqualTo(path.equals("S") ? "executionSegment" : "executionSegmentSequence");
            assertThat(refused.problems().getFirst().message()).isEqualTo(message);
        });
    }

    @Test
    void all_problems_are_reported_at_once() {
        assertThat(Segmentation.of("a:b", "0,c,-1,2"))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.problems())
                                .extracting(Problem::message)
                                .containsExactly(
                                        "'a' is not a number",
                                        "'b' is not a number",
                                        "'c' is not a number",
                                        "a segment must not start below 0, as -1:2 does"));
    }
}
