package io.loadbank.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the chart makes of its values, and which it refuses. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HelmValuesTest {
    private Chart chart = new Chart(Path.of(""));
    private Path folder = Path.of("");

    @BeforeAll
    void copy(@TempDir Path temporary) throws IOException {
        folder = temporary;
        chart = Chart.copiedTo(temporary.resolve("loadbank"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            replica: 3                                | additional properties 'replica' not allowed
            image: {tags: x}                          | additional properties 'tags' not allowed
            resources: {limit: {cpu: 1}}              | additional properties 'limit' not allowed
            resources: {limits: {memroy: 1Gi}}        | additional properties 'memroy' not allowed
            probes: {startup: {timeoutSeconds: 1}}    | additional properties 'timeoutSeconds' not allowed
            serviceMonitor: {enable: true}            | additional properties 'enable' not allowed
            networkPolicy: {ingress: []}              | additional properties 'ingress' not allowed
            persistence: {storageclass: fast}         | additional properties 'storageclass' not allowed
            env: [{nmae: A}]                          | additional properties 'nmae' not allowed
            security: {runAsUser: 0}                  | at '/security/runAsUser': minimum: got 0, want 1
            security: {sysctls: [{name: kernel.msgmax, value: "1"}]} | at '/security/sysctls/0/name'
            volumes: [{name: x, hostPath: {path: /}}] | at '/volumes/0': 'not' failed
            replicas: many                            | at '/replicas': got string, want integer
            persistence: {size: 5 GB}                 | at '/persistence/size'
            image: {pullPolicy: always}               | at '/image/pullPolicy'
            jvm: {options: ['-Xms1g -Xmx1g']}         | at '/jvm/options/0'
            allowedHosts: ['http://x']                | at '/allowedHosts/0'
            """)
    void typos_and_wrong_values_are_refused_by_the_schema(String values, String problem) throws IOException {
        assertThatThrownBy(() -> chart.text(file(values)))
                .hasMessageContaining("values don't meet the specifications of the schema")
                .hasMessageContaining(problem);
    }

    @Test
    void settings_that_the_chart_sets_itself_are_refused_all_at_once() {
        assertThatThrownBy(() -> chart.text(file("""
                        settings:
                          server: {port: 8080, address: 127.0.0.1}
                          loadbank:
                            dataDir: /data
                            secrets-dir: /secrets
                            api: {allowed-hosts: x, allowUnauthenticated: false}
                            store: {password: x}
                        database: {username: me}
                        service: {nodePort: 30000}
                        env: [{name: LOADBANK_OPTS, value: -Xmx1g}]
                        """)))
                .hasMessageContainingAll(
                        "settings.server.port: the image listens on 0.0.0.0:6565",
                        "settings.server.address: ",
                        "settings.loadbank.dataDir: ",
                        "settings.loadbank.secrets-dir: use secrets.existingSecret",
                        "settings.loadbank.api.allowed-hosts: use allowedHosts",
                        "settings.loadbank.api.allowUnauthenticated: ",
                        "settings.loadbank.store.password: use database",
                        "database.url: is needed",
                        "service.nodePort: is for service.type",
                        "env LOADBANK_OPTS: the chart sets it");
    }

    @Test
    void settings_become_the_daemons_application_yaml() {
        Manifests all = chart.rendered("settings");

        String text = Objects.requireNonNull(all.one(ConfigMap.class).getData().get("application.yaml"));
        var settings = Yaml.documents(text).getFirst();

        assertThat(settings.at("/loadbank/vu/max").asInt()).isEqualTo(20000);
        assertThat(settings.at("/loadbank/warm-up").asString()).isEqualTo("5s");
        assertThat(daemon(all).getArgs())
                .containsExactly("--spring.config.additional-location=file:/etc/loadbank/settings/");
    }

    @Test
    void other_settings_make_another_pod() {
        assertThat(checksum("settings")).isNotEqualTo(checksum("defaults")).isEqualTo(checksum("settings"));
    }

    @Test
    void the_password_of_the_database_stays_in_its_secret() {
        Manifests all = chart.rendered("database");

        assertThat(variable(all, "LOADBANK_STORE_URL").getValue())
                .isEqualTo("jdbc:postgresql://postgres:5432/loadbank");
        assertThat(variable(all, "LOADBANK_STORE_USERNAME").getValue()).isEqualTo("loadbank");
        var password = variable(all, "LOADBANK_STORE_PASSWORD").getValueFrom().getSecretKeyRef();
        assertThat(password.getName()).isEqualTo("loadbank-postgres");
        assertThat(password.getKey()).isEqualTo("postgres-password");
    }

    @Test
    void secrets_for_scripts_are_mounted_where_the_daemon_looks() {
        Manifests all = chart.rendered("secrets");
        String where = variable(all, "LOADBANK_SECRETS_DIR").getValue();

        assertThat(daemon(all).getVolumeMounts()).anySatisfy(it -> {
            assertThat(it.getMountPath()).isEqualTo(where);
            assertThat(it.getReadOnly()).isTrue();
        });
        assertThat(pod(all).getVolumes())
                .filteredOn(it -> it.getSecret() != null)
                .singleElement()
                .satisfies(it -> assertThat(it.getSecret().getSecretName()).isEqualTo("script-secrets"));
    }

    @Test
    void the_heap_is_a_share_of_the_memory_limit() {
        assertThat(variable(chart.rendered("defaults"), "LOADBANK_OPTS").getValue())
                .isEqualTo("-XX:MaxRAMPercentage=70");
        assertThat(variable(chart.rendered("big"), "LOADBANK_OPTS").getValue())
                .isEqualTo("-XX:MaxRAMPercentage=62.5 -XX:+UseParallelGC -Xlog:gc");
        assertThat(daemon(chart.rendered("big")).getResources().getLimits())
                .containsEntry("memory", Quantity.parse("16Gi"));
        assertThat(daemon(chart.rendered("defaults")).getResources().getLimits())
                .doesNotContainKey("cpu");
    }

    @Test
    void the_daemon_answers_to_the_names_it_has_in_the_cluster() {
        String hosts = variable(chart.rendered("node-port"), "LOADBANK_API_ALLOWED_HOSTS")
                .getValue();

        assertThat(hosts.split(",", -1))
                .contains("localhost", "$(POD_IP)", "demo-loadbank", "demo-loadbank.load.svc.cluster.local")
                .contains("$(POD_NAME).demo-loadbank-headless.load.svc", "node-1.example.org", "[fd00::1]")
                .doesNotContain("*");
        assertThat(daemon(chart.rendered("defaults")).getEnv())
                .extracting(EnvVar::getName)
                .startsWith("POD_IP", "POD_NAME");
    }

    @Test
    void results_are_on_a_volume_that_outlives_the_release() {
        var set = chart.rendered("defaults").one(StatefulSet.class).getSpec();

        assertThat(set.getReplicas()).isOne();
        assertThat(set.getPersistentVolumeClaimRetentionPolicy().getWhenDeleted())
                .isEqualTo("Retain");
        assertThat(set.getVolumeClaimTemplates()
                        .getFirst()
                        .getSpec()
                        .getResources()
                        .getRequests())
                .containsEntry("storage", Quantity.parse("5Gi"));
        assertThat(chart.rendered("no-volume").one(StatefulSet.class).getSpec().getVolumeClaimTemplates())
                .isEmpty();
    }

    @Test
    void only_the_own_namespace_gets_there_unless_told_otherwise() {
        var policy = chart.rendered("defaults").one(NetworkPolicy.class).getSpec();
        var locked = chart.rendered("locked-network").one(NetworkPolicy.class).getSpec();

        assertThat(policy.getPolicyTypes()).containsExactly("Ingress");
        var from = policy.getIngress().getFirst().getFrom();
        assertThat(from).hasSize(1);
        assertThat(from.getFirst().getPodSelector().getMatchLabels()).isEmpty();
        assertThat(from.getFirst().getNamespaceSelector()).isNull();
        assertThat(locked.getPolicyTypes()).containsExactly("Ingress", "Egress");
        assertThat(locked.getEgress().getFirst().getPorts())
                .extracting(it -> it.getPort().getIntVal(), it -> it.getProtocol())
                .containsExactly(tuple(53, "UDP"), tuple(53, "TCP"));
        assertThat(chart.rendered("open-network").all(NetworkPolicy.class)).isEmpty();
    }

    @Test
    void the_operators_resources_are_the_configuration_that_comes_along() throws IOException {
        Manifests all = chart.rendered("monitoring");
        var monitor = all.one(Manifests.ServiceMonitor.class);
        var rules = all.one(Manifests.PrometheusRule.class);
        var board = all.all(ConfigMap.class).stream()
                .filter(it -> it.getMetadata().getName().endsWith("-dashboard"))
                .findFirst()
                .orElseThrow();

        assertThat(monitor.metadata().getLabels()).containsEntry("release", "kube-prometheus-stack");
        assertThat(monitor.spec().scrapeProtocols()).startsWith("PrometheusProto");
        assertThat(monitor.spec().endpoints().getFirst().relabelings())
                .containsExactly(new Manifests.ServiceMonitor.Relabeling("replace", "job", "loadbank"));
        assertThat(rules.spec()
                        .groups()
                        .getFirst()
                        .rules()
                        .getFirst()
                        .annotations()
                        .get("summary"))
                .contains("{{ $labels.instance }}");
        assertThat(rules.spec().groups().stream()
                        .mapToInt(it -> it.rules().size())
                        .sum())
                .isEqualTo(Yaml.file(Path.of("config/alerts.yml"))
                        .findValues("alert")
                        .size());
        assertThat(board.getMetadata().getLabels()).containsEntry("grafana_dashboard", "1");
        assertThat(Yaml.JSON.readTree(board.getData().get("loadbank.json")))
                .isEqualTo(Yaml.JSON.readTree(Files.readString(Path.of("config/grafana/dashboards/loadbank.json"))));
        assertThat(chart.rendered("text-metrics")
                        .one(Manifests.ServiceMonitor.class)
                        .spec()
                        .scrapeProtocols())
                .isNull();
        assertThat(chart.rendered("defaults").all(Manifests.ServiceMonitor.class))
                .isEmpty();
    }

    @Test
    void helm_test_asks_the_service_without_curl() throws IOException {
        assertThat(Files.readString(Path.of("helm/loadbank/templates/tests/ready.yaml")))
                .contains("helm.sh/hook: test\n");
        var containers = chart.rendered("node-port").one(Pod.class).getSpec().getContainers();

        assertThat(containers).hasSize(3).allSatisfy(it -> {
            assertThat(it.getImage()).isEqualTo("loadbank:0.1.0-SNAPSHOT");
            assertThat(it.getCommand()).containsExactly("/usr/local/bin/loadbank-healthy");
            assertThat(it.getArgs()).startsWith("demo-loadbank", "80");
        });
        assertThat(containers)
                .extracting(it -> it.getArgs().getLast())
                .containsExactlyInAnyOrder(
                        "/actuator/health/readiness", "/api/v1/runs?limit=1", "/actuator/prometheus");
    }

    @Test
    void users_are_numbers_however_large_or_left_to_the_cluster() {
        var large = pod(chart.rendered("large-ids")).getSecurityContext();
        var open = pod(chart.rendered("openshift")).getSecurityContext();

        assertThat(large.getRunAsUser()).isEqualTo(1_000_680_000L);
        assertThat(large.getFsGroup()).isEqualTo(1_000_680_000L);
        assertThat(large.getSysctls()).extracting(it -> it.getValue()).containsExactly("1024 65535");
        assertThat(open.getRunAsUser()).isNull();
        assertThat(open.getFsGroup()).isNull();
    }

    @Test
    void what_a_user_adds_is_there_and_breaks_no_selector() {
        var extras = daemon(chart.rendered("extras"));
        var named = chart.rendered("long-names").one(StatefulSet.class).getSpec();

        assertThat(extras.getArgs()).contains("--spring.profiles.active=demo");
        assertThat(extras.getEnv()).extracting(EnvVar::getName).contains("TZ", "TOKEN");
        assertThat(extras.getEnvFrom().getFirst().getConfigMapRef().getName()).isEqualTo("more");
        assertThat(extras.getVolumeMounts())
                .anySatisfy(it -> assertThat(it.getMountPath()).isEqualTo("/etc/company"));
        assertThat(extras.getLivenessProbe().getFailureThreshold()).isEqualTo(12);
        assertThat(named.getTemplate().getMetadata().getLabels())
                .containsEntry("team", "performance")
                .containsEntry("app.kubernetes.io/name", "another-name-of-some-length");
        assertThat(daemon(chart.rendered("pinned-image")).getImage())
                .startsWith("registry.example.org/tools/loadbank@sha256:0123");
        assertThat(pod(chart.rendered("scheduling")).getTolerations()).hasSize(1);
        assertThat(chart.rendered("several")
                        .one(PodDisruptionBudget.class)
                        .getSpec()
                        .getMaxUnavailable()
                        .getIntVal())
                .isOne();
    }

    @Test
    void an_account_of_the_users_own_is_not_made() {
        Manifests all = chart.rendered("own-account");

        assertThat(all.all(ServiceAccount.class)).isEmpty();
        assertThat(pod(all).getServiceAccountName()).isEqualTo("shared");
        assertThat(all.one(StatefulSet.class)
                        .getSpec()
                        .getVolumeClaimTemplates()
                        .getFirst()
                        .getSpec()
                        .getStorageClassName())
                .isEmpty();
    }

    @Test
    void the_notes_tell_what_is_special() {
        assertThat(chart.notes(Chart.VALUES.resolve("several.yaml")))
                .contains("3 daemons, each with its own scripts and runs")
                .contains("http://demo-loadbank-0.demo-loadbank-headless.load.svc:6565");
        assertThat(chart.notes(Chart.VALUES.resolve("no-volume.yaml"))).contains("WITHOUT A VOLUME");
        assertThat(chart.notes(Chart.VALUES.resolve("open-network.yaml"))).contains("There is no NetworkPolicy");
        assertThat(chart.notes(Chart.VALUES.resolve("defaults.yaml")))
                .contains("The NetworkPolicy lets the pods of this namespace reach it")
                .doesNotContain("WITHOUT A VOLUME");
    }

    private Path file(String values) throws IOException {
        return Files.writeString(folder.resolve("values.yaml"), values);
    }

    private String checksum(String name) {
        Map<String, String> annotations = chart.rendered(name)
                .one(StatefulSet.class)
                .getSpec()
                .getTemplate()
                .getMetadata()
                .getAnnotations();
        return Objects.requireNonNull(annotations.get("checksum/settings"));
    }

    private static PodSpec pod(Manifests all) {
        return all.one(StatefulSet.class).getSpec().getTemplate().getSpec();
    }

    private static Container daemon(Manifests all) {
        return pod(all).getContainers().getFirst();
    }

    private static EnvVar variable(Manifests all, String name) {
        List<EnvVar> found = daemon(all).getEnv().stream()
                .filter(it -> it.getName().equals(name))
                .toList();
        assertThat(found).as(name).hasSize(1);
        return found.getFirst();
    }
}
