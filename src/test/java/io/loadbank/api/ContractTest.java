package io.loadbank.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.json.JsonMapper;

/**
 * The committed contract is what the code says, and what the daemon serves. After a wanted change of the API, write it
 * anew with {@code ./mvnw -q test -Dtest=ContractTest -Dloadbank.contract=write} and look at the difference.
 */
class ContractTest extends ApiUnderTest {
    private static final Path COMMITTED = Path.of("openapi/openapi.yaml");

    @Test
    void the_committed_contract_is_what_the_code_says() throws IOException {
        var generated = yaml(body("/openapi/generated"));
        if ("write".equals(System.getProperty("loadbank.contract"))) {
            Files.writeString(COMMITTED, generated);
        }

        assertThat(Files.readString(COMMITTED))
                .as("openapi/openapi.yaml differs from the code; if the code is right: "
                        + "./mvnw -q test -Dtest=ContractTest -Dloadbank.contract=write")
                .isEqualTo(generated);
    }

    @Test
    void the_daemon_serves_the_committed_contract() throws IOException {
        if ("write".equals(System.getProperty("loadbank.contract"))) {
            return; // the copy on the class path is the one from before
        }
        assertThat(body("/openapi.yaml")).isEqualTo(Files.readString(COMMITTED));
    }

    @Test
    void every_operation_has_an_id_a_summary_and_a_problem_for_refusals() throws IOException {
        Map<String, Object> contract = new Yaml().load(Files.readString(COMMITTED));
        var paths = (Map<?, ?>) Objects.requireNonNull(contract.get("paths"));

        assertThat(paths).hasSizeGreaterThan(8);
        paths.forEach((path, methods) -> ((Map<?, ?>) methods)
                .forEach((method, operation) -> assertThat(
                                ((Map<?, ?>) operation).keySet().stream().map(Object::toString))
                        .as("%s %s", method, path)
                        .contains("operationId", "summary", "tags")));
        assertThat(new Yaml().dump(paths)).doesNotContain("/demo/", "/actuator");
        assertThat(paths.values()).allSatisfy(it -> assertThat(it.toString()).contains("application/problem+json"));
    }

    @Test
    void swagger_ui_shows_the_committed_contract() {
        http.get().uri("/swagger-ui").exchange().expectStatus().isFound();
        http.get().uri("/swagger-ui/index.html").exchange().expectStatus().isOk();
        assertThat(body("/openapi/generated/swagger-config")).contains("/openapi.yaml");
    }

    private String body(String path) {
        var body = http.get().uri(path).exchange().expectStatus().isOk().expectBody(String.class);
        return Objects.requireNonNull(body.returnResult().getResponseBody());
    }

    private static String yaml(String json) {
        var style = new DumperOptions();
        style.setDefaultFlowStyle(FlowStyle.BLOCK);
        style.setSplitLines(false);
        style.setIndicatorIndent(2);
        style.setIndentWithIndicator(true);
        style.setIndent(2);
        Object tree = JsonMapper.shared().readValue(json, Object.class);
        String head = "# Written by ContractTest from the code; change the annotations there, not this file.\n";
        return head + new Yaml(style).dump(tree);
    }
}
