package io.loadbank.api;

import io.loadbank.library.ScriptVersion;
import io.loadbank.plan.Problem;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A script version on the wire. */
@Schema(name = "Script", description = "One immutable version of a script")
record ScriptResource(
        @Schema(example = "checkout") String name,
        @Schema(example = "3") int version,

        @Schema(description = "Over the paths, contents and entry", example = "sha256:9f86d081884c7d65…")
        String digest,

        @Schema(description = "Path of the main script", example = "main.js")
        String entry,

        List<ScriptVersion.FileEntry> files,

        @Schema(
                description = "What the script exports as options; null if its init threw with an empty env",
                nullable = true)
        @Nullable
        Map<String, Object> options,

        @Schema(description = "Names of the exported functions", example = "[\"default\",\"setup\"]")
        List<String> exports,

        @Schema(description = "Why the trial init failed; the init that counts is the run's own")
        List<Problem> problems,

        Instant createdAt) {

    static ScriptResource of(ScriptVersion version) {
        return new ScriptResource(
                version.name(),
                version.version(),
                version.digest(),
                version.entry(),
                version.files(),
                version.options(),
                version.exports(),
                version.problems(),
                version.createdAt());
    }
}
