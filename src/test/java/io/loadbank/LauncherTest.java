package io.loadbank;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the launcher's shell script against Javas that only print what they were started with. */
class LauncherTest {
    @TempDir
    Path dir;

    private Path launcher;
    private final Map<String, String> env = new HashMap<>();

    @BeforeEach
    void lay_out_a_distribution_that_sees_no_java_of_this_machine() throws IOException {
        dir = dir.toRealPath();
        var home = dir.resolve("a distribution");
        Files.createDirectories(home.resolve("bin"));
        Files.createFile(home.resolve("loadbank.jar"));
        var text = Files.readString(Path.of("src/main/launcher/loadbank"))
                .replace("/usr/lib/jvm", dir + "/jvm")
                .replace("/Library/Java", dir + "/Library");
        launcher = executable(home.resolve("bin/loadbank"), text);
        env.put("HOME", dir.resolve("home").toString());
        env.put("PATH", dir.resolve("path") + ":/usr/bin:/bin");
        executable(dir.resolve("path/java"), "#!/bin/sh\necho 'openjdk version \"17.0.15\" 2025-04-15' >&2\n");
    }

    @Test
    void arguments_and_options_reach_the_jvm_unchanged() throws Exception {
        env.put("JAVA_HOME", java("chosen", "25.0.3").toString());
        env.put("JAVA_OPTS", "-Xmx1g -Dglob=*");
        env.put("LOADBANK_OPTS", "-Dx=y");

        var run = run(launcher, "--loadbank.data-dir=/some where", "--server.port=6570", "");

        assertThat(run.exitCode()).isZero();
        assertThat(run.output().lines())
                .startsWith("chosen")
                .containsSubsequence("--enable-native-access=ALL-UNNAMED", "-Xmx1g", "-Dglob=*", "-Dx=y", "-jar")
                .endsWith(
                        "-jar",
                        dir + "/a distribution/loadbank.jar",
                        "--loadbank.data-dir=/some where",
                        "--server.port=6570",
                        "");
    }

    @Test
    void an_experimental_flag_is_for_the_java_that_is_known_to_have_it() throws Exception {
        env.put("JAVA_HOME", java("chosen", "25.0.3").toString());
        assertThat(run(launcher).output().lines()).contains("-XX:G1ExpandByPercentOfAvailable=2");
        env.put("JAVA_HOME", java("later", "26").toString());
        assertThat(run(launcher).output()).startsWith("later").doesNotContain("G1ExpandByPercentOfAvailable");
    }

    @Test
    void the_configuration_beside_the_launcher_is_read_unless_the_environment_names_another_place() throws Exception {
        env.put("JAVA_HOME", java("chosen", "25").toString());
        var option = "-Dspring.config.location=optional:classpath:/;optional:file:" + dir + "/a distribution/config/";

        assertThat(run(launcher).output().lines()).contains(option);
        env.put("SPRING_CONFIG_LOCATION", "file:/etc/loadbank/");
        assertThat(run(launcher).output().lines()).doesNotContain(option);
    }

    @Test
    void a_link_to_the_launcher_works_from_another_directory() throws Exception {
        env.put("JAVA_HOME", java("chosen", "25").toString());
        var first = Files.createSymbolicLink(dir.resolve("first"), Path.of("a distribution/bin/loadbank"));
        var second = Files.createSymbolicLink(
                Files.createDirectory(dir.resolve("links")).resolve("second"), first);

        assertThat(run(second).output().lines()).contains(dir + "/a distribution/loadbank.jar");
    }

    @Test
    void the_signal_for_the_launcher_is_a_signal_for_the_jvm() throws Exception {
        env.put("JAVA_HOME", java("chosen", "25").toString());
        executable(dir.resolve("chosen/bin/java"), "#!/bin/sh\necho $$\n");

        var process = start(launcher);

        assertThat(output(process).strip()).isEqualTo(Long.toString(process.pid()));
    }

    @Test
    void loadbanks_own_java_outranks_java_home() throws Exception {
        env.put("JAVA_HOME", java("general", "25").toString());
        env.put("LOADBANK_JAVA_HOME", java("own", "26-ea").toString());

        assertThat(run(launcher).output().lines()).startsWith("own");
    }

    @Test
    void a_java_home_and_a_path_that_are_too_old_are_passed_over() throws Exception {
        env.put("JAVA_HOME", java("old", "1.8.0_412").toString());
        java("jvm/jdk-17", "17.0.15");
        java("jvm/jdk-25", "25.0.3");

        assertThat(run(launcher).output().lines()).startsWith("jvm/jdk-25");
    }

    @Test
    void a_java_without_a_release_file_is_asked_for_its_version() throws Exception {
        var script = "#!/bin/sh\necho 'Picked up OPTIONS' >&2\necho 'openjdk version \"25.0.3\" 2026-04-21 LTS' >&2\n";
        executable(dir.resolve("path/java"), script);

        var run = run(launcher);

        assertThat(run.exitCode()).isZero();
        assertThat(run.output()).contains("25.0.3");
    }

