package io.loadbank.vu;

import java.util.Map;

/**
 * What a VU is told when a scenario takes it.
 *
 * @param exec name of the exported function to call
 * @param env overlay over the run's environment
 * @param tags the scenario's own tags
 */
public record Activation(ScenarioInfo scenario, String exec, Map<String, String> env, Map<String, String> tags) {

    public Activation {
        env = Map.copyOf(env);
        tags = Map.copyOf(tags);
    }
}
