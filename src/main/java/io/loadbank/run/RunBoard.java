package io.loadbank.run;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** All runs of the daemon. Thread-safe. */
public interface RunBoard {

    /** Runs the script's init once and starts the run. Blocks for the length of the init, bounded by its limit. */
    Creation create(RunSpec spec);

    /** Does what {@link #create} does up to the start, and starts nothing. */
    DryRun dryRun(RunSpec spec);

    @Nullable
    Run find(String id);

    /** All runs, newest first. */
    List<Run> runs();

    /** Whether a live run executes this script version. */
    boolean uses(String scriptName, int version);

    /** Stops every live run; answers how many there were. */
    int stopAll(String who);

    /** Forgets an ended run and its results; false if the run is alive. */
    boolean forget(String id);
}
