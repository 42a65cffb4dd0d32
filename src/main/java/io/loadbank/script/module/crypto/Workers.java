package io.loadbank.script.module.crypto;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The threads that long computations of all runs share: as many as there are processors, none while idle. */
final class Workers {

    private static final int KEEP_SECONDS = 5;

    static final Executor THREADS = threads();

    private Workers() {}

    private static Executor threads() {
        int count = Runtime.getRuntime().availableProcessors();
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                count,
                count,
                KEEP_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                Thread.ofPlatform().name("script-crypto-", 0).daemon().factory());
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }
}
