package io.loadbank.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.loadbank.run.RunArchive;
import io.loadbank.testkit.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The database when it fails, when it is back, and when it cannot be opened at all. */
class DatabaseTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path data;

    private static int numbers(Database database) throws IOException {
        return database.read(connection -> new Rows(connection)
                .list("SELECT COUNT(*) FROM number", row -> row.getInt(1))
                .getFirst());
    }

    private static void add(Database database, int number) throws IOException {
        database.write(connection -> new Rows(connection).change("INSERT INTO number (n) VALUES (?)", number));
    }

    private static Database numbers(FaultySource source) throws IOException {
        Database database = new Database(source, DatabaseAddress.Kind.H2, null);
        database.write(connection -> new Rows(connection).change("CREATE TABLE number (n INTEGER PRIMARY KEY)"));
        return database;
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void a_failure_is_told_leaves_nothing_behind_and_is_over_when_it_is_over(FaultySource.Fault fault)
            throws IOException {
        FaultySource source = new FaultySource(fault.name());
        Database database = numbers(source);
        add(database, 1);
        assertThat(database.trouble()).isNull();

        source.fault = fault;

        assertThatThrownBy(() -> add(database, 2))
                .isInstanceOf(IOException.class)
                .hasMessage("H2: connection refused, by command");
        assertThat(database.trouble()).startsWith("H2: connection refused, by command, for ");
        source.fault = FaultySource.Fault.NONE;
        await().atMost(PATIENCE).until(() -> database.trouble() == null);
        assertThat(numbers(database)).isOne();
        add(database, 2);
        assertThat(numbers(database)).isEqualTo(2);
    }

    @Test
    void while_it_is_gone_it_is_not_asked_by_everybody() throws IOException {
        FaultySource source = new FaultySource("rest");
        Database database = numbers(source);
        source.fault = FaultySource.Fault.CONNECT;
        assertThatThrownBy(() -> add(database, 1)).isInstanceOf(IOException.class);
        int asked = source.asked;
        AtomicInteger told = new AtomicInteger();

        // faster than anybody can be slow: of a thousand at most a few come after the rest
        for (int i = 0; i < 1_000; i++) {
            assertThatThrownBy(() -> add(database, 1)).hasMessageContaining("refused");
            told.incrementAndGet();
        }

        assertThat(told).hasValue(1_000);
        assertThat(source.asked - asked).isLessThan(100);
    }

    @Test
    void data_that_does_not_fit_is_no_trouble_of_the_database() throws IOException {
        Database database = numbers(new FaultySource("data"));
        add(database, 1);

        assertThatThrownBy(() -> add(database, 1)).isInstanceOf(IOException.class);

        assertThat(database.trouble()).isNull();
        add(database, 2);
    }

    @Test
    void a_full_disk_is_told_and_what_was_on_it_is_still_there_when_there_is_space_again() throws IOException {
        FullDisk.register();
        FullDisk.full = false;
        DatabaseAddress address = new DatabaseAddress("jdbc:h2:full:" + data.resolve("loadbank"), "loadbank", "");
        try (Database database = Database.open(address, 3)) {
            RunArchive archive = new JdbcRunArchive(database);
            archive.save(RunArchiveContract.run("r-1", 1, "before"));

            FullDisk.full = true;
            assertThatThrownBy(() -> archive.save(RunArchiveContract.run("r-2", 2, "x".repeat(100_000))))
                    .isInstanceOf(IOException.class);
            assertThat(database.trouble()).contains("No space left on device");
            FullDisk.full = false;

            await().atMost(PATIENCE).until(() -> database.trouble() == null);
            archive.save(RunArchiveContract.run("r-3", 3, "after"));
            assertThat(archive.load()).extracting(it -> it.view().id()).contains("r-1", "r-3");
            assertThat(archive.logs("r-1")).hasSize(1);
        } finally {
            FullDisk.full = false;
        }
    }

    @Test
    void what_is_no_database_is_told_in_words() throws IOException {
        Files.writeString(data.resolve("loadbank.mv.db"), "this is no database".repeat(1_000));

        assertThatThrownBy(() -> Database.open(DatabaseAddress.in(data), 2))
                .isInstanceOf(IOException.class)
                .message()
                .startsWith("H2: ")
                .contains("corrupt");
    }

    @Test
    void a_file_that_another_has_open_is_told_in_words() throws Exception {
        Path file = data.resolve("loadbank.mv.db");
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        DatabaseAddress.in(data).url())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            assertThat(other.inputReader().readLine()).isEqualTo("open");
            assertThat(file).exists();

            assertThatThrownBy(() -> Database.open(DatabaseAddress.in(data), 2))
                    .hasMessage("another process has it open");
        } finally {
            other.destroyForcibly().waitFor();
        }
    }

    /** Opens a database and holds it. */
    static final class Holder {
        public static void main(String[] arguments) throws Exception {
            try (var connection = java.sql.DriverManager.getConnection(arguments[0], "loadbank", "")) {
                System.out.println("open");
                System.in.read();
                connection.commit();
            }
        }
    }

    @Test
    void a_server_s_database_is_for_one_daemon() throws IOException {
        DatabaseAddress address = new DatabaseAddress(
                PostgresServer.shared().newDatabase(), PostgresServer.USER, PostgresServer.PASSWORD);
        try (Database first = Database.open(address, 2)) {
            assertThat(first.trouble()).isNull();
            assertThatThrownBy(() -> Database.open(address, 2))
                    .hasMessage("PostgreSQL: another daemon uses this database");
        }
        Database.open(address, 2).close();
    }

    @Test
    void secrets_are_in_no_message_and_no_text() {
        String url = PostgresServer.shared().newDatabase();
        DatabaseAddress wrong = new DatabaseAddress(url, PostgresServer.USER, "hunter2");

        assertThat(wrong.toString()).isEqualTo("PostgreSQL");
        assertThatThrownBy(() -> Database.open(wrong, 2))
                .hasMessageContaining("password authentication failed")
                .satisfies(e -> assertThat(String.valueOf(e.getMessage())).doesNotContain("hunter2"));
        assertThatThrownBy(() -> Database.open(new DatabaseAddress("jdbc:postgresql:/\\?password=hunter2", "", ""), 2))
                .satisfies(e -> assertThat(String.valueOf(e.getMessage())).doesNotContain("hunter2"));
    }

    @Test
    void only_databases_there_are_drivers_for_are_named() {
        assertThat(DatabaseAddress.complaint("jdbc:postgresql://host/loadbank")).isNull();
        assertThat(DatabaseAddress.complaint("jdbc:h2:file:/tmp/x")).isNull();
        assertThat(DatabaseAddress.complaint("jdbc:mysql://host/x"))
                .isEqualTo("must begin with jdbc:postgresql: or jdbc:h2:");
    }

    @Test
    void a_directory_of_any_name_can_hold_the_file() throws IOException, SQLException {
        Path odd = Files.createDirectories(data.resolve("with space, and ünïcode"));

        try (Database database = Database.open(DatabaseAddress.in(odd), 2)) {
            new JdbcRunArchive(database).save(RunArchiveContract.run("r-1", 1, ""));
        }

        assertThat(odd.resolve("loadbank.mv.db")).exists();
    }
}
