package io.loadbank.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.loadbank.LoadbankApplication;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.util.unit.DataSize;

/** The daemon starts on good settings, and tells all that is wrong with bad ones. */
@ExtendWith(OutputCaptureExtension.class)
class SettingsTest {
    @TempDir
    Path data;

    @Test
    void the_defaults_are_those_of_the_manual(CapturedOutput output) {
        try (var daemon = SpringApplication.run(LoadbankApplication.class, arguments())) {
            var settings = daemon.getBean(LoadbankSettings.class);

            assertThat(settings.script().maxFileSize()).isEqualTo(DataSize.ofMegabytes(5));
            assertThat(settings.run().stopGrace()).isEqualTo(Duration.ofSeconds(20));
            assertThat(settings.vu().threads()).isEqualTo(LoadbankSettings.Vu.Threads.AUTO);
            assertThat(settings.prometheus().dropLabels()).isEmpty();
            assertThat(settings.prometheus().keepEnded()).isEqualTo(Duration.ofSeconds(60));
            assertThat(settings.api().allowedHosts()).containsExactly("localhost", "127.0.0.1", "[::1]");
        }
        assertThat(output).doesNotContain("WITHOUT AUTHENTICATION").doesNotContain("ERROR");
    }

    @Test
    void everything_that_is_wrong_is_told_at_once(CapturedOutput output) {
        var problems = problems(
                "--loadbank.vu.max=many",
                "--loadbank.vu.threads=green",
                "--loadbank.script.init-timeout=soon",
                "--loadbank.script.max-file-size=large",
                "--loadbank.api.allow-unauthenticated=perhaps");

        assertThat(problems)
                .containsExactlyInAnyOrder(
                        "loadbank.vu.max is 'many', it must be a whole number",
                        "loadbank.vu.threads is 'green', it must be one of auto, platform, virtual",
                        "loadbank.script.init-timeout is 'soon', it must be a duration such as 500ms, 10s, 5m",
                        "loadbank.script.max-file-size is 'large', it must be a size such as 512KB, 5MB",
                        "loadbank.api.allow-unauthenticated is 'perhaps', it must be true or false");
        assertThat(output)
                .contains("Loadbank does not start:", "- loadbank.vu.max is 'many'")
                .doesNotContain("\tat ");
    }

    @Test
    void a_setting_that_does_not_exist_is_told() {
        assertThat(problems("--loadbank.vu.maximum=5"))
                .containsExactly("loadbank.vu.maximum is no setting of Loadbank");
    }

    @Test
    void values_out_of_range_are_told() {
        assertThat(problems(
                        "--loadbank.vu.max=0",
                        "--loadbank.vu.niceness=20",
                        "--loadbank.http.loops=-1",
                        "--loadbank.run.max-duration=0s",
                        "--loadbank.warm-up=100ms",
                        "--loadbank.prometheus.keep-ended=0s",
                        "--loadbank.prometheus.drop-labels=url,testid"))
                .containsExactlyInAnyOrder(
                        "loadbank.prometheus.keep-ended must be above 0, it is 0",
                        "loadbank.warm-up must be 0s, or 1s to 60s, it is 100ms",
                        "loadbank.prometheus.drop-labels must not name testid, which tells the runs apart",
                        "loadbank.vu.max must be above 0, it is 0",
                        "loadbank.vu.niceness must be from 0 to 19, it is 20",
                        "loadbank.http.loops must not be negative, it is -1",
                        "loadbank.run.max-duration must be above 0, it is 0");
    }

    @Test
    void a_database_that_is_none_and_limits_below_one_are_told_without_the_secret() {
        assertThat(problems(
                        "--loadbank.store.url=jdbc:mysql://u:hunter2@host/x",
                        "--loadbank.store.pool-size=0",
                        "--loadbank.retention.max-runs=0",
                        "--loadbank.retention.max-age=0s",
                        "--loadbank.retention.max-bytes=0"))
                .containsExactlyInAnyOrder(
                        "loadbank.store.url must begin with jdbc:postgresql: or jdbc:h2:",
                        "loadbank.store.pool-size must be at least 2, it is 0",
                        "loadbank.retention.max-runs must be above 0, it is 0",
                        "loadbank.retention.max-age must be above 0, it is 0",
                        "loadbank.retention.max-bytes must be above 0, it is 0");
    }

    @Test
    void a_second_daemon_on_the_same_data_is_refused() {
        try (var first = SpringApplication.run(LoadbankApplication.class, arguments())) {
            assertThat(first.isRunning()).isTrue();
            assertThat(problems())
                    .containsExactly("loadbank.data-dir is " + data + ", where another daemon (process "
                            + ProcessHandle.current().pid()
                            + ") keeps its data; stop it, or give this one a directory of its own");
        }
        SpringApplication.run(LoadbankApplication.class, arguments()).close();
    }

    @Test
    void a_data_directory_that_cannot_be_written_is_refused() throws IOException {
        Path file = Files.writeString(data.resolve("file"), "");

        assertThat(problemsIn(file.resolve("below")))
                .singleElement()
                .asString()
                .startsWith("loadbank.data-dir is " + file.resolve("below") + ", which cannot be written: ");
        assertThat(problemsIn(Path.of("/proc/loadbank")).toString()).contains("which cannot be written: ");
        assertThat(problemsIn(data.resolve("a;b")))
                .containsExactly("loadbank.data-dir must not contain a semicolon, it is " + data.resolve("a;b"));
    }

    @Test
    void a_database_that_cannot_be_used_is_refused_and_ends_the_warm_up(CapturedOutput output) throws IOException {
        Files.writeString(data.resolve("loadbank.mv.db"), "no database".repeat(1_000));

        assertThat(problems())
                .singleElement()
                .asString()
                .startsWith("the database in loadbank.data-dir (" + data + ") cannot be used: H2: ");
        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("warm-up")));
        assertThat(output).doesNotContain("starts cold");
    }

    @Test
    void listening_beyond_loopback_needs_somebody_to_say_so(CapturedOutput output) {
        assertThat(problems("--server.address=0.0.0.0").toString())
                .contains("server.address is 0.0.0.0", "loadbank.api.allow-unauthenticated=true");

        var arguments = arguments("--server.address=0.0.0.0", "--loadbank.api.allow-unauthenticated=true");
        SpringApplication.run(LoadbankApplication.class, arguments).close();
        assertThat(output).contains("LISTENING ON 0.0.0.0 WITHOUT AUTHENTICATION");
    }

    private List<String> problems(String... settings) {
        return problemsOf(arguments(settings));
    }

    private List<String> problemsIn(Path directory) {
        return problemsOf("--server.port=0", "--loadbank.data-dir=" + directory);
    }

    private static List<String> problemsOf(String... arguments) {
        var failure = catchThrowable(() ->
                SpringApplication.run(LoadbankApplication.class, arguments).close());
        Throwable cause = failure;
        while (cause != null && !(cause instanceof UnusableSettingsException)) {
            cause = cause.getCause();
        }
        return ((UnusableSettingsException) Objects.requireNonNull(cause, "it started, or failed otherwise"))
                .problems();
    }

    private String[] arguments(String... more) {
        var arguments = new ArrayList<>(List.of("--server.port=0", "--loadbank.data-dir=" + data));
        arguments.addAll(List.of(more));
        return arguments.toArray(String[]::new);
    }
}
