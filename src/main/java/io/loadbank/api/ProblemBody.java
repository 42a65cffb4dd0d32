package io.loadbank.api;

import io.loadbank.plan.Problem;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/**
 * The body of every refusal, RFC 9457.
 *
 * @param type a URI that stays the same; what a program should look at
 * @param title the type in words
 * @param detail this occurrence in words
 * @param instance the path that was asked for
 * @param problems everything that is wrong with the input; empty if that is not the point
 */
@Schema(name = "ProblemDetails", description = "Why a request was refused (RFC 9457, application/problem+json)")
record ProblemBody(
        @Schema(description = "Stays the same; what a program should look at", example = "/problems/invalid-input")
        String type,

        @Schema(description = "The type in words", example = "The request was understood and is wrong")
        String title,

        @Schema(example = "422") int status,

        @Schema(description = "This occurrence in words", example = "vus: must be a whole number, is \"ten\"")
        String detail,

        @Schema(description = "The path that was asked for", example = "/api/v1/runs")
        String instance,

        @Schema(description = "Everything that is wrong with the input, all at once")
        List<Problem> problems) {}
