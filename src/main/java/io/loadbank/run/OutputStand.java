package io.loadbank.run;

import io.loadbank.metric.SeriesSnapshot;
import io.loadbank.plan.ThresholdSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What an output may know of its run.
 *
 * @param name tells this output from the run's others
 * @param directory the run's own, for files; not there until somebody makes it
 * @param systemTags those that are set
 * @param thresholds by the name of metric or sub-metric, in declared order
 * @param series the values of all time series now; any thread
 * @param log takes a sentence for the run's log; any thread
 */
public record OutputStand(
        String runId,
        String name,
        Path directory,
        Set<String> systemTags,
        Map<String, List<ThresholdSpec>> thresholds,
        Supplier<List<SeriesSnapshot>> series,
        Consumer<String> log) {}
