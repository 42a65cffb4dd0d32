package io.loadbank.pace;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Shares and sequences for tests. */
final class Shares {
    static final String HALVES = "0,1/2,1";
    static final String THIRDS = "0,1/3,2/3,1";

    private Shares() {}

    static Share share(@Nullable String segment, @Nullable String sequence) {
        return switch (Segmentation.of(segment, sequence)) {
            case Segmentation.Valid valid -> valid.share();
            case Segmentation.Refused refused -> throw new AssertionError(refused.problems());
        };
    }

    /** The shares of all instances of a sequence. */
    static List<Share> all(String sequence) {
        String[] points = sequence.split(",", -1);
        List<Share> shares = new ArrayList<>();
        for (int i = 1; i < points.length; i++) {
            shares.add(share(points[i - 1] + ":" + points[i], sequence));
        }
        return shares;
    }

    /** One to six segments over a denominator of at most 60. */
    static SegmentSequence randomSequence(Random random) {
        int denominator = 1 + random.nextInt(60);
        TreeSet<Integer> points = new TreeSet<>();
        points.add(0);
        points.add(denominator);
        for (int i = random.nextInt(6); i > 0; i--) {
            points.add(random.nextInt(denominator + 1));
        }
        List<Segment> segments = new ArrayList<>();
        for (Integer to = points.higher(0), from = 0; to != null; from = to, to = points.higher(to)) {
            segments.add(new Segment(Fraction.of(from, denominator), Fraction.of(to, denominator)));
        }
        return SegmentSequence.filled(segments);
    }

    static String joined(LongStream numbers) {
        return numbers.mapToObj(Long::toString).collect(Collectors.joining(" "));
    }
}
