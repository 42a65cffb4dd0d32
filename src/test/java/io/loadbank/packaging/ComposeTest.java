package io.loadbank.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** compose.yaml holds together: what it mounts is there, and nothing of it is reached from other machines. */
class ComposeTest {
    private static final Pattern PINNED = Pattern.compile(".+:v?\\d+\\.\\d+\\.\\d+(-\\w+)?");

    private JsonNode compose = Yaml.JSON.nullNode();

    @BeforeEach
    void read() throws IOException {
        compose = Yaml.file(Path.of("compose.yaml"));
    }

    @Test
    void every_service_is_pinned_healthy_and_of_few_rights() {
        assertThat(compose.path("services").propertyNames())
                .containsExactlyInAnyOrder("loadbank", "prometheus", "grafana");
        for (Map.Entry<String, JsonNode> service : compose.path("services").properties()) {
            JsonNode it = service.getValue();
            assertThat(it.path("image").asString()).as(service.getKey()).matches(PINNED);
            assertThat(it.at("/healthcheck/test/0").asString())
                    .as(service.getKey())
                    .isEqualTo("CMD");
            assertThat(it.at("/cap_drop/0").asString()).as(service.getKey()).isEqualTo("ALL");
            assertThat(it.at("/security_opt/0").asString()).isEqualTo("no-new-privileges:true");
        }
    }

    @Test
    void ports_are_on_this_machines_loopback_address_only() {
        List<String> ports = new ArrayList<>();
        compose.path("services").forEach(service -> texts(service.path("ports")).forEach(ports::add));

        assertThat(ports).containsExactly("127.0.0.1:6565:6565", "127.0.0.1:9090:9090", "127.0.0.1:3000:3000");
    }

    @Test
    void everything_that_is_mounted_exists() {
        List<String> named = new ArrayList<>();
        for (JsonNode service : compose.path("services")) {
            for (String volume : texts(service.path("volumes"))) {
                String source = volume.substring(0, volume.indexOf(':'));
                if (source.startsWith("./")) {
                    assertThat(Path.of(source)).exists();
                    assertThat(volume).endsWith(":ro");
                } else {
                    named.add(source);
                }
            }
        }
        assertThat(compose.path("volumes").propertyNames()).containsExactlyInAnyOrderElementsOf(named);
    }

    @Test
    void the_daemon_has_a_read_only_file_system_and_a_temporary_one_that_libraries_can_be_loaded_from() {
        JsonNode loadbank = compose.at("/services/loadbank");

        assertThat(loadbank.path("read_only").asBoolean()).isTrue();
        assertThat(texts(loadbank.path("tmpfs"))).singleElement().asString().startsWith("/tmp:exec,");
        assertThat(texts(loadbank.path("volumes"))).containsExactly("data:/var/lib/loadbank");
        assertThat(loadbank.at("/environment/LOADBANK_API_ALLOWED_HOSTS").asString())
                .as("Prometheus asks for it by this name")
                .endsWith(",loadbank");
    }

    @Test
    void prometheus_scrapes_the_daemon_by_its_name_with_the_configuration_that_comes_along() throws IOException {
        var here = Yaml.file(Path.of("config/prometheus.yml"));
        var there = Yaml.file(Path.of("config/prometheus-compose.yml"));

        assertThat(there.at("/scrape_configs/0/static_configs/0/targets/0").asString())
                .isEqualTo("loadbank:6565");
        assertThat(Yaml.write(there).replace("loadbank:6565", "127.0.0.1:6565")).isEqualTo(Yaml.write(here));
        assertThat(texts(compose.at("/services/prometheus/volumes")))
                .contains(
                        "./config/prometheus-compose.yml:/etc/prometheus/prometheus.yml:ro",
                        "./config/alerts.yml:/etc/prometheus/alerts.yml:ro");
        assertThat(version("prometheus")).as("scrape_native_histograms").isGreaterThanOrEqualTo(308);
    }

    @Test
    void grafana_finds_its_data_source_and_the_dashboards() throws IOException {
        var mounts = texts(compose.at("/services/grafana/volumes"));
        var boards = Yaml.file(Path.of("config/grafana/provisioning/dashboards/loadbank.yml"));
        var source = Files.readString(Path.of("config/grafana/provisioning/datasources/prometheus.yml"));

        assertThat(mounts)
                .contains("./config/grafana/dashboards:"
                        + boards.at("/providers/0/options/path").asString() + ":ro")
                .contains("./config/grafana/provisioning:/etc/grafana/provisioning:ro");
        assertThat(source).contains("${LOADBANK_PROMETHEUS_URL}");
        assertThat(compose.at("/services/grafana/environment/LOADBANK_PROMETHEUS_URL")
                        .asString())
                .isEqualTo("http://prometheus:9090");
    }

    /** 3.8 is 308. */
    private int version(String service) {
        String image = compose.at("/services/" + service + "/image").asString();
        String[] parts = image.substring(image.indexOf(":v") + 2).split("\\.", -1);
        return Integer.parseInt(parts[0]) * 100 + Integer.parseInt(parts[1]);
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(it -> texts.add(it.asString()));
        return texts;
    }
}
