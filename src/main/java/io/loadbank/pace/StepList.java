package io.loadbank.pace;

import java.util.Arrays;

/** Steps in the order of time, growing at the end; a step to the count that is already there is not kept. */
final class StepList {
    private long[] offsets;
    private int[] counts;
    private int size;

    StepList(int capacity) {
        offsets = new long[capacity];
        counts = new int[capacity];
    }

    void add(long offsetNanos, int count) {
        if (size > 0 && counts[size - 1] == count) {
            return;
        }
        if (size == offsets.length) {
            int capacity = Math.max(16, size + (size >> 1));
            offsets = Arrays.copyOf(offsets, capacity);
            counts = Arrays.copyOf(counts, capacity);
        }
        offsets[size] = offsetNanos;
        counts[size++] = count;
    }

    int size() {
        return size;
    }

    int lastCount() {
        return counts[size - 1];
    }

    long[] offsets() {
        return Arrays.copyOf(offsets, size);
    }

    int[] counts() {
        return Arrays.copyOf(counts, size);
    }
}
