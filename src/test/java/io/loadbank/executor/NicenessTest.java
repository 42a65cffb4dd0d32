package io.loadbank.executor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** How far the threads of VUs step back, asked of the kernel. */
@EnabledOnOs(OS.LINUX)
class NicenessTest {

    private static int niceness(VuThreads threads) throws Exception {
        CompletableFuture<Integer> seen = new CompletableFuture<>();
        threads.threads(1).newThread(() -> seen.complete(niceness())).start();
        return seen.get(30, TimeUnit.SECONDS);
    }

    /** Of the thread of the operating system that runs this: proc(5) has it in field 19, the name in brackets is the second. */
    private static int niceness() {
        try {
            String stat = Files.readString(Path.of("/proc/thread-self/stat"));
            return Integer.parseInt(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[16]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void a_platform_thread_steps_back_and_the_one_that_made_it_does_not() throws Exception {
        int own = niceness();

        assertThat(niceness(VuThreads.platform().nice(3))).isEqualTo(own + 3);

        assertThat(niceness()).isEqualTo(own);
        assertThat(niceness(VuThreads.platform())).isEqualTo(own);
    }

    @Test
    void nothing_is_nicer_than_nineteen() throws Exception {
        assertThat(niceness(VuThreads.platform().nice(40))).isEqualTo(19);
    }

    @Test
    void the_carrier_of_a_virtual_thread_steps_back() throws Exception {
        assertThat(niceness(VuThreads.virtual().nice(2))).isGreaterThanOrEqualTo(niceness() + 2);
    }

    @Test
    void auto_keeps_its_kinds() throws Exception {
        VuThreads threads = VuThreads.auto(1).nice(1);

        assertThat(threads.threads(1).newThread(() -> {}).isVirtual()).isFalse();
        assertThat(threads.threads(2).newThread(() -> {}).isVirtual()).isTrue();
        assertThat(threads.threads(1).newThread(() -> {}).getName()).startsWith("vu-");
    }
}
