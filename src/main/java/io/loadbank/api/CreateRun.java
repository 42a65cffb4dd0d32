package io.loadbank.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Documents how a run is started. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Operation(
        operationId = "createRun",
        summary = "Start a run",
        description = "With a JSON body: of a script that is stored. With a script as body: upload and start in one "
                + "call, the query tells how. The script's init runs before the answer: a script that throws there, or "
                + "options that are wrong, are a 422 with all problems, and no run is made.",
        requestBody =
                @RequestBody(
                        required = true,
                        content = {
                            @Content(
                                    mediaType = "application/json",
                                    schema = @Schema(implementation = CreateRun.Body.class),
                                    examples = @ExampleObject(CreateRun.EXAMPLE)),
                            @Content(
                                    mediaType = "application/javascript",
                                    schema = @Schema(type = "string"),
                                    examples = @ExampleObject(ScriptBody.EXAMPLE)),
                            @Content(mediaType = "text/javascript", schema = @Schema(type = "string")),
                            @Content(mediaType = "application/typescript", schema = @Schema(type = "string")),
                            @Content(
                                    mediaType = "application/x-tar",
                                    schema = @Schema(type = "string", format = "binary")),
                            @Content(
                                    mediaType = "multipart/form-data",
                                    schema = @Schema(implementation = CreateRun.Parts.class))
                        }))
@Parameter(
        name = "dryRun",
        in = ParameterIn.QUERY,
        description = "Answer the effective plan, the VUs it needs and the problems; start nothing, store nothing",
        schema = @Schema(type = "boolean"))
@Parameter(
        name = "name",
        in = ParameterIn.QUERY,
        description = "With a script as body: names both script and run",
        schema = @Schema(type = "string"))
@Parameter(
        name = "id",
        in = ParameterIn.QUERY,
        description = "With a script as body: the run's id, chosen by the client",
        schema = @Schema(type = "string", pattern = "[A-Za-z0-9._-]{1,100}"))
@Parameter(
        name = "vus",
        in = ParameterIn.QUERY,
        description = "With a script as body",
        schema = @Schema(type = "integer", minimum = "0"))
@Parameter(
        name = "duration",
        in = ParameterIn.QUERY,
        description = "With a script as body",
        schema = @Schema(type = "string", example = "30s"))
@Parameter(
        name = "iterations",
        in = ParameterIn.QUERY,
        description = "With a script as body",
        schema = @Schema(type = "integer", minimum = "0"))
@Parameter(
        name = "paused",
        in = ParameterIn.QUERY,
        description = "With a script as body: wait before setup",
        schema = @Schema(type = "boolean"))
@Parameter(
        name = "failOnSaturation",
        in = ParameterIn.QUERY,
        description = "With a script as body: a run whose generator was saturated has failed",
        schema = @Schema(type = "boolean"))
@Parameter(
        name = "summaryMode",
        in = ParameterIn.QUERY,
        description = "With a script as body: what the end-of-test text tells",
        schema =
                @Schema(
                        type = "string",
                        allowableValues = {"compact", "full", "disabled"}))
@Parameter(
        name = "noSummary",
        in = ParameterIn.QUERY,
        description = "With a script as body: the old word for summaryMode=disabled",
        schema = @Schema(type = "boolean"))
@Parameter(
        name = "summaryExport",
        in = ParameterIn.QUERY,
        description = "With a script as body: the artifact that gets the summary as --summary-export writes it",
        schema = @Schema(type = "string", example = "summary.json"))
@Parameter(
        name = "newMachineReadableSummary",
        in = ParameterIn.QUERY,
        description = "With a script as body: handleSummary and the export get the machine-readable summary",
        schema = @Schema(type = "boolean"))
@Parameter(
        name = "noThresholds",
        in = ParameterIn.QUERY,
        description = "With a script as body: thresholds are neither checked nor judged",
        schema = @Schema(type = "boolean"))
@Parameter(
        name = "out",
        in = ParameterIn.QUERY,
        description = "With a script as body: an output, type or type=argument, as often as wanted",
        array = @ArraySchema(schema = @Schema(type = "string", example = "json=results.json.gz")))
@Parameter(
        name = "env",
        in = ParameterIn.QUERY,
        description = "With a script as body: KEY=VALUE, as often as wanted",
        array = @ArraySchema(schema = @Schema(type = "string", example = "TARGET=http://127.0.0.1:8080")))
