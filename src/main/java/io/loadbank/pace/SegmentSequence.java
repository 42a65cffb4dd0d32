package io.loadbank.pace;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * All segments of a test, side by side from 0 to 1, and the stripe that each of them owns.
 *
 * <p>Every instance of a distributed test must be given the same sequence: the stripes depend on all segments.
 */
public final class SegmentSequence {
    /** The longest cycle of stripes, in elements: bounds memory to 4 MB a sequence. */
    public static final int MAX_CYCLE = 1_000_000;

    public static final SegmentSequence WHOLE = new SegmentSequence(List.of(Segment.WHOLE));

    private final List<Segment> segments;
    private final List<Stripe> stripes;
    private final int cycle;

    private SegmentSequence(List<Segment> segments) {
        this.segments = List.copyOf(segments);
        List<Fraction> lengths = new ArrayList<>();
        for (Segment segment : segments) {
            lengths.add(segment.length());
        }
        BigInteger common = cycleOf(this.segments);
        if (common.compareTo(BigInteger.valueOf(MAX_CYCLE)) > 0) {
            throw new IllegalArgumentException("a cycle of " + common + " is above " + MAX_CYCLE);
        }
        this.cycle = common.intValue();
        this.stripes = Striping.stripes(lengths, cycle);
    }

    /**
     * The sequence with these segments, with one more before and after them where they do not reach 0 and 1.
     *
     * @param segments at least one, each beginning where the one before ends
     * @throws IllegalArgumentException if there is none, or a gap, or the cycle is above {@link #MAX_CYCLE}
     */
    public static SegmentSequence filled(List<Segment> segments) {
        if (segments.isEmpty()) {
            throw new IllegalArgumentException("a sequence needs a segment");
        }
        List<Segment> filled = padded(segments);
        for (int i = 1; i < filled.size(); i++) {
            if (!filled.get(i).from().equals(filled.get(i - 1).to())) {
                throw new IllegalArgumentException(filled.get(i) + " does not begin where the one before ends");
            }
        }
        return new SegmentSequence(filled);
    }

    /** The segments, with one more before and after them where they do not reach 0 and 1. */
    static List<Segment> padded(List<Segment> segments) {
        List<Segment> padded = new ArrayList<>();
        if (segments.getFirst().from().signum() > 0) {
            padded.add(new Segment(Fraction.ZERO, segments.getFirst().from()));
        }
        padded.addAll(segments);
        if (segments.getLast().to().compareTo(Fraction.ONE) < 0) {
            padded.add(new Segment(segments.getLast().to(), Fraction.ONE));
        }
        return padded;
    }

    /** The least common multiple of the denominators of the segments' lengths: after it the stripes repeat. */
    static BigInteger cycleOf(List<Segment> segments) {
        BigInteger common = BigInteger.ONE;
        for (Segment segment : segments) {
            BigInteger denominator = segment.length().denominator();
            common = common.divide(common.gcd(denominator)).multiply(denominator);
        }
        return common;
    }

    public List<Segment> segments() {
        return segments;
    }

    /** The elements of one cycle. */
    public int cycle() {
        return cycle;
    }

    public Stripe stripe(int index) {
        return stripes.get(index);
    }

    /** The place of a segment, or -1. */
    public int indexOf(Segment segment) {
        return segments.indexOf(segment);
    }

    /** {@code 0,1/3,2/3,1}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder().append(segments.getFirst().from());
        for (Segment segment : segments) {
            text.append(',').append(segment.to());
        }
        return text.toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SegmentSequence sequence && segments.equals(sequence.segments);
    }

    @Override
    public int hashCode() {
        return segments.hashCode();
    }
}
