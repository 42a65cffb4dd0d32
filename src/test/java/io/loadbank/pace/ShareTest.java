package io.loadbank.pace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShareTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "12 | 22 | 0,1/3,2/3,1 | 4/4/4 | 8/7/7  | 0 3 6/1 4 7/2 5 8",
                "10 | 20 | 0,1/3,2/3,1 | 4/3/3 | 8/6/6  | 0 3 5 8 10/1 4 7 11 14/2 6 9 12 16",
                "5  | 20 | 0,1/4,3/4,1 | 1/3/1 | 4/12/4 | 1 6 11 16/0 2 4 5 7 9 10 12 14 15 17 19/3 8 13 18",
                "10 | 25 | 0,1/2,3/4,1 | 5/3/2 | 13/7/5 | 0 2/1/3",
                "2  | 9  | 0,1/3,2/3,1 | 1/1/0 | 5/4/0  | 0 2 4 6 8/1 3 5 7/''",
                // arrivals 0 to 10 of 10/s for a second, by maxVUs
                "6  | 11 | 0,1/3,2/3,1 | 2/2/2 | 4/4/3  | 0 3 6 9/1 4 7 10/2 5 8",
                "7  | 11 | 0,1/3,2/3,1 | 3/2/2 | 5/3/3  | 0 3 5 7 10/1 4 8/2 6 9",
                "10 | 11 | 0,1/3,2/3,1 | 4/3/3 | 5/3/3  | 0 3 5 8 10/1 4 7/2 6 9",
                "2  | 11 | 0,1/3,2/3,1 | 1/1/0 | 6/5/0  | 0 2 4 6 8 10/1 3 5 7 9/''"
            })
    void resegmented_by_a_value_things_follow_its_split(
            long value, long things, String sequence, String values, String parts, String numbers) {
        List<String> gotValues = new ArrayList<>();
        List<String> gotParts = new ArrayList<>();
        String[] firstNumbers = numbers.split("/", -1);
        List<Share> shares = Shares.all(sequence);
        for (int k = 0; k < shares.size(); k++) {
            Share share = shares.get(k);
            gotValues.add(Long.toString(share.scale(value)));
            Optional<Share> by = share.resegmented(value);
            gotParts.add(Long.toString(by.map(each -> each.scale(things)).orElse(0L)));
            if (by.isPresent()) {
                int shown = firstNumbers[k].split(" ", -1).length;
                assertThat(Shares.joined(LongStream.range(0, shown).map(by.get().stripe()::element)))
                        .isEqualTo(firstNumbers[k]);
            } else {
                assertThat(firstNumbers[k]).isIn("", "''");
            }
        }
        assertThat(String.join("/", gotValues)).isEqualTo(values);
        assertThat(String.join("/", gotParts)).isEqualTo(parts);
    }

    @Test
    void thirds_by_20_become_7_7_and_6_twentieths() {
        assertThat(Shares.share("1/3:2/3", Shares.THIRDS).resegmented(20)).hasValueSatisfying(share -> {
            assertThat(share.sequence()).hasToString("0,7/20,7/10,1");
            assertThat(share.segment()).hasToString("7/20:7/10");
        });
    }

    @Test
    void the_third_of_three_instances_has_vu_3_and_its_numbers_2_and_5() {
        Stripe third = Shares.share("2/3:1", Shares.THIRDS).stripe();
        assertThat(third.scale(3)).isOne();
        assertThat(third.element(0) + 1).isEqualTo(3);
        assertThat(third.element(0)).isEqualTo(2);
        assertThat(third.element(1)).isEqualTo(5);
    }

    @Test
    void a_value_that_the_cycle_divides_changes_nothing_and_no_value_is_no_work() {
        Share share = Shares.share("0:1/3", Shares.THIRDS);
        assertThat(share.resegmented(6)).containsSame(share);
        assertThat(share.resegmented(0)).isEmpty();
        assertThat(share.resegmented(-1)).isEmpty();
        assertThat(Share.WHOLE.resegmented(7)).containsSame(Share.WHOLE);
    }

    @Test
    void resegmented_shares_have_the_parts_of_the_value_and_add_up_to_the_whole() {
        Random random = new Random(43);
        for (int round = 0; round < 200; round++) {
            SegmentSequence sequence = Shares.randomSequence(random);
            long value = 1L + random.nextInt(100);
            long things = random.nextInt(1_000);
            long sum = 0;
            for (int k = 0; k < sequence.segments().size(); k++) {
                Share share = new Share(sequence, k);
                Optional<Share> by = share.resegmented(value);
                assertThat(by.isPresent()).isEqualTo(share.scale(value) > 0);
                if (by.isPresent()) {
                    assertThat(by.get().scale(value)).isEqualTo(share.scale(value));
                    sum += by.get().scale(things);
                }
            }
            assertThat(sum).isEqualTo(things);
        }
    }
}
