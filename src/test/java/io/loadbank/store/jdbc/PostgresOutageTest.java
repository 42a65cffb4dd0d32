package io.loadbank.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.loadbank.executor.VuThreads;
import io.loadbank.generator.Vitals;
import io.loadbank.http.HttpTransport;
import io.loadbank.run.Creation;
import io.loadbank.run.LiveRunBoard;
import io.loadbank.run.Retention;
import io.loadbank.run.Run;
import io.loadbank.run.RunArchive;
import io.loadbank.run.RunFiles;
import io.loadbank.run.RunKeeping;
import io.loadbank.run.RunLimits;
import io.loadbank.run.RunOutputs;
import io.loadbank.run.RunPatch;
import io.loadbank.run.RunSpec;
import io.loadbank.run.RunState;
import io.loadbank.run.RunView;
import io.loadbank.run.RuntimeOptions;
import io.loadbank.run.ScriptIdentity;
import io.loadbank.script.ScriptEngine;
import io.loadbank.script.ScriptFiles;
import io.loadbank.script.ScriptLoader;
import io.loadbank.testkit.PostgresServer;
import io.loadbank.vu.SecretVault;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A live run while its PostgreSQL crashes, hangs, and comes back. */
class PostgresOutageTest {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String SCRIPT = "export const options = { scenarios: { s: { executor: 'constant-arrival-rate',"
            + " rate: 50, duration: '10m', preAllocatedVUs: 100 } } }; export default () => {};";

    private final PostgresServer server = PostgresServer.start();
    private final ScriptEngine engine = new ScriptEngine();
    private final HttpTransport transport = new HttpTransport(1);
    private DatabaseAddress address;
    private Database database;
    private LiveRunBoard board;

    @BeforeEach
    void open() throws IOException {
        // a server that hangs is given up after two seconds, so that the test need not wait for ten
        address = new DatabaseAddress(
                server.newDatabase() + "?socketTimeout=2", PostgresServer.USER, PostgresServer.PASSWORD);
        database = Database.open(address, 3);
        board = new LiveRunBoard(
                new ScriptLoader(engine, transport),
                new RunLimits(Duration.ofSeconds(10), Duration.ofMinutes(10), 1_000, 10, 300, "Loadbank/test"),
                VuThreads.platform(),
                new RunKeeping(
                        new JdbcRunArchive(database),
                        RunFiles.NONE,
                        new Retention(Duration.ofDays(1), 100, Long.MAX_VALUE),
                        PATIENCE,
                        Duration.ofSeconds(1)),
                SecretVault.Mounted.NONE,
                () -> Vitals.NONE,
                RunOutputs.NONE,
                RuntimeOptions.NONE);
    }

    @AfterEach
    void close() {
        board.shutdown(Duration.ofSeconds(5));
        database.close();
        engine.close();
        transport.close();
        server.close();
    }

    private static RunSpec spec() {
        return new RunSpec(
                null,
                "test",
                new ScriptIdentity("test", 1, "sha256:0"),
                ScriptFiles.single("main.js", SCRIPT),
                Map.of(),
                Map.of(),
                Map.of(),
                null,
                "tester");
    }

    private static RunView.Actual actual(Run run) {
        return Objects.requireNonNull(run.view().scenarios().get("s")).actual();
    }

    @Test
    void load_goes_on_and_everything_is_written_when_it_is_back() throws IOException {
        assertThat(board.create(spec())).isInstanceOf(Creation.Created.class);
        Run run = board.runs().getFirst();
        await().atMost(PATIENCE).until(() -> actual(run).iterationsCompleted() > 100);

        server.down();
        goesOnWithout(run);
        server.up();
        recovers(run);

        server.freeze(true);
        goesOnWithout(run);
        server.freeze(false);
        recovers(run);

        server.down();
        run.patch(new RunPatch(null, true, Map.of(), null), "tester").block(PATIENCE);
        await().atMost(PATIENCE).until(() -> database.trouble() != null);
        assertThat(run.view().state().isEnd()).as("ended before it was on disk").isFalse();
        server.up();
        RunView end = Objects.requireNonNull(run.ended().block(PATIENCE));

        assertThat(end.state()).isEqualTo(RunState.ABORTED);
        assertThat(end.problems()).isEmpty();
        assertThat(actual(run).iterationsDropped()).isZero();
        await().atMost(PATIENCE).until(() -> board.untaken() == 0);
        database.close();
        try (Database later = Database.open(address, 2)) {
            RunArchive archive = new JdbcRunArchive(later);
            // by their texts: a number read from JSON may be of another type
            assertThat(archive.load())
                    .extracting(entry -> entry.view().toString())
                    .containsExactly(run.view().toString());
            assertThat(archive.history(run.id())).isEqualTo(run.history());
            assertThat(archive.logs(run.id())).isEqualTo(run.logs());
        }
    }

    private void goesOnWithout(Run run) {
        await().atMost(PATIENCE).until(() -> !run.view().problems().isEmpty());
        assertThat(run.view().problems().getFirst().message())
                .startsWith("what happens in this run is not being kept: PostgreSQL: ");
        assertThat(database.trouble()).startsWith("PostgreSQL: ");
        long before = actual(run).iterationsCompleted();
        assertThat(board.create(spec()))
                .isInstanceOfSatisfying(
                        Creation.NotKept.class,
                        none -> assertThat(none.problem().message())
                                .startsWith("the run was not started, because storage does not take it: PostgreSQL: "));
        await().atMost(PATIENCE).until(() -> actual(run).iterationsCompleted() > before + 100);
    }

    private void recovers(Run run) {
        await().atMost(PATIENCE).until(() -> run.view().problems().isEmpty());
        assertThat(database.trouble()).isNull();
        assertThat(board.untaken()).isZero();
        assertThat(board.runs()).containsExactly(run);
    }
}
