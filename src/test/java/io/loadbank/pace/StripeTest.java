package io.loadbank.pace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StripeTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "0,1/2,1         | 0:1/2     | 2  | 0     | 2   | 4 | 5",
                "0,1/2,1         | 1/2:1     | 2  | 1     | 2   | 3 | 5",
                "0,1/3,2/3,1     | 0:1/3     | 3  | 0     | 3   | 3 | 4",
                "0,1/3,2/3,1     | 1/3:2/3   | 3  | 1     | 3   | 2 | 3",
                "0,1/3,2/3,1     | 2/3:1     | 3  | 2     | 3   | 2 | 3",
                "0,1/2,3/4,1     | 0:1/2     | 4  | 0 2   | 2 2 | 4 | 5",
                "0,1/2,3/4,1     | 1/2:3/4   | 4  | 1     | 4   | 2 | 3",
                "0,1/2,3/4,1     | 3/4:1     | 4  | 3     | 4   | 1 | 2",
                "0,1/4,3/4,1     | 0:1/4     | 4  | 1     | 4   | 2 | 3",
                "0,1/4,3/4,1     | 1/4:3/4   | 4  | 0 2   | 2 2 | 4 | 5",
                "0,1/4,3/4,1     | 3/4:1     | 4  | 3     | 4   | 1 | 2",
                "0,2/3,1         | 0:2/3     | 3  | 0 2   | 2 1 | 5 | 7",
                "0,2/3,1         | 2/3:1     | 3  | 1     | 3   | 2 | 3",
                "0,0.3,0.6,0.9,1 | 0:0.3     | 10 | 0 4 7 | 4 3 3 | 2 | 3",
                "0,0.3,0.6,0.9,1 | 0.3:0.6   | 10 | 1 5 8 | 4 3 3 | 2 | 3",
                "0,0.3,0.6,0.9,1 | 0.6:0.9   | 10 | 2 6 9 | 4 3 3 | 2 | 3",
                "0,0.3,0.6,0.9,1 | 0.9:1     | 10 | 3     | 10  | 1 | 1",
                "0,1/2,5/6,1     | 0:1/2     | 6  | 0 2 4 | 2 2 2 | 4 | 5",
                "0,1/2,5/6,1     | 1/2:5/6   | 6  | 1 3   | 2 4 | 2 | 4",
                "0,1/2,5/6,1     | 5/6:1     | 6  | 5     | 6   | 1 | 1",
                "0,3/5,14/15,1   | 0:3/5     | 15 | 0 2 4 5 7 9 10 12 14 | 2 2 1 2 2 1 2 2 1 | 4 | 6",
                "0,3/5,14/15,1   | 3/5:14/15 | 15 | 1 3 6 11 13 | 2 3 5 2 3 | 3 | 3",
                "0,3/5,14/15,1   | 14/15:1   | 15 | 8     | 15  | 0 | 1",
                "-               | 0:0.2     | 5  | 1     | 5   | - | 2",
                "-               | 0:0.4     | 5  | 1 3   | 2 3 | - | 4",
                "-               | 1/10:5/10 | 10 | 1 3 5 9 | 2 2 4 2 | - | 4",
                "0,0.2,0.5       | 0:0.2     | 10 | 3 9   | 6 4 | - | 2",
                "0,0.2,0.5       | 0.2:0.5   | 10 | 1 5 7 | 4 2 4 | - | 3",
                "-               | -         | 1  | 0     | 1   | 7 | 10",
            })
    void a_segment_owns_its_stripe(
            @Nullable String sequence,
            @Nullable String segment,
            int cycle,
            String own,
            String offsets,
            @Nullable Long scaled7,
            long scaled10) {
        Stripe stripe = Shares.share(segment, sequence).stripe();
        assertThat(stripe.cycle()).isEqualTo(cycle);
        assertThat(elements(stripe, stripe.perCycle())).isEqualTo(own);
        assertThat(joined(IntStream.of(stripe.offsets()).asLongStream())).isEqualTo(offsets);
        if (scaled7 != null) {
            assertThat(stripe.scale(7)).isEqualTo(scaled7);
        }
        assertThat(stripe.scale(10)).isEqualTo(scaled10);
    }

    @ParameterizedTest
    @CsvSource({
        "0:1/2,   1 1 2 2 3 3 4 4 5 5 6 6, 1 3 5 7 9",
        "1/2:3/4, 0 1 1 1 1 2 2 2 2 3 3 3, 2 6 10 14 18",
        "3/4:1,   0 0 0 1 1 1 1 2 2 2 2 3, 4 8 12 16 20"
    })
    void numbers_and_ids_of_half_and_quarters(String segment, String scaled, String ids) {
        Stripe stripe = Shares.share(segment, "0,1/2,3/4,1").stripe();
        assertThat(joined(LongStream.rangeClosed(1, 12).map(stripe::scale))).isEqualTo(scaled);
        assertThat(joined(LongStream.range(0, 5).map(m -> stripe.element(m) + 1)))
                .isEqualTo(ids);
    }

    @Test
    void random_sequences_are_dealt_as_the_rule_says() {
        Random random = new Random(41);
        for (int round = 0; round < 300; round++) {
            SegmentSequence sequence = Shares.randomSequence(random);
            List<List<Integer>> expected = dealtByTheRule(sequence);
            for (int k = 0; k < expected.size(); k++) {
                Stripe stripe = sequence.stripe(k);
                assertThat(elements(stripe, stripe.perCycle()))
                        .as("%s of %s", k, sequence)
                        .isEqualTo(joined(expected.get(k).stream().mapToLong(each -> each)));
            }
        }
    }

    @Test
    void stripes_add_up_to_the_whole_and_scaling_is_the_inverse_of_counting() {
        Random random = new Random(42);
        for (int round = 0; round < 100; round++) {
            SegmentSequence sequence = Shares.randomSequence(random);
            for (long count = 0; count < 3L * sequence.cycle(); count += 1 + random.nextInt(5)) {
                long sum = 0;
                int owners = 0;
                for (int k = 0; k < sequence.segments().size(); k++) {
                    Stripe stripe = sequence.stripe(k);
                    long part = stripe.scale(count);
                    sum += part;
                    owners += stripe.owns(count) ? 1 : 0;
                    assertThat(stripe.scale(count + 1) - part).isEqualTo(stripe.owns(count) ? 1 : 0);
                    assertThat(stripe.element(part)).isGreaterThanOrEqualTo(count);
                    assertThat(stripe.scale(stripe.element(part))).isEqualTo(part);
                }
                assertThat(sum).isEqualTo(count);
                assertThat(owners).isOne();
            }
        }
    }

    @Test
    void numbers_beyond_32_bits_are_exact() {
        Stripe stripe = Shares.share("1/3:2/3", "0,1/3,2/3,1").stripe();
        assertThat(stripe.scale(3_000_000_000_002L)).isEqualTo(1_000_000_000_001L);
        assertThat(stripe.element(1_000_000_000_000L)).isEqualTo(3_000_000_000_001L);
        assertThat(Stripe.WHOLE.scale(Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE);
        assertThat(Stripe.WHOLE.element(Long.MAX_VALUE - 1)).isEqualTo(Long.MAX_VALUE - 1);
    }

    @Test
    void a_cycle_that_is_too_long_or_a_gap_is_refused() {
        Segment tiny = new Segment(Fraction.ZERO, Fraction.of(1, 1_000_003));
        assertThatThrownBy(() -> SegmentSequence.filled(List.of(tiny)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a cycle of 1000003 is above 1000000");
        Segment last = new Segment(Fraction.of(1, 2), Fraction.ONE);
        assertThatThrownBy(() -> SegmentSequence.filled(List.of(tiny, last)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("1/2:1 does not begin where the one before ends");
    }

    private static List<List<Integer>> dealtByTheRule(SegmentSequence sequence) {
        int cycle = sequence.cycle();
        List<List<Integer>> own = new ArrayList<>();
        List<Integer> longestFirst = new ArrayList<>();
        long[] wanted = new long[sequence.segments().size()];
        for (int k = 0; k < wanted.length; k++) {
            Fraction share = sequence.segments().get(k).length().times(cycle);
            assertThat(share.denominator()).isEqualTo(BigInteger.ONE);
            wanted[k] = share.floor();
            own.add(new ArrayList<>());
            longestFirst.add(k);
        }
        longestFirst.sort(Comparator.comparingLong((Integer k) -> -wanted[k]));
        for (int i = 0; i < cycle; i++) {
            for (int k : longestFirst) {
                if ((long) own.get(k).size() * cycle <= i * wanted[k]) {
                    own.get(k).add(i);
                    break;
                }
            }
        }
        return own;
    }

    private static String elements(Stripe stripe, int count) {
        return joined(LongStream.range(0, count).map(stripe::element));
    }

    private static String joined(LongStream numbers) {
        return Shares.joined(numbers);
    }
}
