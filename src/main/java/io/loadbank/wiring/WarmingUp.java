package io.loadbank.wiring;

import io.loadbank.run.LiveRunBoard;
import io.loadbank.run.RunLimits;
import io.loadbank.script.ScriptLoader;
import io.loadbank.warmup.Nowhere;
import io.loadbank.warmup.WarmUp;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The daemon's own short run, beside its start. */
final class WarmingUp implements AutoCloseable {

    private static final Duration ENDING = Duration.ofSeconds(5);
    private static final WarmingUp NONE = new WarmingUp(null, null, null);

    private final @Nullable LiveRunBoard board;
    private final @Nullable WarmUp warmUp;
    private final @Nullable Thread thread;

    private WarmingUp(@Nullable LiveRunBoard board, @Nullable WarmUp warmUp, @Nullable Thread thread) {
        this.board = board;
        this.warmUp = warmUp;
        this.thread = thread;
    }

    /** Begins, unless the settings say that there is to be none. */
    static WarmingUp begin(ScriptLoader loader, RunLimits limits, LoadbankSettings settings) throws IOException {
        Duration length = settings.warmUp();
        if (!length.isPositive()) {
            return NONE;
        }
        LiveRunBoard board = new LiveRunBoard(loader, limits, RunWiring.threads(settings.vu()), new Nowhere());
        WarmUp warmUp = new WarmUp(board);
        return new WarmingUp(
                board, warmUp, Thread.ofPlatform().daemon().name("warm-up").start(() -> warmUp.run(length)));
    }

    /** Returns when the warm-up is over and what it and the start left behind has gone back to the machine. */
    void await() throws InterruptedException {
        if (thread != null) {
            thread.join();
            close();
            // 400 MB resident become 290
            System.gc();
        }
    }

    /** Ends it at once, before what its VUs use is closed: the daemon does not start, or is gone again already. */
    @Override
    public void close() {
        if (warmUp != null) {
            warmUp.giveUp();
        }
        if (thread != null) {
            thread.interrupt();
        }
        if (board != null) {
            board.shutdown(ENDING);
        }
    }
}
