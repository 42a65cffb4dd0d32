package io.loadbank.api;

import io.loadbank.run.RuntimeOptions;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a client wants to be run, apart from the script's files.
 *
 * @param name null takes the script's
 * @param options k6 options as a JSON-like tree
 * @param env values may be secrets
 * @param secrets by name, for {@code k6/secrets}
 * @param outputs texts or trees, not looked into yet; null takes the daemon's default
 * @param runtime how the run is judged and summed up
 * @param failOnSaturation whether the run fails when its generator was saturated
 */
record RunRequest(
        @Nullable String id,
        @Nullable String name,
        Map<String, Object> options,
        Map<String, String> env,
        Map<String, String> secrets,
        Map<String, String> tags,
        @Nullable Boolean paused,
        boolean failOnSaturation,
        @Nullable List<Object> outputs,
        RuntimeOptions runtime) {}
