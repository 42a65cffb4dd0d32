package io.loadbank.metric;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Counters by a key of {@value #KEY_BITS} bits, in pages that exist only once one of their keys was counted. Values
 * of one order of magnitude have neighbouring keys, so a sink pays for the magnitudes it met: 0.5 KiB for an eighth of
 * a power of two.
 */
final class Buckets {
    static final int KEY_BITS = 21;
    private static final int PAGE_BITS = 7;
    private static final int PAGE_SIZE = 1 << PAGE_BITS;
    private static final int PAGE_MASK = PAGE_SIZE - 1;

    /** Page {@code firstPage + i} at index i; covers all pages in use, with gaps. */
    private int[] @Nullable [] pages = new int[0][];

    private int firstPage;

    /** What did not fit into a page's counters, by key; nearly always empty. */
    private final Map<Integer, Long> carried = new HashMap<>();

    private long total;
    private int used;

    void add(int key, long times) {
        int at = (key >>> PAGE_BITS) - firstPage;
        int[] page = at >= 0 && at < pages.length ? pages[at] : null;
        if (page == null) {
            page = open(key >>> PAGE_BITS);
        }
        total += times;
        long count = page[key & PAGE_MASK] + times;
        if (count == times && (carried.isEmpty() || !carried.containsKey(key))) {
            used++;
        }
        if (count > Integer.MAX_VALUE) {
            carried.merge(key, count, Long::sum);
            count = 0;
        }
        page[key & PAGE_MASK] = (int) count;
    }

    private int[] open(int pageNumber) {
        if (pages.length == 0) {
            firstPage = pageNumber;
            pages = new int[1][];
        } else if (pageNumber < firstPage) {
            pages = shifted(firstPage - pageNumber, pages.length + firstPage - pageNumber);
            firstPage = pageNumber;
        } else if (pageNumber >= firstPage + pages.length) {
            pages = shifted(0, pageNumber - firstPage + 1);
        }
        int[] page = new int[PAGE_SIZE];
        pages[pageNumber - firstPage] = page;
        return page;
    }

    private int[] @Nullable [] shifted(int by, int length) {
        int[][] moved = new int[length][];
        System.arraycopy(pages, 0, moved, by, pages.length);
        return moved;
    }

    long total() {
        return total;
    }

    /** How many counters are not zero. */
    int used() {
        return used;
    }

    /**
     * Copies all counters that are not zero.
     *
     * @param keys receives their keys, ascending
     * @param counts receives the counters of the keys
     */
    void copyTo(int[] keys, long[] counts) {
        int to = 0;
        for (int i = 0; i < pages.length; i++) {
            int[] page = pages[i];
            int key = (firstPage + i) << PAGE_BITS;
            for (int slot = 0; page != null && slot < PAGE_SIZE; slot++, key++) {
                long count = carried.isEmpty() ? page[slot] : page[slot] + carried.getOrDefault(key, 0L);
                if (count != 0) {
                    keys[to] = key;
                    counts[to++] = count;
                }
            }
        }
    }
}
