package io.loadbank.run;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a run was asked to do, apart from its script.
 *
 * @param options k6 options as a JSON-like tree, as submitted
 * @param tags run tags as submitted
 * @param paused as submitted
 * @param secrets null when the run had secrets, which are not kept
 * @param env null when the run had an environment whose values were not kept, because they may be secrets
 * @param failOnSaturation as submitted
 * @param outputs as submitted, null for the daemon's default
 * @param outputsForgotten whether there were outputs with secrets, which are not kept
 * @param runtime as submitted
 */
public record RunBlueprint(
        Map<String, Object> options,
        Map<String, String> tags,
        @Nullable Boolean paused,
        @Nullable Map<String, String> env,
        @Nullable Map<String, String> secrets,
        boolean failOnSaturation,
        @Nullable List<Object> outputs,
        boolean outputsForgotten,
        RuntimeOptions runtime) {}
