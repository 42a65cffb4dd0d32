package io.loadbank.metric;

import org.jspecify.annotations.Nullable;

/**
 * Counters by a key of {@value #KEY_BITS} bits, in pages that exist only once one of their keys was counted. Values
 * of one order of magnitude have neighbouring keys, so a sink pays for the magnitudes it met: 1 KiB for an eighth of
 * a power of two.
 */
final class Buckets {
    static final int KEY_BITS = 21;
    private static final int PAGE_BITS = 7;
    private static final int PAGE_SIZE = 1 << PAGE_BITS;
    private static final int PAGE_MASK = PAGE_SIZE - 1;

    /** Page {@code firstPage + i} at index i; covers all pages in use, with gaps. */
    private long[] @Nullable [] pages = new long[0][];

    private int firstPage;
    private long total;

    /** Receives one counter that is not zero. */
    interface Visitor {
        void visit(int key, long count);
    }

    void add(int key, long times) {
        int at = (key >>> PAGE_BITS) - firstPage;
        long[] page = at >= 0 && at < pages.length ? pages[at] : null;
        if (page == null) {
            page = open(key >>> PAGE_BITS);
        }
        page[key & PAGE_MASK] += times;
        total += times;
    }

    private long[] open(int pageNumber) {
        if (pages.length == 0) {
            firstPage = pageNumber;
            pages = new long[1][];
        } else if (pageNumber < firstPage) {
            pages = shifted(firstPage - pageNumber, pages.length + firstPage - pageNumber);
            firstPage = pageNumber;
        } else if (pageNumber >= firstPage + pages.length) {
            pages = shifted(0, pageNumber - firstPage + 1);
        }
        long[] page = new long[PAGE_SIZE];
        pages[pageNumber - firstPage] = page;
        return page;
    }

    private long[] @Nullable [] shifted(int by, int length) {
        long[][] moved = new long[length][];
        System.arraycopy(pages, 0, moved, by, pages.length);
        return moved;
    }

    long total() {
        return total;
    }

    /** How many counters are not zero. */
    int used() {
        int[] used = {0};
        ascending((key, count) -> used[0]++);
        return used[0];
    }

    void ascending(Visitor visitor) {
        for (int i = 0; i < pages.length; i++) {
            long[] page = pages[i];
            for (int slot = 0; page != null && slot < PAGE_SIZE; slot++) {
                if (page[slot] != 0) {
                    visitor.visit(((firstPage + i) << PAGE_BITS) + slot, page[slot]);
                }
            }
        }
    }

    void descending(Visitor visitor) {
        for (int i = pages.length - 1; i >= 0; i--) {
            long[] page = pages[i];
            for (int slot = PAGE_SIZE - 1; page != null && slot >= 0; slot--) {
                if (page[slot] != 0) {
                    visitor.visit(((firstPage + i) << PAGE_BITS) + slot, page[slot]);
                }
            }
        }
    }
}
