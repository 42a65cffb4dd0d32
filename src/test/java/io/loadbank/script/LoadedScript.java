package io.loadbank.script;

import io.loadbank.metric.MetricSnapshot;
import io.loadbank.metric.Metrics;
import io.loadbank.metric.SampleTap;
import io.loadbank.metric.SeriesSnapshot;
import io.loadbank.metric.SinkSnapshot;
import io.loadbank.metric.Tags;
import io.loadbank.plan.ConsolidatedOptions;
import io.loadbank.plan.OptionsReader;
import io.loadbank.plan.Planned;
import io.loadbank.plan.Planner;
import io.loadbank.plan.TestPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A script after its first init, bound to a test with the options it exports. */
public final class LoadedScript implements AutoCloseable {

    final ScriptSession session;
    public final RecordedTest test;
    public final Metrics metrics;
    private final List<LabVu> vus = new ArrayList<>();

    LoadedScript(ScriptSession session, RecordedTest test, @Nullable SampleTap tap) {
        this.session = session;
        this.test = test;
        this.metrics = new Metrics(session.registry(), 1_000, UnaryOperator.identity(), tap, true);
        TestPlan plan = plan();
        test.options(ConsolidatedOptions.consolidated(plan));
        session.bind(metrics, plan, Tags.of(plan.tags()), "Loadbank/test", test);
    }

    private TestPlan plan() {
        OptionsReader.Read read = OptionsReader.read(session.options());
        if (!read.problems().isEmpty()) {
            throw new AssertionError("wrong options: " + read.problems());
        }
        return switch (Planner.plan(read.options(), Set.copyOf(session.exports()))) {
            case Planned.Ready(TestPlan plan, var _) -> plan;
            case Planned.Refused(var problems) -> throw new AssertionError("no plan: " + problems);
        };
    }

    /** Makes VU 1, 2, …, activated for the scenario {@code browse}. */
    public LabVu vu() {
        LabVu vu = new LabVu(this, vus.size() + 1);
        vus.add(vu);
        vu.activate();
        return vu;
    }

    /** Calls setup, teardown or handleSummary on this thread. */
    public CallOutcome call(LifecycleFunction function, Duration limit) {
        LifecycleCall call = session.call(function, limit);
        test.onAbort(call::interrupt);
        return call.run(Map.of("metrics", Map.of()));
    }

    /** Runs setup as a run does, so that VUs get what it returns. */
    public CallOutcome setup() {
        CallOutcome outcome = call(LifecycleFunction.SETUP, ScriptLab.INIT_LIMIT);
        if (outcome instanceof CallOutcome.Returned(String json)) {
            session.setupData(json);
        }
        return outcome;
    }

    public CallOutcome teardown() {
        return call(LifecycleFunction.TEARDOWN, ScriptLab.INIT_LIMIT);
    }

    /** The time series of a metric, in no order. */
    public List<SeriesSnapshot> series(String metric) {
        return metrics.seriesSnapshot(1).stream()
                .filter(series -> series.metric().name().equals(metric))
                .toList();
    }

    /** The tags of a metric's only time series. */
    public Map<String, String> tags(String metric) {
        List<SeriesSnapshot> series = series(metric);
        if (series.size() != 1) {
            throw new AssertionError(metric + " has " + series.size() + " series: " + series);
        }
        return series.getFirst().tags().asMap();
    }

    /** A counter's sum, a rate's number of samples, a trend's; 0 without samples. */
    public double count(String metric) {
        MetricSnapshot found = metrics.snapshot(1).find(metric);
        return found == null ? 0 : count(found.sink());
    }

    private static double count(SinkSnapshot sink) {
        return switch (sink) {
            case SinkSnapshot.CounterSnapshot counter -> counter.count();
            case SinkSnapshot.GaugeSnapshot gauge -> gauge.value();
            case SinkSnapshot.RateSnapshot rate -> rate.total();
            case SinkSnapshot.TrendSnapshot trend -> trend.count();
        };
    }

    /** The samples of a rate that were not zero. */
    public long trues(String metric) {
        MetricSnapshot found = metrics.snapshot(1).find(metric);
        return found != null && found.sink() instanceof SinkSnapshot.RateSnapshot rate ? rate.trues() : 0;
    }

    @Override
    public void close() {
        vus.forEach(LabVu::close);
    }
}
