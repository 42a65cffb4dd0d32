package io.loadbank.pace;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * The dealing of a cycle's elements to the segments of a sequence, by k6's documented rule: each element in turn goes
 * to the longest segment (the first of equals) that is not ahead of its share.
 *
 * <p>A segment that has got {@code m} of its {@code n} elements is not ahead at element {@code i} while
 * {@code m * cycle <= i * n}, hence from {@code i = ceil(m * cycle / n)} on: the segments wait for that element in one
 * queue and for their turn in another, which keeps a cycle of {@code c} elements at {@code O(c log c)}.
 */
final class Striping {
    private final int cycle;
    private final int[] wanted;
    private final int[] got;
    private final int[][] own;

    private Striping(List<Fraction> lengths, int cycle) {
        this.cycle = cycle;
        this.wanted = new int[lengths.size()];
        this.got = new int[lengths.size()];
        this.own = new int[lengths.size()][];
        for (int k = 0; k < wanted.length; k++) {
            wanted[k] = (int) lengths.get(k).times(cycle).floor();
            own[k] = new int[wanted[k]];
        }
    }

    /**
     * The stripe of each segment.
     *
     * @param lengths of the segments, with the sum 1
     * @param cycle a common denominator of the lengths
     */
    static List<Stripe> stripes(List<Fraction> lengths, int cycle) {
        Striping striping = new Striping(lengths, cycle);
        striping.deal();
        List<Stripe> stripes = new ArrayList<>();
        for (int[] elements : striping.own) {
            stripes.add(new Stripe(cycle, elements));
        }
        return List.copyOf(stripes);
    }

    private void deal() {
        PriorityQueue<Integer> ahead = new PriorityQueue<>(Comparator.comparingLong(this::nextTurn));
        PriorityQueue<Integer> ready = new PriorityQueue<>(
                Comparator.comparingInt((Integer k) -> -wanted[k]).thenComparingInt(k -> k));
        for (int k = 0; k < wanted.length; k++) {
            ready.add(k);
        }
        for (int element = 0; element < cycle; element++) {
            for (Integer next = ahead.peek(); next != null && nextTurn(next) <= element; next = ahead.peek()) {
                ready.add(ahead.remove());
            }
            int chosen = ready.remove();
            own[chosen][got[chosen]++] = element;
            if (got[chosen] < wanted[chosen]) {
                ahead.add(chosen);
            }
        }
    }

    /** The first element at which the segment is not ahead of its share. */
    private long nextTurn(int k) {
        return Math.ceilDiv((long) got[k] * cycle, wanted[k]);
    }
}
