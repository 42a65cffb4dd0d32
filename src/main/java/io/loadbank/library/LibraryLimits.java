package io.loadbank.library;

import java.time.Duration;

/**
 * What an upload may cost.
 *
 * @param maxFileBytes of one file
 * @param maxUnpackedBytes of all files together
 * @param maxFiles number of files
 * @param initTimeout how long the trial init may take
 */
public record LibraryLimits(long maxFileBytes, long maxUnpackedBytes, int maxFiles, Duration initTimeout) {

    /** The limits of the contract: 5 MiB, 100 MiB, 2 000 files, 10 s. */
    public static final LibraryLimits DEFAULTS = new LibraryLimits(5L << 20, 100L << 20, 2_000, Duration.ofSeconds(10));
}
