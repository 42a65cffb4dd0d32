package io.loadbank.pace;

import io.loadbank.plan.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of the options {@code executionSegment} and {@code executionSegmentSequence}. */
public sealed interface Segmentation {

    record Valid(Share share) implements Segmentation {}

    record Refused(List<Problem> problems) implements Segmentation {
        public Refused {
            problems = List.copyOf(problems);
        }
    }

    /**
     * Reads both options; null or empty is unset.
     *
     * <p>A segment is {@code from:to}, or {@code to} alone; a sequence is its points with commas between. A number is
     * {@code 1/3}, {@code 0.25} or {@code 25%}. Without a sequence the segment is filled up to one; with a sequence,
     * and no segment, the segment is {@code 0:1}.
     */
    static Segmentation of(@Nullable String segment, @Nullable String sequence) {
        return new SegmentText().read(segment == null ? "" : segment, sequence == null ? "" : sequence);
    }
}
