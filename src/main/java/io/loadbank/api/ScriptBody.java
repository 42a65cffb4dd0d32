package io.loadbank.api;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Documents a body that is a script. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@RequestBody(
        required = true,
        description = "A script: one file as JavaScript or TypeScript, several as multipart, or what k6 archive wrote",
        content = {
            @Content(
                    mediaType = "application/javascript",
                    schema = @Schema(type = "string"),
                    examples = @ExampleObject(ScriptBody.EXAMPLE)),
            @Content(mediaType = "text/javascript", schema = @Schema(type = "string")),
            @Content(mediaType = "application/typescript", schema = @Schema(type = "string")),
            @Content(mediaType = "application/x-tar", schema = @Schema(type = "string", format = "binary")),
            @Content(mediaType = "multipart/form-data", schema = @Schema(implementation = CreateRun.Parts.class))
        })
@interface ScriptBody {
    String EXAMPLE = """
            import http from 'k6/http';

            export default function () {
              http.get(`${__ENV.TARGET}/json`);
            }
            """;
}
