package io.loadbank.run;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Which ended runs are kept: none older, no more, no larger in sum than this. The oldest leave first.
 *
 * @param maxAge since the end of a run
 * @param maxBytes of all ended runs together, in storage
 */
public record Retention(Duration maxAge, int maxRuns, long maxBytes) {

    /** An ended run. */
    public record Ended(String id, Instant endedAt, long bytes) {}

    /** Those that have to leave, oldest first. */
    public List<String> doomed(List<Ended> newestFirst, Instant now) {
        Instant oldest = now.minus(maxAge);
        List<String> doomed = new ArrayList<>();
        int runs = 0;
        long bytes = 0;
        boolean full = false;
        for (Ended run : newestFirst) {
            runs++;
            bytes += run.bytes();
            // beyond the first that does not fit everything is older, so it leaves too
            full = full || runs > maxRuns || bytes > maxBytes;
            if (full || run.endedAt().isBefore(oldest)) {
                doomed.add(run.id());
            }
        }
        return doomed.reversed();
    }
}
