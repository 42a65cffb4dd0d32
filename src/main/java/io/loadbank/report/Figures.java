package io.loadbank.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

/** Numbers as people read them: three digits that count, units that fit. */
final class Figures {
    private static final String[] BYTES = {"B", "kB", "MB", "GB", "TB", "PB"};

    private Figures() {}

    /** A plain number; thousands are set apart. */
    static String plain(double value) {
        if (!Double.isFinite(value)) {
            return "–";
        }
        if (Math.abs(value) >= 1_000 || value == Math.rint(value)) {
            DecimalFormatSymbols symbols = DecimalFormatSymbols.getInstance(Locale.ROOT);
            symbols.setGroupingSeparator('\u202f');
            return new DecimalFormat("#,##0", symbols).format(value);
        }
        return digits(value);
    }

    /** A time of so many milliseconds. */
    static String time(double millis) {
        if (!Double.isFinite(millis)) {
            return "–";
        }
        double size = Math.abs(millis);
        if (size == 0) {
            return "0 ms";
        }
        if (size < 1) {
            return digits(millis * 1_000) + " µs";
        }
        if (size < 1_000) {
            return digits(millis) + " ms";
        }
        return size < 120_000 ? digits(millis / 1_000) + " s" : Clock.duration((long) millis);
    }

    static String bytes(double bytes) {
        double value = bytes;
        int unit = 0;
        while (Math.abs(value) >= 1_000 && unit < BYTES.length - 1) {
            value /= 1_000;
            unit++;
        }
        return digits(value) + " " + BYTES[unit];
    }

    /** A share of one, never rounded to none or to all. */
    static String percent(double share) {
        if (!Double.isFinite(share)) {
            return "–";
        }
        double percent = share * 100;
        if (percent > 0 && percent < 0.01) {
            return "< 0.01 %";
        }
        if (percent < 100 && percent > 99.99) {
            return "> 99.99 %";
        }
        return stripped(String.format(Locale.ROOT, "%.2f", percent)) + " %";
    }

    private static String digits(double value) {
        if (value == 0 || !Double.isFinite(value)) {
            return value == 0 ? "0" : "–";
        }
        BigDecimal rounded = BigDecimal.valueOf(value).round(new MathContext(3));
        return stripped(rounded.toPlainString());
    }

    private static String stripped(String number) {
        return number.indexOf('.') < 0 ? number : number.replaceAll("0+$", "").replaceAll("\\.$", "");
    }
}
