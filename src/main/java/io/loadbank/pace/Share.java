package io.loadbank.pace;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The part of a test that one instance has: its segment of the common sequence.
 *
 * @param index of the instance's segment
 */
public record Share(SegmentSequence sequence, int index) {
    /** The share of an instance that is alone. */
    public static final Share WHOLE = new Share(SegmentSequence.WHOLE, 0);

    public Share {
        if (index < 0 || index >= sequence.segments().size()) {
            throw new IllegalArgumentException("no segment " + index + " in " + sequence);
        }
    }

    public Segment segment() {
        return sequence.segments().get(index);
    }

    public Stripe stripe() {
        return sequence.stripe(index);
    }

    /** This instance's part of a number of things; the parts of all instances add up to it. */
    public long scale(long whole) {
        return stripe().scale(whole);
    }

    /**
     * The share that follows the split of {@code value} things exactly, by k6's documented rule: shared-iterations
     * divide their iterations as their {@code vus} fall, arrival rates their arrivals as their {@code maxVUs}.
     *
     * <p>Each segment becomes as long as its part of the value, and one without a part vanishes. A value that the
     * cycle divides changes nothing.
     *
     * @return empty when this instance gets nothing of the value, and so has no work
     * @throws IllegalArgumentException if the new cycle is above {@link SegmentSequence#MAX_CYCLE}, which no value up
     *     to that limit brings about
     */
    public Optional<Share> resegmented(long value) {
        if (value < 1 || scale(value) == 0) {
            return Optional.empty();
        }
        if (value % sequence.cycle() == 0) {
            return Optional.of(this);
        }
        List<Segment> segments = new ArrayList<>();
        int mine = 0;
        long below = 0;
        for (int k = 0; k < sequence.segments().size(); k++) {
            long part = sequence.stripe(k).scale(value);
            if (k == index) {
                mine = segments.size();
            }
            if (part > 0) {
                segments.add(new Segment(Fraction.of(below, value), Fraction.of(below + part, value)));
                below += part;
            }
        }
        return Optional.of(new Share(SegmentSequence.filled(segments), mine));
    }
}
