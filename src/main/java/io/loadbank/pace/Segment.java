package io.loadbank.pace;

/**
 * A share of a test: the interval above {@code from} up to {@code to}, both from 0 to 1. The whole test is {@code 0:1}.
 *
 * @param from excluded
 * @param to included, above {@code from}
 */
public record Segment(Fraction from, Fraction to) {
    public static final Segment WHOLE = new Segment(Fraction.ZERO, Fraction.ONE);

    public Segment {
        if (from.signum() < 0 || from.compareTo(to) >= 0 || to.compareTo(Fraction.ONE) > 0) {
            throw new IllegalArgumentException("not a part of 0:1: " + from + ":" + to);
        }
    }

    Fraction length() {
        return to.minus(from);
    }

    /** {@code 1/3:2/3}. */
    @Override
    public String toString() {
        return from + ":" + to;
    }
}
