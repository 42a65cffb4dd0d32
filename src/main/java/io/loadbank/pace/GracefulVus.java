package io.loadbank.pace;

/**
 * Lays down how many VUs may still be busy, when a slot that was switched off may finish for a while.
 *
 * <p>That number is the highest count the plan had within the last {@code gracefulRampDown}, so it rises with the plan
 * and falls that much later; a rise that comes no later than the fall keeps it level. Nothing falls at or after the
 * limit, where all ends at once. This is k6's documented scheduling, except where a plan that jumps would make its
 * reservation go back in time: there the rule above decides.
 */
final class GracefulVus {
    private final long[] offsets;
    private final int[] counts;
    private final int size;
    private final long rampDownNanos;

    /** Steps whose counts are still held, a queue: later ones are lower and held for longer. The last is current. */
    private final int[] held;

    private int head;
    private int tail;

    /** @param size how many of the steps count: all but a closing one */
    GracefulVus(long[] offsets, int[] counts, int size, long rampDownNanos) {
        this.offsets = offsets;
        this.counts = counts;
        this.size = size;
        this.rampDownNanos = rampDownNanos;
        this.held = new int[size];
    }

    /** The steps, which end with 0: at {@code limitNanos} at the latest, which no step of the plan is after. */
    StepList steps(long limitNanos) {
        StepList steps = new StepList(size + 1);
        for (int step = 0; step < size; step++) {
            letGo(offsets[step], steps);
            while (tail > head && counts[held[tail - 1]] <= counts[step]) {
                tail--;
            }
            held[tail++] = step;
            if (tail - head == 1) {
                steps.add(offsets[step], counts[step]);
            }
        }
        letGo(limitNanos, steps);
        if (steps.lastCount() != 0) {
            steps.add(limitNanos, 0);
        }
        return steps;
    }

    /** Steps down for each count that is held no longer than until just before {@code nanos}. */
    private void letGo(long nanos, StepList steps) {
        while (tail - head > 1) {
            long endNanos = Wide.plus(offsets[held[head] + 1], rampDownNanos);
            if (endNanos >= nanos) {
                return;
            }
            head++;
            steps.add(endNanos, counts[held[head]]);
        }
    }
}
