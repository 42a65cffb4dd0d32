package io.loadbank.run;

import java.time.Duration;

/**
 * How runs are kept.
 *
 * @param files where the files of outputs are
 * @param end how long a run's end waits for storage before it is told without
 * @param answer how long the answer to a command waits for storage
 */
public record RunKeeping(RunArchive archive, RunFiles files, Retention retention, Duration end, Duration answer) {

    private static final Retention EVERYTHING =
            new Retention(Duration.ofDays(36_500), Integer.MAX_VALUE, Long.MAX_VALUE);

    /** Keeps every run, and waits for storage as long as a user would. */
    public static RunKeeping in(RunArchive archive) {
        return new RunKeeping(archive, RunFiles.NONE, EVERYTHING, Duration.ofSeconds(60), Duration.ofSeconds(5));
    }

    /** The same with limits on what is kept. */
    public RunKeeping within(Retention limits) {
        return new RunKeeping(archive, files, limits, end, answer);
    }

    /** The same with a place for the files of outputs. */
    public RunKeeping with(RunFiles place) {
        return new RunKeeping(archive, place, retention, end, answer);
    }
}
