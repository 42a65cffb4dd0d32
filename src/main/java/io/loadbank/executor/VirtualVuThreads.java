package io.loadbank.executor;

import java.util.concurrent.ThreadFactory;

/** VUs on virtual threads. */
final class VirtualVuThreads implements VuThreads {

    @Override
    public ThreadFactory threads(int maxVus) {
        return Thread.ofVirtual().name("vu-", 1).factory();
    }
}
