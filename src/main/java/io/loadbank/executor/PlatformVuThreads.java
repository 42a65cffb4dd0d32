package io.loadbank.executor;

import java.util.concurrent.ThreadFactory;

/** VUs on threads of the operating system. */
final class PlatformVuThreads implements VuThreads {

    /** Room for deep recursion in scripts: the engine turns what goes deeper into a RangeError. */
    private static final long STACK_BYTES = 2L << 20;

    @Override
    public ThreadFactory threads(int maxVus) {
        return Thread.ofPlatform()
                .name("vu-", 1)
                .daemon()
                .stackSize(STACK_BYTES)
                .factory();
    }
}
