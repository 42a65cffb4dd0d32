package io.loadbank.output;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/**
 * Times as RFC 3339 with as many digits of the second's fraction as are not zero, at most 9, and the offset of a zone.
 * Not thread-safe: it remembers the last second.
 */
final class TimeText {
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss");
    private static final DateTimeFormatter OFFSET = DateTimeFormatter.ofPattern("XXX");

    private final ZoneId zone;
    private long second = Long.MIN_VALUE;
    private String before = "";
    private String after = "";

    TimeText(ZoneId zone) {
        this.zone = zone;
    }

    /** With the fraction of the second. */
    String nanos(long epochNanos) {
        look(Math.floorDiv(epochNanos, NANOS_PER_SECOND));
        long fraction = Math.floorMod(epochNanos, NANOS_PER_SECOND);
        if (fraction == 0) {
            return before + after;
        }
        StringBuilder text = new StringBuilder(before).append('.');
        String digits = Long.toString(NANOS_PER_SECOND + fraction);
        int end = digits.length();
        while (digits.charAt(end - 1) == '0') {
            end--;
        }
        return text.append(digits, 1, end).append(after).toString();
    }

    /** Whole seconds. */
    String seconds(long epochNanos) {
        look(Math.floorDiv(epochNanos, NANOS_PER_SECOND));
        return before + after;
    }

    private void look(long epochSecond) {
        if (epochSecond != second) {
            second = epochSecond;
            ZonedDateTime time = Instant.ofEpochSecond(epochSecond).atZone(zone);
            before = SECONDS.format(time);
            after = OFFSET.format(time);
        }
    }
}
