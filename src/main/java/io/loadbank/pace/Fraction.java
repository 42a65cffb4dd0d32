package io.loadbank.pace;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/** An exact rational number in lowest terms, with a positive denominator. */
public record Fraction(BigInteger numerator, BigInteger denominator) implements Comparable<Fraction> {
    static final Fraction ZERO = of(0);
    static final Fraction ONE = of(1);

    /** Beyond this many bits a denominator is rounded away; see {@link #coarsened()}. */
    private static final int FINE_BITS = 192;

    private static final int COARSE_BITS = 128;

    public Fraction {
        if (denominator.signum() == 0) {
            throw new IllegalArgumentException("a denominator must not be 0");
        }
        BigInteger divisor = numerator.gcd(denominator);
        if (denominator.signum() < 0) {
            divisor = divisor.negate();
        }
        if (!divisor.equals(BigInteger.ONE)) {
            numerator = numerator.divide(divisor);
            denominator = denominator.divide(divisor);
        }
    }

    static Fraction of(long whole) {
        return new Fraction(BigInteger.valueOf(whole), BigInteger.ONE);
    }

    static Fraction of(long numerator, long denominator) {
        return new Fraction(BigInteger.valueOf(numerator), BigInteger.valueOf(denominator));
    }

    Fraction plus(Fraction other) {
        return new Fraction(
                numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
                denominator.multiply(other.denominator));
    }

    Fraction minus(Fraction other) {
        return plus(new Fraction(other.numerator.negate(), other.denominator));
    }

    Fraction times(Fraction other) {
        return new Fraction(numerator.multiply(other.numerator), denominator.multiply(other.denominator));
    }

    Fraction times(long whole) {
        return times(of(whole));
    }

    Fraction over(long whole) {
        return times(of(1, whole));
    }

    int signum() {
        return numerator.signum();
    }

    /** The largest whole number that is not above, at most {@link Long#MAX_VALUE}. */
    long floor() {
        BigInteger[] parts = numerator.divideAndRemainder(denominator);
        return Wide.clamped(parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0]);
    }

    /** The smallest whole number that is not below, at most {@link Long#MAX_VALUE}. */
    long ceiling() {
        BigInteger[] parts = numerator.divideAndRemainder(denominator);
        return Wide.clamped(parts[1].signum() > 0 ? parts[0].add(BigInteger.ONE) : parts[0]);
    }

    double toDouble() {
        return new BigDecimal(numerator)
                .divide(new BigDecimal(denominator), MathContext.DECIMAL128)
                .doubleValue();
    }

    /** Itself, or the nearest multiple of 2<sup>-128</sup> not above it once its denominator has grown long. */
    Fraction coarsened() {
        if (denominator.bitLength() <= FINE_BITS) {
            return this;
        }
        BigInteger[] parts = numerator.shiftLeft(COARSE_BITS).divideAndRemainder(denominator);
        BigInteger floor = parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0];
        return new Fraction(floor, BigInteger.ONE.shiftLeft(COARSE_BITS));
    }

    @Override
    public int compareTo(Fraction other) {
        return numerator.multiply(other.denominator).compareTo(other.numerator.multiply(denominator));
    }

    /** {@code 1/3}, or {@code 2} when it is whole. */
    @Override
    public String toString() {
        return denominator.equals(BigInteger.ONE) ? numerator.toString() : numerator + "/" + denominator;
    }
}
