package io.loadbank.summary;

import io.loadbank.metric.ValueKind;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Numbers as the summary shows them. Values are cut, not rounded, except with a fixed time unit; the cutting happens
 * in doubles, so that 0.29 is shown as 28.99%, as k6 does.
 */
enum NumberText {
    /** Each time in the unit that suits it. */
    AUTOMATIC(0, ""),
    SECONDS(1e-3, "s"),
    MILLISECONDS(1, "ms"),
    MICROSECONDS(1e3, "µs");

    private static final double MINUTE = 60_000;
    private static final double LARGEST_PLAIN = 1e21;
    private static final String[] BYTE_UNITS = {"B", "kB", "MB", "GB", "TB", "PB", "EB", "ZB", "YB"};

    /** How many units a millisecond has. */
    private final double perMilli;

    private final String unit;

    NumberText(double perMilli, String unit) {
        this.perMilli = perMilli;
        this.unit = unit;
    }

    /** The style for the option {@code summaryTimeUnit}. */
    static NumberText of(String summaryTimeUnit) {
        return switch (summaryTimeUnit) {
            case "s" -> SECONDS;
            case "ms" -> MILLISECONDS;
            case "us" -> MICROSECONDS;
            default -> AUTOMATIC;
        };
    }

    /** A value of a metric other than a rate. */
    String value(double value, ValueKind contains) {
        return switch (contains) {
            case DEFAULT -> plain(value);
            case DATA -> bytes(value);
            case TIME -> this == AUTOMATIC || !Double.isFinite(value) ? time(value) : fixed(value * perMilli, 2) + unit;
        };
    }

    /** A share of one. */
    static String percent(double share) {
        return fixed(Math.floor(share * 100 * 100) / 100, 2) + "%";
    }

    private static String plain(double value) {
        return stripped(fixed(value, 6));
    }

    private static String bytes(double bytes) {
        if (bytes < 10) {
            return stripped(exact(bytes)) + " B";
        }
        int unit = 0;
        double scale = 1;
        while (unit < BYTE_UNITS.length - 1 && bytes >= scale * 1000) {
            scale *= 1000;
            unit++;
        }
        double scaled = Math.floor(bytes / scale * 10 + 0.5) / 10;
        return fixed(scaled, scaled < 10 ? 1 : 0) + " " + BYTE_UNITS[unit];
    }

    private static String time(double millis) {
        if (millis == 0) {
            return "0s";
        }
        if (!Double.isFinite(millis)) {
            return exact(millis) + "s";
        }
        if (millis < 0.001) {
            return cut(millis * 1e6, 0) + "ns";
        }
        if (millis < 1) {
            return cut(millis * 1000, 2) + "µs";
        }
        if (millis < 1000) {
            return cut(millis, 2) + "ms";
        }
        String text = cut(millis % MINUTE / 1000, millis > MINUTE ? 0 : 2) + "s";
        double minutes = Math.floor(millis / MINUTE);
        if (minutes < 1) {
            return text;
        }
        text = fixed(minutes % 60, 0) + "m" + text;
        double hours = Math.floor(minutes / 60);
        return hours < 1 ? text : fixed(hours, 0) + "h" + text;
    }

    /** Up to so many decimals, the rest cut off. */
    private static String cut(double value, int decimals) {
        double scale = Math.pow(10, decimals);
        double cut = value * scale;
        cut = (cut < 0 ? Math.ceil(cut) : Math.floor(cut)) / scale;
        return stripped(fixed(cut, decimals));
    }

    /** JavaScript's toFixed: the nearest number with so many decimals, halves up, of the double's exact value. */
    private static String fixed(double value, int decimals) {
        if (!Double.isFinite(value) || Math.abs(value) >= LARGEST_PLAIN) {
            return exact(value);
        }
        return new BigDecimal(value).setScale(decimals, RoundingMode.HALF_UP).toPlainString();
    }

    /** JavaScript's shortest text for a double, with an exponent only where that is very large. */
    private static String exact(double value) {
        if (!Double.isFinite(value)) {
            return Double.toString(value);
        }
        if (Math.abs(value) < LARGEST_PLAIN) {
            return new BigDecimal(Double.toString(value)).toPlainString();
        }
        return Double.toString(value).replace(".0E", "E").replace("E", "e+");
    }

    private static String stripped(String number) {
        if (number.indexOf('.') < 0 || number.indexOf('e') >= 0) {
            return number;
        }
        int end = number.length();
        while (number.charAt(end - 1) == '0') {
            end--;
        }
        return number.substring(0, number.charAt(end - 1) == '.' ? end - 1 : end);
    }
}
