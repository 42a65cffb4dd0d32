package io.loadbank.script;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/**
 * What the init code of a further VU allocates: that of a realm which finds everything compiled and every
 * {@code SharedArray} made, as all VUs but the first do.
 */
final class InitWeight {

    /** How long a further init code may take to be weighed. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final ScriptEngine engine;
    private final ScriptProgram program;
    private final ScriptRun run;
    private final long bytesBefore = allocated();

    /** Begins to weigh a first init on this thread, in case that it has to stand for the others. */
    InitWeight(ScriptEngine engine, ScriptProgram program, ScriptRun run) {
        this.engine = engine;
        this.program = program;
        this.run = run;
    }

    /**
     * Bytes that the init code of a further VU allocates on its way, kept or not; what the first init of this thread did
     * where a further one takes long or does not succeed. It is 0 on a platform that does not count.
     */
    long bytes(Duration limit) {
        long first = Math.max(0, allocated() - bytesBefore);
        try (ScriptRealm realm = new ScriptRealm(engine, program, run, 0)) {
            long before = allocated();
            return realm.init(Math.min(limit.toNanos(), PATIENCE.toNanos()), () -> Math.max(0, allocated() - before));
        } catch (ScriptFault | RuntimeException _) {
            return first;
        }
    }

    private static long allocated() {
        return THREADS.isThreadAllocatedMemorySupported() ? THREADS.getCurrentThreadAllocatedBytes() : 0;
    }
}
