package io.loadbank.script;

import java.io.OutputStream;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.SandboxPolicy;
import org.graalvm.polyglot.io.FileSystem;
import org.graalvm.polyglot.io.IOAccess;

/**
 * The JavaScript engine of the daemon: parsed code is shared by all realms, nothing else is. Thread-safe.
 *
 * <p>Realms are sandboxed: no host classes, no files but the upload's, no network but the API's.
 */
public final class ScriptEngine implements AutoCloseable {

    /** One object for all contexts, as the engine demands. Buffers are how bytes become ArrayBuffers. */
    private static final HostAccess ACCESS = HostAccess.newBuilder(HostAccess.CONSTRAINED)
            .allowBufferAccess(true)
            .build();

    private final Engine engine = Engine.newBuilder("js")
            .sandbox(SandboxPolicy.CONSTRAINED)
            .out(OutputStream.nullOutputStream())
            .err(OutputStream.nullOutputStream())
            .build();
    private final Interrupter interrupter = new Interrupter();
    private final ScheduledThreadPoolExecutor watchdog = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("script-watchdog").daemon().factory());

    public ScriptEngine() {
        watchdog.setRemoveOnCancelPolicy(true);
    }

    Context newContext(FileSystem files) {
        return Context.newBuilder("js")
                .engine(engine)
                .sandbox(SandboxPolicy.CONSTRAINED)
                .allowHostAccess(ACCESS)
                .allowIO(IOAccess.newBuilder().fileSystem(files).build())
                .option("js.esm-eval-returns-exports", "true")
                .option("js.strict", "true")
                .option("js.unhandled-rejections", "handler")
                .build();
    }

    Interrupter interrupter() {
        return interrupter;
    }

    /** Runs an action later unless the returned handle is closed before. */
    Alarm alarm(long nanos, Runnable action) {
        var handle = watchdog.schedule(action, nanos, TimeUnit.NANOSECONDS);
        return () -> handle.cancel(false);
    }

    /** A pending action that can be called off. */
    interface Alarm extends AutoCloseable {
        @Override
        void close();
    }

    /** Realms that were told to stop and are still executing, because the engine cannot reach them. */
    public int zombies() {
        return interrupter.stubborn();
    }

    @Override
    public void close() {
        watchdog.shutdownNow();
        interrupter.close();
        engine.close(true);
    }
}
