package io.loadbank.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A real PostgreSQL of the machine: a cluster of its own in a temporary directory, on a free port of loopback. */
public final class PostgresServer implements AutoCloseable {

    public static final String USER = "loadbank";
    public static final String PASSWORD = "correct horse";

    private static final String MISSING = "these tests need PostgreSQL: apt-get install postgresql";
    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static @Nullable PostgresServer shared;

    private final Path home;
    private final int port;
    private @Nullable Process process;

    private PostgresServer(Path home, int port) {
        this.home = home;
        this.port = port;
    }

    /** One for all tests that leave it as it is; gone with the JVM. */
    public static synchronized PostgresServer shared() {
        if (shared == null) {
            PostgresServer server = start();
            Runtime.getRuntime().addShutdownHook(new Thread(server::close));
            shared = server;
        }
        return shared;
    }

    /** Starts one of its own for a test that stops it. */
    public static PostgresServer start() {
        try {
            Path home = Files.createTempDirectory("postgres");
            Path secret = Files.writeString(home.resolve("password"), PASSWORD);
            if (isRoot()) {
                run(List.of("chown", "-R", user(), home.toString()));
            }
            List<String> initdb = new ArrayList<>(asUser());
            initdb.addAll(List.of(
                    binary("initdb"),
                    "--pgdata=" + home.resolve("data"),
                    "--username=" + USER,
                    "--pwfile=" + secret,
                    "--auth=scram-sha-256",
                    "--encoding=UTF8",
                    "--locale=C",
                    "--no-sync"));
            run(initdb);
            PostgresServer server = new PostgresServer(home, freePort());
            server.up();
            return server;
        } catch (IOException e) {
            throw new AssertionError(MISSING, e);
        }
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    /** PostgreSQL refuses to run as root. */
    private static String user() throws IOException {
        return Files.readAllLines(Path.of("/etc/passwd")).stream().anyMatch(line -> line.startsWith("postgres:"))
                ? "postgres"
                : "nobody";
    }

    private static List<String> asUser() throws IOException {
        return isRoot() ? List.of("setpriv", "--reuid=" + user(), "--clear-groups", "--") : List.of();
    }

    private static String binary(String name) throws IOException {
        Path versions = Path.of("/usr/lib/postgresql");
        if (Files.isDirectory(versions)) {
            try (Stream<Path> all = Files.list(versions)) {
                return all.map(version -> version.resolve("bin").resolve(name))
                        .filter(Files::isExecutable)
                        .max(Comparator.comparing(Path::toString))
                        .map(Path::toString)
                        .orElse(name);
            }
        }
        return name;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void run(List<String> command) throws IOException {
        Process done = new ProcessBuilder(command)
                .directory(Path.of("/").toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(done.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        try {
            if (done.waitFor() != 0) {
                throw new AssertionError(command + ": " + said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Starts it, for the first time or again. */
    public void up() {
        try {
            List<String> command = new ArrayList<>(asUser());
            command.addAll(List.of(
                    binary("postgres"),
                    "-D",
                    home.resolve("data").toString(),
                    "-p",
                    Integer.toString(port),
                    "-c",
                    "listen_addresses=127.0.0.1",
                    "-c",
                    "unix_socket_directories=" + home,
                    "-c",
                    "fsync=off",
                    "-c",
                    "shared_buffers=16MB"));
            process = new ProcessBuilder(command)
                    .directory(Path.of("/").toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(
                            ProcessBuilder.Redirect.appendTo(home.resolve("log").toFile()))
                    .start();
        } catch (IOException e) {
            throw new AssertionError(MISSING, e);
        }
        Awaitility.await().atMost(60, TimeUnit.SECONDS).ignoreExceptions().until(() -> {
            connect("postgres").close();
            return true;
        });
    }

    /** Stops it at once, as a crash does. */
    public void down() {
        Process running = process;
        if (running != null) {
            List<ProcessHandle> all = running.descendants().toList();
            running.destroyForcibly();
            all.forEach(ProcessHandle::destroyForcibly);
            Awaitility.await()
                    .atMost(30, TimeUnit.SECONDS)
                    .until(() -> !running.isAlive() && all.stream().noneMatch(ProcessHandle::isAlive));
            process = null;
        }
    }

    /** Lets it hang, or go on: it answers nobody and refuses nobody meanwhile. */
    public void freeze(boolean frozen) {
        Process running = process;
        if (running != null) {
            List<String> command = new ArrayList<>(List.of("kill", frozen ? "-STOP" : "-CONT"));
            command.add(Long.toString(running.pid()));
            running.descendants().forEach(each -> command.add(Long.toString(each.pid())));
            try {
                run(command);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(url(database), USER, PASSWORD);
    }

    private String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /** The URL of a new, empty database. */
    public String newDatabase() {
        String name = "d" + DATABASES.incrementAndGet();
        try (Connection connection = connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return url(name);
    }

    @Override
    public void close() {
        down();
        try (Stream<Path> files = Files.walk(home)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
