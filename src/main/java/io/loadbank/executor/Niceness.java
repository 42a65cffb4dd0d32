package io.loadbank.executor;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far threads step back from the processor when others want it: from 0, as all, to 19, only what is left. Linux
 * gives each step about a quarter less of a contended core, see setpriority(2) and sched(7); there, and only there, the
 * call concerns one thread and not its process.
 */
final class Niceness {
    private static final Logger LOG = LoggerFactory.getLogger(Niceness.class);
    /** PRIO_PROCESS; with the number 0 the calling thread is meant. */
    private static final int ONE_THREAD = 0;

    private static final @Nullable MethodHandle SETPRIORITY = find();

    private final int steps;

    Niceness(int steps) {
        this.steps = steps;
    }

    /** Has the calling thread step back; a virtual one its carrier, which runs nothing but virtual threads. */
    void take() {
        if (steps == 0 || SETPRIORITY == null) {
            return;
        }
        try {
            // a thread that is there already gives the same answer, and one that may not stays as it is
            int _ = (int) SETPRIORITY.invokeExact(ONE_THREAD, 0, steps);
        } catch (Throwable e) {
            throw new IllegalStateException("setpriority(2) cannot be called", e);
        }
    }

    private static @Nullable MethodHandle find() {
        if (!System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("linux")) {
            return null;
        }
        try {
            Linker linker = Linker.nativeLinker();
            return linker.downcallHandle(
                    linker.defaultLookup().findOrThrow("setpriority"),
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
        } catch (RuntimeException | LinkageError e) {
            LOG.info("VUs have the priority of all other threads: {}", e.toString());
            return null;
        }
    }
}
