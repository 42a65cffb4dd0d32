package io.loadbank.run;

/**
 * The memory that the VUs of a run will keep, by estimate.
 *
 * <p>A VU has a JavaScript realm, which is the same for every script, and what its init code keeps: about a third of
 * what that allocates, for parsed JSON, arrays of objects and split texts keep 27 to 42 % of it. Memory that VUs gather
 * later is not in it.
 *
 * @param vus VUs there may be at most
 * @param bytesPerVu bytes of the heap
 */
public record MemoryEstimate(int vus, long bytesPerVu) {

    /** A realm with the standard library, a connection and a sleeping thread, in bytes. */
    static final long REALM = 88 * 1024;

    private static final int KEPT_OF_ALLOCATED = 3;

    /** @param initBytes bytes that the init code of a VU allocates */
    static MemoryEstimate of(int vus, long initBytes) {
        return new MemoryEstimate(vus, REALM + initBytes / KEPT_OF_ALLOCATED);
    }

    /** The same for another number of VUs. */
    MemoryEstimate forVus(int others) {
        return new MemoryEstimate(others, bytesPerVu);
    }

    /** Bytes of all of them. */
    public long bytes() {
        return vus * bytesPerVu;
    }
}
