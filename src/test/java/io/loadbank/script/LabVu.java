package io.loadbank.script;

import io.loadbank.vu.Activation;
import io.loadbank.vu.IterationOutcome;
import io.loadbank.vu.VirtualUser;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A real VU on the thread it owns, driven step by step. */
public final class LabVu implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 60;

    private final LoadedScript script;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("lab-vu").factory());
    private final VirtualUser user;
    private long iterations;

    LabVu(LoadedScript script, int id) {
        this.script = script;
        this.user = await(thread.submit(() -> script.session.create(id)));
        script.test.onAbort(user::interrupt);
    }

    public LabVu activate() {
        return activate("default", Map.of(), Map.of());
    }

    public LabVu activate(String exec, Map<String, String> env, Map<String, String> tags) {
        onThread(() -> {
            user.activate(new Activation(script.test, exec, env, tags));
            return true;
        });
        return this;
    }

    /** Runs one iteration to its end. */
    public IterationOutcome iterate() {
        return await(begin());
    }

    /** Starts an iteration. */
    public Future<IterationOutcome> begin() {
        long number = iterations++;
        return thread.submit(() -> user.iterate(number, number));
    }

    public void interrupt() {
        user.interrupt();
    }

    private <T> T onThread(Callable<T> action) {
        return await(thread.submit(action));
    }

    /** What a step came to, within a generous time. */
    public static <T> T await(Future<T> step) {
        try {
            return step.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("a VU does not come back", e);
        } catch (ExecutionException e) {
            throw new AssertionError("a VU broke: " + e.getCause(), e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        user.interrupt();
        onThread(() -> {
            user.close();
            return true;
        });
        thread.shutdown();
    }
}
