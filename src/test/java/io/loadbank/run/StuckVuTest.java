package io.loadbank.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadbank.executor.PausableClock;
import io.loadbank.executor.VuPool;
import io.loadbank.executor.VuThreads;
import io.loadbank.generator.Vitals;
import io.loadbank.http.HttpTransport;
import io.loadbank.metric.Metrics;
import io.loadbank.metric.Tags;
import io.loadbank.plan.Problem;
import io.loadbank.script.ScriptEngine;
import io.loadbank.script.ScriptLoader;
import io.loadbank.vu.Activation;
import io.loadbank.vu.IterationOutcome;
import io.loadbank.vu.VirtualUser;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** VUs that no interrupt reaches, as those that are deep in a built-in of the engine. */
class StuckVuTest {

    private static final RunLimits LIMITS =
            new RunLimits(Duration.ofSeconds(10), Duration.ofMinutes(10), 100, 1, 10, "Loadbank/test");

    private final CountDownLatch iterating = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final RunBook book = new RunBook();
    private final AtomicReference<VuPool> pools = new AtomicReference<>();

    @Test
    void a_vu_that_cannot_be_stopped_does_not_keep_its_run_from_the_end() throws InterruptedException {
        try (ScriptEngine engine = new ScriptEngine();
                HttpTransport transport = new HttpTransport(1);
                RunLoop loop = new RunLoop("stuck", _ -> {})) {
            RunPreparation preparation = new RunPreparation(
                    new ScriptLoader(engine, transport), LIMITS, RunOutputs.NONE, RuntimeOptions.NONE);
            PreparedRun.Ready prepared = (PreparedRun.Ready) preparation.prepare(
                    RunLab.spec("export const options = { vus: 1, duration: '10m' }; export default () => {};"),
                    io.loadbank.vu.SecretVault.EMPTY,
                    book.log());
            RunConductor conductor = conductor(prepared, loop);
            loop.post(() -> conductor.initialize(false, LIMITS.maxDuration(), () -> {}));
            assertThat(iterating.await(30, TimeUnit.SECONDS)).isTrue();

            loop.post(() -> conductor.stop(RunEnding.Cause.STOPPED));

            assertThat(ended.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(book.status().problems())
                    .containsExactly(
                            new Problem("scenarios.default", "1 VU cannot be stopped; the run ends without it"));
            released.countDown();
        }
        // what came out too late for the loop ends all the same
        Objects.requireNonNull(pools.get()).close();
    }

    private RunConductor conductor(PreparedRun.Ready prepared, RunLoop loop) {
        PausableClock clock = new PausableClock(loop);
        Metrics metrics = new Metrics(prepared.session().registry(), 100);
        RunMeasurement measurement = new RunMeasurement(metrics, Tags.EMPTY, () -> 1);
        VuPool pool = new VuPool(Stuck::new, VuThreads.platform().threads(1), loop, _ -> {});
        pools.set(pool);
        RunFinish finish = new RunFinish(prepared, measurement, book);
        return new RunConductor(
                new RunConductor.Stand(
                        book,
                        loop,
                        prepared,
                        measurement,
                        pool,
                        clock,
                        Tags.EMPTY,
                        LIMITS,
                        () -> 10,
                        finish,
                        new RunGenerator(() -> Vitals.NONE, measurement, pool)),
                new RunEnding(),
                ended::countDown);
    }

    private final class Stuck implements VirtualUser {

        private final int id;

        Stuck(int id) {
            this.id = id;
        }

        @Override
        public int id() {
            return id;
        }

        @Override
        public void activate(Activation activation) {
            // nothing to bind
        }

        @Override
        public IterationOutcome iterate(long inInstance, long inTest) {
            iterating.countDown();
            while (true) {
                try {
                    released.await();
                    return IterationOutcome.interrupted();
                } catch (InterruptedException _) {
                    // it does not listen
                }
            }
        }

        @Override
        public void interrupt() {
            // it does not listen
        }

        @Override
        public void close() {
            // nothing to close
        }
    }
}