@Parameter(
        name = "tag",
        in = ParameterIn.QUERY,
        description = "With a script as body: KEY=VALUE, as often as wanted",
        array = @ArraySchema(schema = @Schema(type = "string", example = "team=blue")))
@ApiResponse(
        responseCode = "201",
        description = "It goes its way",
        headers = {
            @Header(name = "Location", description = "Where the run is", schema = @Schema(type = "string")),
            @Header(name = "ETag", schema = @Schema(type = "string"))
        },
        content = @Content(schema = @Schema(implementation = RunResource.class)))
@ApiResponse(
        responseCode = "200",
        description = "A dry run's plan",
        content = @Content(schema = @Schema(implementation = PlanResource.class)))
@interface CreateRun {
    String EXAMPLE = """
            {"script":"checkout@3","options":{"vus":10,"duration":"30s"},"env":{"TARGET":"http://127.0.0.1:8080"}}""";

    /** The JSON body, for the contract; {@link RunRequestReader} reads it. */
    @Schema(name = "RunRequest")
    record Body(
            @Schema(
                    requiredMode = Schema.RequiredMode.REQUIRED,
                    description = "name, name@version or sha256:digest",
                    example = "checkout@3")
            String script,

            @Schema(description = "For people; default: the script's") @Nullable
            String name,

            @Schema(description = "Chosen by the client; default: a fresh one") @Nullable
            String id,

            @Schema(description = "k6 options, over the script's own as a command line's would be") @Nullable
            Map<String, Object> options,

            @Schema(description = "The script's __ENV; never shown again") @Nullable
            Map<String, String> env,

            @Schema(
                    description = "What k6/secrets hands out, by name, beside what is mounted; never shown again, and"
                            + " replaced by ***SECRET_REDACTED*** wherever it could show")
            @Nullable
            Map<String, String> secrets,

            @Schema(description = "Tags of all samples") @Nullable
            Map<String, String> tags,

            @Schema(description = "Wait before setup") @Nullable
            Boolean paused,

            @Schema(description = "A run whose generator was saturated has failed") @Nullable
            Boolean failOnSaturation,

            @Schema(
                    description =
                            "What the end-of-test text tells: compact; full adds all metrics, groups and scenarios;"
                                    + " with disabled there is no text, no handleSummary() and no export. Default:"
                                    + " K6_SUMMARY_MODE of the daemon's environment, or compact",
                    allowableValues = {"compact", "full", "disabled"})
            @Nullable
            String summaryMode,

            @Schema(description = "The old word for the summaryMode disabled") @Nullable
            Boolean noSummary,

            @Schema(
                    description = "The artifact that gets the summary as k6's --summary-export writes it. Default:"
                            + " K6_SUMMARY_EXPORT, or none",
                    example = "summary.json")
            @Nullable
            String summaryExport,

            @Schema(
                    description = "handleSummary(data) and the export get the machine-readable summary. Default:"
                            + " K6_NEW_MACHINE_READABLE_SUMMARY, or false")
            @Nullable
            Boolean newMachineReadableSummary,

            @Schema(
                    description = "Thresholds are neither checked nor judged, and do not fail the run. Default:"
                            + " K6_NO_THRESHOLDS, or false")
            @Nullable
            Boolean noThresholds,

            @Schema(
                    description = "Where samples go: each a text type[=argument], as k6's --out, or an object with the"
                            + " type and its settings; secrets are never shown again. Default: loadbank.outputs",
                    example = "[\"json=results.json.gz\",{\"type\":\"influxdb\",\"url\":\"http://127.0.0.1:8086/k6\"}]")
            @Nullable
            List<Object> outputs) {}

    /** The parts of a multipart body, for the contract; {@link UploadReader} reads them. */
    @Schema(name = "ScriptParts")
    record Parts(
            @ArraySchema(
                    arraySchema = @Schema(description = "Each file's filename is its path inside the upload"),
                    schema = @Schema(type = "string", format = "binary"))
            List<String> file,

            @Schema(
                    description =
                            "Path of the main script; default: the only file, else main, index or script with .js or .ts")
            @Nullable
            String entry,

            @Schema(description = "Names the script; the same as in the query") @Nullable
            String name) {}
}
