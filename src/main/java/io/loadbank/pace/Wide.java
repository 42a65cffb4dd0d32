package io.loadbank.pace;

import java.math.BigInteger;

/** Whole-number arithmetic whose products may outgrow 64 bits; results that do are clamped. */
final class Wide {
    private static final BigInteger MAX = BigInteger.valueOf(Long.MAX_VALUE);
    private static final BigInteger MIN = BigInteger.valueOf(Long.MIN_VALUE);

    private Wide() {}

    /** {@code floor((a * b + addend) / divisor)} for {@code a, b >= 0} and {@code divisor > 0}. */
    static long multiplyAddDivide(long a, long b, long addend, long divisor) {
        if (Math.multiplyHigh(a, b) == 0) {
            long product = a * b;
            long sum = product + addend;
            if (product >= 0 && (addend <= 0 || sum >= 0)) {
                return Math.floorDiv(sum, divisor);
            }
        }
        BigInteger sum = BigInteger.valueOf(a).multiply(BigInteger.valueOf(b)).add(BigInteger.valueOf(addend));
        BigInteger[] parts = sum.divideAndRemainder(BigInteger.valueOf(divisor));
        return clamped(parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0]);
    }

    /** The sum of two numbers of which neither is negative. */
    static long plus(long a, long b) {
        long sum = a + b;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }

    static long clamped(BigInteger value) {
        return value.min(MAX).max(MIN).longValue();
    }
}
