package io.loadbank.run;

import io.loadbank.script.ScriptFiles;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What somebody asked to be run.
 *
 * @param id chosen by the client, or null for a fresh one
 * @param name for people
 * @param options k6 options as a JSON-like tree, over the script's own as a command line's would be
 * @param env values may be secrets: never shown
 * @param secrets by name, for {@code k6/secrets}: never shown, never kept
 * @param tags run tags, over those in the options
 * @param paused whether the run waits before setup; null leaves it to the options
 * @param submittedBy who asked, for the history: an address or a name
 * @param failOnSaturation whether a run whose generator was saturated has failed
 * @param outputs where samples go, see {@link RunOutputs#choose}; may hold secrets: never shown. Null takes the daemon's
 *     default
 * @param runtime how it is judged and summed up; what it does not say takes the daemon's default
 */
public record RunSpec(
        @Nullable String id,
        String name,
        ScriptIdentity script,
        ScriptFiles files,
        Map<String, Object> options,
        Map<String, String> env,
        Map<String, String> secrets,
        Map<String, String> tags,
        @Nullable Boolean paused,
        String submittedBy,
        boolean failOnSaturation,
        @Nullable List<Object> outputs,
        RuntimeOptions runtime) {

    public RunSpec {
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
        secrets = Map.copyOf(secrets);
        outputs = outputs == null ? null : List.copyOf(outputs);
        env = Collections.unmodifiableMap(new LinkedHashMap<>(env));
        tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
    }

    /** What somebody asked to be run without giving secrets. */
    public RunSpec(
            @Nullable String id,
            String name,
            ScriptIdentity script,
            ScriptFiles files,
            Map<String, Object> options,
            Map<String, String> env,
            Map<String, String> tags,
            @Nullable Boolean paused,
            String submittedBy) {
        this(
                id,
                name,
                script,
                files,
                options,
                env,
                Map.of(),
                tags,
                paused,
                submittedBy,
                false,
                null,
                RuntimeOptions.NONE);
    }

    /** What was asked, for the history: without what may be secret. */
    Map<String, Object> asked(boolean startsPaused) {
        Map<String, Object> asked = new LinkedHashMap<>();
        asked.put("options", options);
        asked.put("tags", tags);
        asked.put("paused", startsPaused);
        asked.put("failOnSaturation", failOnSaturation);
        asked.putAll(runtime.asked());
        return asked;
    }
}
