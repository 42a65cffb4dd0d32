package io.loadbank.pace;

import io.loadbank.plan.Problem;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads segments and sequences as text, and notes what is wrong with them. */
final class SegmentText {
    private static final String SEGMENT = "executionSegment";
    private static final String SEQUENCE = "executionSegmentSequence";
    private static final Pattern RATIO = Pattern.compile("(-?[0-9]{1,18})/([0-9]{1,18})");
    private static final Pattern PERCENT = Pattern.compile("(-?[0-9]{1,18})%");
    private static final Pattern DECIMAL = Pattern.compile("(-?[0-9]{1,18})(?:\\.([0-9]{1,18}))?");

    private final List<Problem> problems = new ArrayList<>();

    Segmentation read(String segmentText, String sequenceText) {
        Segment segment = segment(segmentText);
        List<Segment> given = sequenceText.isEmpty() ? List.of() : sequence(sequenceText);
        if (segment == null || !problems.isEmpty()) {
            return new Segmentation.Refused(problems);
        }
        String path = given.isEmpty() ? SEGMENT : SEQUENCE;
        List<Segment> known = given.isEmpty() ? List.of(segment) : given;
        SegmentSequence sequence = filled(path, known);
        if (sequence == null) {
            return new Segmentation.Refused(problems);
        }
        int index = sequence.indexOf(segment);
        if (index < 0) {
            String which = segmentText.isEmpty()
                    ? "without executionSegment the segment is 0:1, which"
                    : "the segment " + segment;
            refuse(
                    SEGMENT,
                    which + " is not one of the sequence " + sequence,
                    "segments of the sequence are " + listed(sequence.segments()));
            return new Segmentation.Refused(problems);
        }
        return new Segmentation.Valid(new Share(sequence, index));
    }

    private @Nullable Segment segment(String text) {
        if (text.isEmpty()) {
            return Segment.WHOLE;
        }
        int colon = text.indexOf(':');
        Fraction from = colon < 0 ? Fraction.ZERO : number(SEGMENT, text.substring(0, colon));
        Fraction to = number(SEGMENT, text.substring(colon + 1));
        return from == null || to == null ? null : between(SEGMENT, from, to);
    }

    private List<Segment> sequence(String text) {
        String[] parts = text.split(",", -1);
        if (parts.length < 2) {
            refuse(SEQUENCE, "a sequence has at least two points, and '" + text + "' has one", "such as 0,1/2,1");
            return List.of();
        }
        List<Segment> segments = new ArrayList<>();
        Fraction from = number(SEQUENCE, parts[0]);
        for (int i = 1; i < parts.length; i++) {
            Fraction to = number(SEQUENCE, parts[i]);
            if (from != null && to != null) {
                Segment segment = between(SEQUENCE, from, to);
                if (segment != null) {
                    segments.add(segment);
                }
            }
            from = to;
        }
        return segments;
    }

    private @Nullable Segment between(String path, Fraction from, Fraction to) {
        if (from.signum() < 0) {
            refuse(path, "a segment must not start below 0, as " + from + ":" + to + " does", null);
        } else if (from.compareTo(to) >= 0) {
            refuse(path, "a segment must end above its start, and " + from + ":" + to + " does not", null);
        } else if (to.compareTo(Fraction.ONE) > 0) {
            refuse(path, "a segment must not end above 1, as " + from + ":" + to + " does", null);
        } else {
            return new Segment(from, to);
        }
        return null;
    }

    private @Nullable SegmentSequence filled(String path, List<Segment> segments) {
        BigInteger cycle = SegmentSequence.cycleOf(SegmentSequence.padded(segments));
        if (cycle.compareTo(BigInteger.valueOf(SegmentSequence.MAX_CYCLE)) > 0) {
            refuse(
                    path,
                    "the common denominator of the segments' lengths is above " + SegmentSequence.MAX_CYCLE
                            + ", the highest supported",
                    "use smaller denominators");
            return null;
        }
        return SegmentSequence.filled(segments);
    }

    private @Nullable Fraction number(String path, String text) {
        Matcher ratio = RATIO.matcher(text);
        if (ratio.matches() && Long.parseLong(ratio.group(2)) != 0) {
            return Fraction.of(Long.parseLong(ratio.group(1)), Long.parseLong(ratio.group(2)));
        }
        Matcher percent = PERCENT.matcher(text);
        if (percent.matches()) {
            return Fraction.of(Long.parseLong(percent.group(1)), 100);
        }
        Matcher decimal = DECIMAL.matcher(text);
        if (decimal.matches()) {
            String places = decimal.group(2) == null ? "" : decimal.group(2);
            return new Fraction(new BigInteger(decimal.group(1) + places), BigInteger.TEN.pow(places.length()));
        }
        refuse(path, "'" + text + "' is not a number", "write 1/3, 0.25 or 25%");
        return null;
    }

    private void refuse(String path, String message, @Nullable String hint) {
        problems.add(new Problem(path, message, hint));
    }

    private static String listed(List<Segment> segments) {
        StringBuilder text = new StringBuilder();
        for (Segment segment : segments) {
            text.append(text.isEmpty() ? "" : ", ").append(segment);
        }
        return text.toString();
    }
}
