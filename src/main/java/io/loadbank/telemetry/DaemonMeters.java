package io.loadbank.telemetry;

import io.loadbank.run.Run;
import io.loadbank.run.RunBoard;
import io.loadbank.run.RunView;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.IntSupplier;

/** The daemon's own meters: how many runs and VUs it carries, and what it cannot get rid of. */
public final class DaemonMeters implements MeterBinder {
    private final RunBoard board;
    private final IntSupplier zombies;
    private final IntSupplier series;

    /**
     * Meters of a daemon.
     *
     * @param zombies realms that were told to stop and still execute
     * @param series time series of the runs in the last scrape
     */
    public DaemonMeters(RunBoard board, IntSupplier zombies, IntSupplier series) {
        this.board = board;
        this.zombies = zombies;
        this.series = series;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("loadbank.runs.live", board, DaemonMeters::live)
                .description("runs that have not ended")
                .register(registry);
        Gauge.builder("loadbank.vus", board, DaemonMeters::vus)
                .description("VUs of all live runs that iterate")
                .register(registry);
        Gauge.builder("loadbank.script.zombies", zombies, IntSupplier::getAsInt)
                .description("scripts that were told to stop and still execute")
                .register(registry);
        Gauge.builder("loadbank.prometheus.series", series, IntSupplier::getAsInt)
                .description("time series that the runs gave Prometheus in a scrape")
                .register(registry);
    }

    private static double live(RunBoard board) {
        return board.runs().stream()
                .map(Run::view)
                .filter(it -> !it.state().isEnd())
                .count();
    }

    private static double vus(RunBoard board) {
        long sum = 0;
        for (Run run : board.runs()) {
            RunView view = run.view();
            if (!view.state().isEnd()) {
                for (RunView.ScenarioView scenario : view.scenarios().values()) {
                    sum += scenario.actual().vus();
                }
            }
        }
        return sum;
    }
}
