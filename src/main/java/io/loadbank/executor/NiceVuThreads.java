package io.loadbank.executor;

import java.util.concurrent.ThreadFactory;

/** VUs on threads that step back for those which serve them: event loops, pacing, control. */
final class NiceVuThreads implements VuThreads {

    private final VuThreads kind;
    private final Niceness niceness;

    NiceVuThreads(VuThreads kind, int steps) {
        this.kind = kind;
        this.niceness = new Niceness(steps);
    }

    @Override
    public ThreadFactory threads(int maxVus) {
        ThreadFactory threads = kind.threads(maxVus);
        return body -> threads.newThread(() -> {
            niceness.take();
            body.run();
        });
    }
}
