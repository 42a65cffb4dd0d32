package io.loadbank.api;

import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * The threads on which requests do what takes time. Platform threads in bounded pools: the server's event loops stay
 * free, and no script that hogs the carriers of virtual threads can make the API deaf.
 */
@Component
public final class ApiThreads implements DisposableBean {
    /** An init may take seconds, so many may wait at once; what computes is bounded by the cores anyway. */
    private final ThreadPoolExecutor slow = pool("api-slow-", 64, 256);

    private final ThreadPoolExecutor quick = pool("api-quick-", 4, 1_000);

    /** Runs what may take seconds: init code, disk writes. */
    <T> Mono<T> slow(Callable<T> work) {
        return on(slow, work);
    }

    /** Runs what takes milliseconds, yet too many for an event loop: copies of metrics, summaries, logs. */
    <T> Mono<T> quick(Callable<T> work) {
        return on(quick, work);
    }

    /** A client that goes away interrupts nothing: half-made things are worse than unseen ones. */
    private static <T> Mono<T> on(ThreadPoolExecutor pool, Callable<T> work) {
        return Mono.create(sink -> {
            try {
                pool.execute(() -> {
                    try {
                        sink.success(work.call());
                    } catch (Exception | LinkageError | StackOverflowError e) {
                        sink.error(e);
                    }
                });
            } catch (RejectedExecutionException e) {
                sink.error(new Refusal(ProblemType.NO_CAPACITY, "too many requests wait for the daemon already")
                        .with("Retry-After", "5"));
            }
        });
    }

    private static ThreadPoolExecutor pool(String name, int threads, int waiting) {
        var pool = new ThreadPoolExecutor(
                threads,
                threads,
                30,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(waiting),
                Thread.ofPlatform().name(name, 1).daemon().factory());
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    @Override
    public void destroy() {
        slow.shutdownNow();
        quick.shutdownNow();
    }
}
