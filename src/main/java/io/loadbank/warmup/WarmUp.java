package io.loadbank.warmup;

import io.loadbank.run.Creation;
import io.loadbank.run.RunBoard;
import io.loadbank.run.RunSpec;
import io.loadbank.run.RunView;
import io.loadbank.run.ScriptIdentity;
import io.loadbank.script.ScriptFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A short run on a target in this process, before anybody else's: what it leaves behind is compiled code. Its failure
 * is logged and holds nobody up.
 */
public final class WarmUp {

    private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int VUS_A_CORE = 4;

    private final RunBoard board;
    private volatile boolean notNeeded;

    /** @param board one of its own, so that the run is seen nowhere */
    public WarmUp(RunBoard board) {
        this.board = board;
    }

    /** Warms up for so long, and returns when it is over or the thread is interrupted; whether it went well. */
    public boolean run(Duration length) {
        try (WarmUpTarget target = WarmUpTarget.plain()) {
            return run(length, target.url());
        } catch (RuntimeException e) {
            return cold("failed", e);
        }
    }

    /** From now on nobody minds that it fails. */
    public void giveUp() {
        notNeeded = true;
    }

    private boolean run(Duration length, String url) {
        long began = System.nanoTime();
        return switch (board.create(spec(length, url))) {
            case Creation.Created(var run) -> {
                RunView view = run.ended().block(length.plus(PATIENCE));
                LOG.info("warmed up in {} ms", (System.nanoTime() - began) / 1_000_000);
                yield view != null && Integer.valueOf(0).equals(view.exitCode());
            }
            case Creation.Refused(var problems) -> cold("was refused", problems);
            case Creation.NoCapacity(var problem) -> cold("was refused", problem);
            case Creation.NotKept(var problem) -> cold("was refused", problem);
            case Creation.IdTaken(var id) -> cold("was refused", id);
        };
    }

    private boolean cold(String what, Object why) {
        if (!notNeeded) {
            LOG.warn("the daemon starts cold, its warm-up {}: {}", what, why.toString());
        }
        return false;
    }

    private static RunSpec spec(Duration length, String url) {
        int vus = VUS_A_CORE * Runtime.getRuntime().availableProcessors();
        return new RunSpec(
                null,
                "warm-up",
                new ScriptIdentity("warm-up", 1, ""),
                ScriptFiles.single("warm-up.js", resource("warm-up.js")),
                Map.of("vus", vus, "duration", length.toMillis() + "ms"),
                Map.of("TARGET", url),
                Map.of(),
                null,
                "the daemon");
    }

    /** A script that lies beside this class. */
    static String resource(String name) {
        try (@Nullable InputStream in = WarmUp.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is not in the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
