package io.loadbank.run;

import io.loadbank.plan.Problem;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a run would do.
 *
 * @param options the consolidated options, as {@code exec.test.options} shows them
 * @param vus VUs created before the start
 * @param maxVUs VUs there may be at most
 * @param memory what these will keep, by estimate; null when the run could not start
 * @param problems empty when the run could start
 */
public record DryRun(
        Map<String, Object> options,
        int vus,
        int maxVUs,
        @Nullable MemoryEstimate memory,
        List<Problem> problems,
        List<String> warnings) {}
