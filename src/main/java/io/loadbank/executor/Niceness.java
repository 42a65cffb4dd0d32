package io.loadbank.executor;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far threads step back from the processor when the rest of the process wants it: from 0, not at all, to 19, only
 * what is left. Linux gives each step about a quarter less of a contended core, see setpriority(2) and sched(7); there,
 * and only there, the call concerns one thread and not its process.
 */
final class Niceness {
    private static final Logger LOG = LoggerFactory.getLogger(Niceness.class);
    /** PRIO_PROCESS. */
    private static final int ONE_THREAD = 0;
    /** For the system calls: the thread that calls. */
    private static final int MYSELF = 0;

    private static final int MOST = 19;

    private static final @Nullable MethodHandle SETPRIORITY = find("setpriority", 3);

    private final int value;

    /** @param steps beyond the niceness of the process, which may have been started with one */
    Niceness(int steps) {
        this.value = Math.min(ofProcess() + steps, MOST);
    }

    /** Has the calling thread step back; a virtual one its carrier, which runs nothing but virtual threads. */
    void take() {
        if (SETPRIORITY == null) {
            return;
        }
        try {
            // a thread that is there already gives the same answer, and one that may not stays as it is
            int _ = (int) SETPRIORITY.invokeExact(ONE_THREAD, MYSELF, value);
        } catch (Throwable e) {
            throw new IllegalStateException("setpriority(2) cannot be called", e);
        }
    }

    /** Of its first thread, which has no VUs. */
    private static int ofProcess() {
        MethodHandle getpriority = find("getpriority", 2);
        if (getpriority == null) {
            return 0;
        }
        try {
            return (int) getpriority.invokeExact(
                    ONE_THREAD, (int) ProcessHandle.current().pid());
        } catch (Throwable e) {
            throw new IllegalStateException("getpriority(2) cannot be called", e);
        }
    }

    /** A function of the C library that takes so many ints and returns one; null where threads have no niceness. */
    private static @Nullable MethodHandle find(String function, int ints) {
        if (!System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("linux")) {
            return null;
        }
        MemoryLayout[] parameters = new MemoryLayout[ints];
        Arrays.fill(parameters, ValueLayout.JAVA_INT);
        try {
            Linker linker = Linker.nativeLinker();
            return linker.downcallHandle(
                    linker.defaultLookup().findOrThrow(function),
                    FunctionDescriptor.of(ValueLayout.JAVA_INT, parameters));
        } catch (RuntimeException | LinkageError e) {
            LOG.info("VUs have the priority of all other threads: {}", e.toString());
            return null;
        }
    }
}
