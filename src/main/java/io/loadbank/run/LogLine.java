package io.loadbank.run;

import java.time.Instant;

/**
 * One line of a run's log.
 *
 * @param source {@code console} for the script, {@code run} for the daemon
 * @param scenario empty outside one
 * @param vu 0 outside one
 */
public record LogLine(Instant time, String level, String source, String scenario, int vu, String message) {

    /** The line that stands for older ones. */
    public static LogLine forgotten(long lines, Instant time) {
        return new LogLine(time, "warning", "run", "", 0, lines + " older lines were not kept");
    }
}
