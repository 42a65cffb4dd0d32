package io.loadbank.plan;

import java.time.Duration;
import java.util.Map;

/**
 * A named part of a test: a workload, the function it runs and when, complete and valid.
 *
 * @param startTime how long after the end of setup it starts
 * @param gracefulStop how long running iterations may go on after the workload's regular end
 * @param exec the name of the exported function that is one iteration
 * @param env what the scenario's VUs see on top of the run's environment
 * @param tags what the scenario's samples carry on top of the run's tags
 */
public record Scenario(
        String name,
        Workload workload,
        Duration startTime,
        Duration gracefulStop,
        String exec,
        Map<String, String> env,
        Map<String, String> tags) {
    public Scenario {
        env = Map.copyOf(env);
        tags = Map.copyOf(tags);
    }
}