    @Test
    void without_a_new_enough_java_the_error_names_what_was_looked_at() throws Exception {
        env.put("JAVA_HOME", dir.resolve("gone").toString());
        java("jvm/jdk-21", "21.0.2");
        java("home/.jdks/ancient", "11");

        var run = run(launcher);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.output()).isEqualTo("""
                loadbank: needs Java 25 or newer and found none. Set JAVA_HOME or LOADBANK_JAVA_HOME. Looked at:
                  %1$s/gone/bin/java (no Java)
                  %1$s/path/java (Java 17)
                  %1$s/jvm/jdk-21/bin/java (Java 21)
                  %1$s/home/.jdks/ancient/bin/java (Java 11)
                """.formatted(dir));
    }

    @Test
    void a_wrong_choice_of_loadbanks_own_java_is_an_error_and_not_a_search() throws Exception {
        java("jvm/jdk-25", "25");
        env.put("LOADBANK_JAVA_HOME", java("old", "21").toString());

        var run = run(launcher);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.output())
                .isEqualTo("loadbank: LOADBANK_JAVA_HOME is not a Java 25 or newer:\n  " + dir
                        + "/old/bin/java (Java 21)\n");
    }

    @Test
    void a_distribution_without_its_jar_says_so() throws Exception {
        Files.delete(dir.resolve("a distribution/loadbank.jar"));

        var run = run(launcher);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.output()).contains("loadbank.jar is missing");
    }

    @Test
    void a_cache_is_given_to_the_java_and_named_to_the_daemon() throws Exception {
        env.put("JAVA_HOME", java("chosen", "25").toString());
        Path aot = Files.createFile(dir.resolve("a distribution/loadbank.aot"));

        assertThat(run(launcher).output().lines())
                .startsWith("chosen")
                .containsSubsequence("-XX:AOTCache=" + aot, "-Dlauncher.aot=" + aot, "-jar");
        env.put("LOADBANK_AOT", "off");
        assertThat(run(launcher).output()).startsWith("chosen").doesNotContain(aot.toString());
    }

    @Test
    void an_optimizing_runtime_goes_before_the_distribution_and_its_compiler_among_the_modules() throws Exception {
        env.put("JAVA_HOME", java("chosen", "25").toString());
        Files.createFile(dir.resolve("a distribution/loadbank.aot"));
        Path jars = Files.createDirectory(dir.resolve("jars"));
        for (String jar : List.of("compiler-1", "truffle-runtime-1", "word-1")) {
            Files.createFile(jars.resolve(jar + ".jar"));
        }
        env.put("LOADBANK_OPTIMIZER", jars.toString());

        assertThat(run(launcher, "--a=b").output().lines())
                .contains("-XX:+EnableJVMCI")
                .contains("--upgrade-module-path=" + jars + "/compiler-1.jar:" + jars + "/word-1.jar")
                .contains(
                        jars + "/truffle-runtime-1.jar:" + jars + "/word-1.jar:" + dir + "/a distribution/loadbank.jar")
                .endsWith("io.loadbank.LoadbankApplication", "--a=b")
                .noneMatch(line -> line.startsWith("-XX:AOTCache"));
    }

    @Test
    void an_optimizing_runtime_that_is_not_whole_is_told() throws Exception {
        env.put("JAVA_HOME", java("chosen", "25").toString());
        env.put("LOADBANK_OPTIMIZER", dir.toString());
        assertThat(run(launcher).output()).contains("lacks compiler-….jar or truffle-runtime-….jar");
        env.put("LOADBANK_OPTIMIZER", dir + "/nowhere");
        assertThat(run(launcher).output()).contains("is not a directory");
    }

    @Test
    void a_training_that_fails_leaves_no_cache_and_says_why() throws Exception {
        env.put("JAVA_HOME", java("chosen", "25").toString());
        executable(dir.resolve("chosen/bin/keytool"), "#!/bin/sh\nexit 0\n");
        executable(dir.resolve("chosen/bin/java"), "#!/bin/sh\necho 'no memory for that'\nexit 1\n");

        var run = run(launcher, "train-aot");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.output()).isEqualTo("loadbank: the training failed:\nno memory for that\n");
        assertThat(dir.resolve("a distribution/loadbank.aot")).doesNotExist();
        assertThat(run(launcher, "train-aot", "now").output()).contains("train-aot takes no arguments");
    }

    private record Run(int exitCode, String output) {}

    private Run run(Path command, String... arguments) throws Exception {
        var process = start(command, arguments);
        var output = output(process);
        return new Run(process.exitValue(), output);
    }

    private Process start(Path command, String... arguments) throws IOException {
        var line = new ArrayList<String>();
        line.add(command.toString());
        line.addAll(List.of(arguments));
        var builder = new ProcessBuilder(line).directory(dir.toFile()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(env);
        return builder.start();
    }

    private static String output(Process process) throws IOException, InterruptedException {
        var output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        return output;
    }

    /** A Java home whose java prints this name and then its arguments, one a line. */
    private Path java(String name, String version) throws IOException {
        var home = dir.resolve(name);
        executable(home.resolve("bin/java"), "#!/bin/sh\nprintf '%s\\n' '" + name + "' \"$@\"\n");
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
        return home;
    }

    private static Path executable(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
