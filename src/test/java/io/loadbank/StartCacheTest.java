package io.loadbank;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartCacheTest {

    /** Only says what there is to say. */
    static final class Teller {
        public static void main(String[] args) {
            StartCache.tell();
        }
    }

    @Test
    void a_cache_that_the_jvm_uses_is_not_spoken_of() {
        assertThat(StartCache.loss("/d/loadbank.aot", "mixed mode, sharing")).isNull();
        assertThat(StartCache.loss(null, "mixed mode")).isNull();
    }

    @Test
    void a_cache_that_the_jvm_drops_is_told_with_what_to_do(@TempDir Path dir) throws Exception {
        Path cache = Files.writeString(dir.resolve("loadbank.aot"), "not a cache of this Java");
        Process jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:AOTCache=" + cache,
                        "-Dlauncher.aot=" + cache,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Teller.class.getName())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();

        String told = new String(jvm.getErrorStream().readAllBytes(), UTF_8);

        assertThat(jvm.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(jvm.exitValue()).isZero();
        assertThat(told)
                .contains("loadbank: starts without " + cache + ", which this Java cannot use")
                .contains("'loadbank train-aot' makes a new one.");
    }
}
