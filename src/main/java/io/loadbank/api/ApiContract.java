package io.loadbank.api;

import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.info.Info;
import io.swagger.v3.oas.annotations.info.License;
import io.swagger.v3.oas.annotations.servers.Server;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springframework.stereotype.Component;

/** What the contract says about the API as a whole: its head, and that every refusal is problem+json. */
@Component
@OpenAPIDefinition(
        info =
                @Info(
                        title = "Loadbank",
                        version = "v1",
                        description = "A load generator that stays up: k6-compatible scripts by REST, steered while "
                                + "they run. Durations are k6 strings such as 1m30s; a number's unit is in its name. "
                                + "GET changes nothing. Unknown fields and query parameters are problems.",
                        license =
                                @License(name = "Apache-2.0", url = "https://www.apache.org/licenses/LICENSE-2.0.txt")),
        servers = @Server(url = "/"))
final class ApiContract implements GlobalOpenApiCustomizer {
    private static final String PROBLEM = "ProblemDetails";

    @Override
    public void customise(OpenAPI contract) {
        boolean openapi31 = true;
        ModelConverters.getInstance(openapi31)
                .readAll(ProblemBody.class)
                .forEach((name, schema) -> contract.getComponents().addSchemas(name, schema));
        contract.getComponents()
                .getSchemas()
                .computeIfPresent(
                        "Problem",
                        (_, schema) -> schema.description(
                                "One thing that is wrong: where, what, and what to do instead if that is known"));
        contract.getPaths().values().forEach(path -> path.readOperations().forEach(ApiContract::addRefusal));
    }

    private static void addRefusal(Operation operation) {
        var content = new Content()
                .addMediaType(
                        "application/problem+json",
                        new MediaType().schema(new Schema<>().$ref("#/components/schemas/" + PROBLEM)));
        operation
                .getResponses()
                .addApiResponse(
                        "default",
                        new ApiResponse()
                                .description("Refused; type says why, problems lists everything that is wrong")
                                .content(content));
    }
}
