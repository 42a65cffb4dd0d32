package io.loadbank.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadbank.warmup.Training;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What the daemon does for itself before others come. */
@ExtendWith(OutputCaptureExtension.class)
class WarmUpTest {

    @TempDir
    Path data;

    @Test
    void the_daemon_warms_up_before_it_is_ready_and_nothing_of_it_is_seen(CapturedOutput output) {
        try (DaemonUnderTest daemon =
                DaemonUnderTest.start(data, "--loadbank.warm-up=1s", "--logging.level.io.loadbank=info")) {
            assertThat(daemon.get("/actuator/health/readiness").status()).isEqualTo(200);
            assertThat(output.getOut()).contains("warmed up in ").doesNotContain("the daemon starts cold");
            assertThat(daemon.get("/api/v1/runs").json().get("items").size()).isZero();
            assertThat(daemon.get("/api/v1/scripts").json().get("items").size()).isZero();
            assertThat(daemon.get("/actuator/prometheus").body()).doesNotContain("warm_ups");
        }
    }

    @Test
    void the_training_goes_through_all_that_people_do(@TempDir Path keys) throws Exception {
        Path store = keys.resolve("keys.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "training",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        "training")
                .redirectErrorStream(true)
                .start();
        assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
        try (DaemonUnderTest daemon = DaemonUnderTest.start(data)) {
            new Training(daemon.url()).run(store, "training");

            var run = daemon.get("/api/v1/runs").json().get("items").get(0);
            assertThat(run.get("verdict").asString()).isEqualTo("passed");
            assertThat(run.get("scenarios").size()).isEqualTo(7);
        }
    }
}
