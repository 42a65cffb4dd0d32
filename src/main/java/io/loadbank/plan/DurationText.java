package io.loadbank.plan;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as text; nothing here is longer than 2<sup>63</sup> - 1 nanoseconds, some 292 years. */
public final class DurationText {
    private static final Pattern DAYS = Pattern.compile("([+-]?)([0-9]+)d(.*)");
    private static final Pattern PART = Pattern.compile("([0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(ns|us|µs|μs|ms|s|m|h)");
    private static final Pattern NUMBER = Pattern.compile("[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][+-]?[0-9]{1,3})?");

    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final BigDecimal NANOS_PER_MILLI = BigDecimal.valueOf(1_000_000);
    private static final BigInteger NANOS_PER_DAY = BigInteger.valueOf(24 * 3600 * NANOS_PER_SECOND);
    private static final BigInteger MAX_NANOS = BigInteger.valueOf(Long.MAX_VALUE);
    private static final Map<String, BigDecimal> NANOS_PER = Map.of(
            "ns", BigDecimal.ONE,
            "us", BigDecimal.valueOf(1_000),
            "µs", BigDecimal.valueOf(1_000),
            "μs", BigDecimal.valueOf(1_000),
            "ms", NANOS_PER_MILLI,
            "s", BigDecimal.valueOf(NANOS_PER_SECOND),
            "m", BigDecimal.valueOf(60 * NANOS_PER_SECOND),
            "h", BigDecimal.valueOf(3600 * NANOS_PER_SECOND));

    private DurationText() {}

    /**
     * Reads what options accept: Go-style text such as {@code 1h2m3.5s}, led by whole days if wanted ({@code 1d12h});
     * or a number of milliseconds, as a number or as text. Signs are read; whether a negative duration makes sense is
     * the caller's to say.
     */
    public static Optional<Duration> parse(Object value) {
        return switch (value) {
            case String text -> parseText(text);
            case Number number -> parseMillis(number.toString());
            default -> Optional.empty();
        };
    }

    /** Reads Go-style text only: no days, and a unit for every number but zero. */
    public static Optional<Duration> parseStrict(String text) {
        return goStyle(text).flatMap(DurationText::ofNanos);
    }

    /** Go style: {@code 1m0s}, {@code 26h0m31.75s}, {@code 500ms}, {@code 0s}. */
    public static String format(Duration duration) {
        if (duration.isZero()) {
            return "0s";
        }
        if (duration.isNegative()) {
            return "-" + format(duration.negated());
        }
        long seconds = duration.getSeconds();
        long nanos = duration.getNano();
        if (seconds == 0) {
            return nanos < 1_000
                    ? nanos + "ns"
                    : nanos < 1_000_000 ? decimal(nanos, 3) + "µs" : decimal(nanos, 6) + "ms";
        }
        StringBuilder text = new StringBuilder();
        if (seconds >= 3600) {
            text.append(seconds / 3600).append('h');
        }
        if (seconds >= 60) {
            text.append(seconds / 60 % 60).append('m');
        }
        return text.append(decimal(seconds % 60 * NANOS_PER_SECOND + nanos, 9))
                .append('s')
                .toString();
    }

    private static String decimal(long unscaled, int scale) {
        return BigDecimal.valueOf(unscaled, scale).stripTrailingZeros().toPlainString();
    }

    private static Optional<Duration> parseText(String text) {
        if (NUMBER.matcher(text).matches()) {
            return parseMillis(text);
        }
        Matcher days = DAYS.matcher(text);
        if (!days.matches()) {
            return parseStrict(text);
        }
        BigInteger whole = new BigInteger(days.group(2)).multiply(NANOS_PER_DAY);
        String rest = days.group(3);
        if (rest.startsWith("-") || rest.startsWith("+")) {
            return Optional.empty();
        }
        Optional<BigInteger> nanos = rest.isEmpty() ? Optional.of(BigInteger.ZERO) : goStyle(rest);
        return nanos.map(whole::add)
                .map(sum -> days.group(1).equals("-") ? sum.negate() : sum)
                .flatMap(DurationText::ofNanos);
    }

    private static Optional<Duration> parseMillis(String number) {
        if (!NUMBER.matcher(number).matches()) {
            return Optional.empty();
        }
        BigDecimal nanos = new BigDecimal(number).multiply(NANOS_PER_MILLI);
        return nanos.precision() - nanos.scale() > 20
                ? Optional.empty()
                : ofNanos(nanos.setScale(0, RoundingMode.DOWN).toBigInteger());
    }

    private static Optional<BigInteger> goStyle(String text) {
        boolean signed = text.startsWith("-") || text.startsWith("+");
        String magnitude = signed ? text.substring(1) : text;
        if (magnitude.equals("0")) {
            return Optional.of(BigInteger.ZERO);
        }
        Matcher part = PART.matcher(magnitude);
        BigInteger nanos = BigInteger.ZERO;
        int at = 0;
        while (at < magnitude.length()) {
            if (!part.find(at) || part.start() != at) {
                return Optional.empty();
            }
            BigDecimal unit = NANOS_PER.get(part.group(2));
            if (unit == null) {
                return Optional.empty();
            }
            nanos = nanos.add(new BigDecimal(part.group(1)).multiply(unit).toBigInteger());
            at = part.end();
        }
        return at == 0 ? Optional.empty() : Optional.of(text.startsWith("-") ? nanos.negate() : nanos);
    }

    private static Optional<Duration> ofNanos(BigInteger nanos) {
        return nanos.abs().compareTo(MAX_NANOS) > 0
                ? Optional.empty()
                : Optional.of(Duration.ofNanos(nanos.longValue()));
    }
}
