package io.loadbank.pace;

import java.util.Arrays;

/**
 * The elements of 0, 1, 2, … that one instance owns, out of all that the instances of a test share: VU ids, VU slots,
 * iteration numbers, arrivals. It repeats itself after {@link #cycle()} elements.
 *
 * <p>The stripes of a sequence are disjoint and together everything: the sum of {@link #scale} over them is its
 * argument.
 */
public final class Stripe {
    /** The stripe of an instance that is alone: every element. */
    public static final Stripe WHOLE = new Stripe(1, new int[] {0});

    private final int cycle;
    private final int[] own;

    /** @param own ascending, within the cycle, at least one */
    Stripe(int cycle, int[] own) {
        this.cycle = cycle;
        this.own = own;
    }

    public int cycle() {
        return cycle;
    }

    /** How many elements of each cycle it owns. */
    public int perCycle() {
        return own.length;
    }

    /** How many of the elements 0 to {@code count - 1} it owns; monotone in {@code count}. */
    public long scale(long count) {
        int at = Arrays.binarySearch(own, (int) (count % cycle));
        return count / cycle * own.length + (at < 0 ? -at - 1 : at);
    }

    /** The {@code m}-th of its own elements, from 0; strictly rising with {@code m}. */
    public long element(long m) {
        return m / own.length * cycle + own[(int) (m % own.length)];
    }

    public boolean owns(long element) {
        return Arrays.binarySearch(own, (int) (element % cycle)) >= 0;
    }

    /** The gaps between its successive elements, the last one into the next cycle. */
    int[] offsets() {
        int[] gaps = new int[own.length];
        for (int i = 0; i < gaps.length; i++) {
            gaps[i] = i + 1 < own.length ? own[i + 1] - own[i] : own[0] + cycle - own[i];
        }
        return gaps;
    }
}
