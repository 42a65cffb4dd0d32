package io.loadbank.typescript;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The transpiler of TypeScript. Thread-safe; blocks for the life of a process, half a second as a rule and never longer
 * than a limit. Interrupting the calling thread ends it early.
 */
public final class TypeScript {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** Each process takes a core and some hundred megabytes for the moment. */
    private static final Semaphore PROCESSES = new Semaphore(2);

    /** Where the transpiler's native code is published for. */
    private static final Set<String> PLATFORMS = Set.of("linux amd64", "mac aarch64");

    /** Whether a file of this name is TypeScript; declarations are not, they have no code. */
    public static boolean isSource(String path) {
        return path.endsWith(".ts") && !path.endsWith(".d.ts");
    }

    /**
     * Takes the types away.
     *
     * @param files TypeScript by path
     * @return an outcome for each path
     */
    public Map<String, Transpiled> transpile(Map<String, byte[]> files) {
        if (files.isEmpty()) {
            return Map.of();
        }
        String platform = platform();
        if (!PLATFORMS.contains(platform)) {
            return all(files, "TypeScript cannot be transpiled on " + platform + ", only on " + PLATFORMS);
        }
        try {
            PROCESSES.acquire();
            try {
                return withProcess(files);
            } finally {
                PROCESSES.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return all(files, "the transpiler was interrupted");
        } catch (IOException e) {
            return all(files, "the transpiler cannot be started: " + e.getMessage());
        }
    }

    private static String platform() {
        String system = System.getProperty("os.name", "");
        String arch = System.getProperty("os.arch", "");
        return (system.startsWith("Mac") ? "mac" : system.toLowerCase(java.util.Locale.ROOT)) + " " + arch;
    }

    private static Map<String, Transpiled> all(Map<String, byte[]> files, String message) {
        Map<String, Transpiled> outcome = new HashMap<>();
        files.keySet().forEach(path -> outcome.put(path, new Transpiled.Wrong(message, 0, 0)));
        return outcome;
    }

    private static Map<String, Transpiled> withProcess(Map<String, byte[]> files)
            throws IOException, InterruptedException {
        // holds the unpacked native library as well: fresh, ours alone, and gone even after a crash
        Path home = Files.createTempDirectory("loadbank-typescript-");
        try {
            Path input = home.resolve("in");
            Path output = home.resolve("out");
            write(input, files);
            Process process = start(home, input, output);
            try {
                if (!process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                    return all(files, "the transpiler did not end within " + LIMIT.toSeconds() + " s");
                }
            } finally {
                process.destroyForcibly().waitFor();
            }
            if (process.exitValue() == TranspilerProcess.UNLOADABLE) {
                return all(
                        files,
                        "the transpiler's native code cannot be loaded from " + home.getParent()
                                + ": most likely its file system forbids execution (noexec); name another directory by"
                                + " -Djava.io.tmpdir=… in LOADBANK_OPTS");
            }
            return outcome(output, files);
        } finally {
            deleteTree(home);
        }
    }

    private static Process start(Path home, Path input, Path output) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx512m",
                "-XX:-UsePerfData",
                "-XX:-CreateCoredumpOnCrash",
                "-XX:ErrorFile=" + home.resolve("crash"),
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.io.tmpdir=" + home,
                "-cp",
                System.getProperty("java.class.path"),
                TranspilerProcess.class.getName()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(input.toFile())
                .redirectOutput(output.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        // the daemon's options and secrets are not meant for it
        builder.environment().keySet().removeIf(name -> !name.startsWith("LC_") && !name.equals("PATH"));
        return builder.start();
    }

    private static void write(Path input, Map<String, byte[]> files) throws IOException {
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(input)))) {
            out.writeInt(files.size());
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                writeText(out, file.getKey());
                // invalid bytes are replaced here, so that both sides count the same units
                writeText(out, new String(file.getValue(), StandardCharsets.UTF_8));
            }
        }
    }

    static void writeText(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    static String readText(DataInputStream in) throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** The file at which the process ended early is the one that is at fault; those after it are not known. */
    private static Map<String, Transpiled> outcome(Path output, Map<String, byte[]> files) throws IOException {
        Map<String, Transpiled> outcome =
                all(files, "the transpiler crashed: a file of this upload is nested too deeply for it");
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(output)))) {
            for (int i = 0; i < files.size(); i++) {
                String path = readText(in);
                boolean good = in.readBoolean();
                outcome.put(
                        path,
                        good
                                ? new Transpiled.Code(readText(in), SourceMap.decode(readText(in)))
                                : new Transpiled.Wrong(readText(in), in.readInt(), in.readInt()));
            }
        } catch (java.io.EOFException e) {
            return outcome;
        }
        return outcome;
    }

    private static void deleteTree(Path home) throws IOException {
        try (Stream<Path> all = Files.walk(home)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        }
    }
}
