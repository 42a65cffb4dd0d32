package io.loadbank;

import org.jspecify.annotations.Nullable;

/**
 * The AOT cache that the launcher has given the JVM. A JVM that cannot use its cache goes on without it; to ask it beforehand
 * would cost a tenth of the start.
 */
final class StartCache {

    /** The property in which the launcher names the cache. */
    static final String GIVEN = "launcher.aot";

    private StartCache() {}

    /** Says on standard error when the cache is not used. */
    static void tell() {
        String loss = loss(System.getProperty(GIVEN), System.getProperty("java.vm.info", ""));
        if (loss != null) {
            System.err.println(loss);
        }
    }

    /**
     * What there is to say, or null.
     *
     * @param cache the file that was given; null for none
     * @param vm {@code java.vm.info}, in which a JVM that uses a cache says {@code sharing}
     */
    static @Nullable String loss(@Nullable String cache, String vm) {
        return cache == null || vm.contains("sharing")
                ? null
                : "loadbank: starts without " + cache
                        + ", which this Java cannot use: it was made for another Java, other"
                        + " options, or the distribution was copied without its times. 'loadbank train-aot' makes a new"
                        + " one.";
    }
}
