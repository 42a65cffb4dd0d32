package io.loadbank.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A real {@code redis-server} of the machine, on a free port of loopback, that keeps nothing. */
public final class RedisServer implements AutoCloseable {

    private final Process process;
    private final Path folder;
    public final int port;

    private RedisServer(Process process, Path folder, int port) {
        this.process = process;
        this.folder = folder;
        this.port = port;
    }

    /** Starts one, with more lines of configuration. */
    public static RedisServer start(String... configuration) {
        try {
            int port = tlsPort(configuration);
            Path folder = Files.createTempDirectory("redis");
            List<String> lines = new ArrayList<>(List.of(
                    "bind 127.0.0.1",
                    "port " + (isTls(configuration) ? 0 : port),
                    "save \"\"",
                    "appendonly no",
                    "dir " + folder));
            lines.addAll(List.of(configuration));
            Path file = Files.write(folder.resolve("redis.conf"), lines);
            List<String> command = new ArrayList<>(List.of("redis-server", file.toString()));
            if (String.join("\n", configuration).contains("sentinel ")) {
                command.add("--sentinel");
            }
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("log").toFile())
                    .start();
            RedisServer server = new RedisServer(process, folder, port);
            Awaitility.await().atMost(30, TimeUnit.SECONDS).until(server::accepts);
            return server;
        } catch (IOException e) {
            throw new AssertionError("these tests need a redis-server on the PATH: apt-get install redis-server", e);
        }
    }

    /** Starts one that is spoken to over TLS alone, and asks for no certificate. */
    public static RedisServer startTls(TestCertificate certificate) {
        try {
            Path folder = Files.createTempDirectory("redis-tls");
            Path cert = Files.writeString(folder.resolve("cert.pem"), certificate.certificatePem());
            Path key = Files.writeString(folder.resolve("key.pem"), certificate.keyPem());
            int port = freePort();
            return start(
                    "port 0",
                    "tls-port " + port,
                    "tls-cert-file " + cert,
                    "tls-key-file " + key,
                    "tls-ca-cert-file " + cert,
                    "tls-auth-clients no");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isTls(String... configuration) {
        return List.of(configuration).contains("port 0");
    }

    /** The port that is asked for TLS, else a free one. */
    private static int tlsPort(String... configuration) throws IOException {
        for (String line : configuration) {
            if (line.startsWith("tls-port ")) {
                return Integer.parseInt(line.substring("tls-port ".length()));
            }
        }
        return freePort();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private boolean accepts() throws IOException {
        if (!process.isAlive()) {
            throw new AssertionError("redis-server ended: " + Files.readString(folder.resolve("log")));
        }
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Says a line to the server and gives what comes back at once. */
    public String say(String line) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write((line + "\r\n").getBytes(java.nio.charset.StandardCharsets.UTF_8));
            byte[] reply = new byte[65_536];
            int length = socket.getInputStream().read(reply);
            return new String(reply, 0, Math.max(0, length), java.nio.charset.StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
            try (var files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    Files.deleteIfExists(file);
                }
            }
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
