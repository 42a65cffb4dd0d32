package io.loadbank.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for the chart whatever its values are: each of src/test/resources/helm is tried. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HelmChartTest {
    private Chart chart = new Chart(Path.of(""));

    @BeforeAll
    void copy(@TempDir Path folder) throws IOException {
        chart = Chart.copiedTo(folder.resolve("loadbank"));
    }

    static List<Path> values() throws IOException {
        try (Stream<Path> files = Files.list(Chart.VALUES)) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {apiVersion: v1, kind: Pod, spec: {contaners: []}}                                  | contaners
            {apiVersion: v1, kind: Pod, spec: {securityContext: {runAsNonRoot: 'yes'}}}         | runAsNonRoot
            {apiVersion: apps/v1, kind: StatefulSet, spec: {replicas: 'three'}}                 | replicas
            {apiVersion: v1, kind: ConfigMap, data: {a: 1}}                                     | data
            {apiVersion: v1, kind: Service, metadata: {labels: {a: true}}}                      | labels
            {apiVersion: monitoring.coreos.com/v1, kind: ServiceMonitor, spec: {endpoint: []}}  | endpoint
            {apiVersion: apps/v1beta1, kind: StatefulSet}                                       | apps/v1beta1
            {apiVersion: v1, kind: Pod, kind: Pod}                                              | duplicate key kind
            """)
    void these_tests_would_notice(String manifest, String complaint) {
        assertThatThrownBy(() -> Manifests.parse(manifest)).hasMessageContaining(complaint);
    }

    @Test
    void a_dozen_ways_to_install_it_are_tried() throws IOException {
        assertThat(values()).hasSizeGreaterThan(12);
    }

    @ParameterizedTest
    @MethodSource("values")
    void helm_lint_finds_nothing(Path values) throws IOException {
        assertThat(chart.lintedWith(values)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("values")
    void every_pod_is_restricted_as_pod_security_says(Path values) {
        for (PodSpec pod : pods(chart.rendered(values))) {
            assertThat(pod.getHostNetwork()).isNull();
            assertThat(pod.getHostPID()).isNull();
            assertThat(pod.getHostIPC()).isNull();
            assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
            assertThat(Stream.of(pod.getSecurityContext().getRunAsUser())).doesNotContain(0L);
            assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
            assertThat(pod.getInitContainers()).isEmpty();
            assertThat(pod.getAutomountServiceAccountToken()).isFalse();
            assertThat(pod.getContainers()).isNotEmpty().allSatisfy(HelmChartTest::isRestricted);
            assertThat(pod.getVolumes()).allSatisfy(HelmChartTest::isOfAnAllowedKind);
        }
    }

    private static void isRestricted(Container container) {
        var security = container.getSecurityContext();
        assertThat(security.getAllowPrivilegeEscalation()).isFalse();
        assertThat(security.getReadOnlyRootFilesystem()).isTrue();
        assertThat(security.getPrivileged()).isNull();
        assertThat(security.getCapabilities().getDrop()).containsExactly("ALL");
        assertThat(security.getCapabilities().getAdd()).isEmpty();
        assertThat(container.getPorts())
                .allSatisfy(it -> assertThat(it.getHostPort()).isNull());
        assertThat(container.getResources().getRequests()).containsKeys("cpu", "memory");
        assertThat(container.getResources().getLimits()).containsKey("memory");
    }

    private static void isOfAnAllowedKind(Volume volume) {
        assertThat(Stream.of(
                                volume.getConfigMap(),
                                volume.getEmptyDir(),
                                volume.getSecret(),
                                volume.getPersistentVolumeClaim(),
                                volume.getProjected())
                        .filter(it -> it != null))
                .as(volume.getName())
                .hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("values")
    void selectors_match_the_daemons_and_nothing_else(Path values) {
        Manifests all = chart.rendered(values);
        var daemon =
                all.one(StatefulSet.class).getSpec().getTemplate().getMetadata().getLabels();
        var test = all.one(Pod.class).getMetadata().getLabels();
        var selector = all.one(StatefulSet.class).getSpec().getSelector().getMatchLabels();

        assertThat(daemon).containsAllEntriesOf(selector);
        assertThat(test.entrySet())
                .as("the pod of helm test")
                .doesNotContainAnyElementsOf(
                        List.of(Map.entry("app.kubernetes.io/name", selector.get("app.kubernetes.io/name"))));
        assertThat(all.all(Service.class))
                .hasSize(2)
                .allSatisfy(it -> assertThat(it.getSpec().getSelector()).isEqualTo(selector));
        assertThat(all.all(NetworkPolicy.class))
                .allSatisfy(it -> assertThat(it.getSpec().getPodSelector().getMatchLabels())
                        .isEqualTo(selector));
        assertThat(all.all(PodDisruptionBudget.class))
                .allSatisfy(it ->
                        assertThat(it.getSpec().getSelector().getMatchLabels()).isEqualTo(selector));
        assertThat(all.all(Manifests.ServiceMonitor.class)).allSatisfy(it -> {
            var labels = it.spec().selector().matchLabels();
            assertThat(all.service("api").getMetadata().getLabels()).containsAllEntriesOf(labels);
            assertThat(all.service("peers").getMetadata().getLabels().entrySet())
                    .as("a daemon must not be scraped twice")
                    .doesNotContainSequence(labels.entrySet())
                    .doesNotContain(Map.entry("app.kubernetes.io/component", "api"));
        });
    }

    @ParameterizedTest
    @MethodSource("values")
    void what_is_called_by_name_is_there(Path values) {
        Manifests all = chart.rendered(values);
        var set = all.one(StatefulSet.class);
        PodSpec pod = set.getSpec().getTemplate().getSpec();
        Container container = pod.getContainers().getFirst();
        List<String> volumes =
                new ArrayList<>(pod.getVolumes().stream().map(Volume::getName).toList());
        set.getSpec()
                .getVolumeClaimTemplates()
                .forEach(it -> volumes.add(it.getMetadata().getName()));

        assertThat(container.getPorts())
                .extracting(ContainerPort::getName, ContainerPort::getContainerPort)
                .containsExactly(tuple("http", 6565));
        assertThat(all.all(Service.class)).allSatisfy(it -> {
            var port = it.getSpec().getPorts().getFirst();
            assertThat(port.getName()).isEqualTo("http");
            assertThat(port.getTargetPort().getStrVal()).isEqualTo("http");
        });
        assertThat(all.all(NetworkPolicy.class))
                .allSatisfy(it -> assertThat(it.getSpec()
                                .getIngress()
                                .getFirst()
                                .getPorts()
                                .getFirst()
                                .getPort()
                                .getStrVal())
                        .isEqualTo("http"));
        assertThat(all.all(Manifests.ServiceMonitor.class))
                .allSatisfy(it ->
                        assertThat(it.spec().endpoints().getFirst().port()).isEqualTo("http"));
        assertThat(Stream.of(container.getStartupProbe(), container.getReadinessProbe(), container.getLivenessProbe()))
                .allSatisfy(it -> {
                    assertThat(it.getHttpGet().getPort().getStrVal()).isEqualTo("http");
                    assertThat(it.getHttpGet().getPath()).startsWith("/actuator/health/");
                });
        assertThat(volumes).doesNotHaveDuplicates();
        assertThat(container.getVolumeMounts()).extracting(VolumeMount::getName).isSubsetOf(volumes);
        assertThat(container.getVolumeMounts())
                .extracting(VolumeMount::getMountPath)
                .doesNotHaveDuplicates()
                .contains("/tmp", "/var/lib/loadbank", "/etc/loadbank/settings");
        assertThat(set.getSpec().getServiceName())
                .isEqualTo(all.service("peers").getMetadata().getName());
        assertThat(all.all(ServiceAccount.class)).allSatisfy(it -> {
            assertThat(pod.getServiceAccountName()).isEqualTo(it.getMetadata().getName());
            assertThat(it.getAutomountServiceAccountToken()).isFalse();
        });
    }

    @ParameterizedTest
    @MethodSource("values")
    void names_and_labels_are_as_short_as_kubernetes_wants_them(Path values) {
        Manifests all = chart.rendered(values);
        String set = all.one(StatefulSet.class).getMetadata().getName();

        assertThat(set.length() + "-0123456789".length()).isLessThanOrEqualTo(63);
        assertThat(all.metadata()).allSatisfy(it -> {
            assertThat(it.getName()).matches("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
            assertThat(it.getNamespace()).isEqualTo("load");
            assertThat(it.getLabels().values())
                    .allSatisfy(label -> assertThat(label).matches("([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?"));
        });
    }

    @ParameterizedTest
    @MethodSource("values")
    void the_notes_tell_the_curl_lines(Path values) {
        String notes = chart.notes(values);

        assertThat(notes)
                .contains("port-forward service/")
                .contains("--data-binary @first.js")
                .contains("-X PATCH -H 'Content-Type: application/merge-patch+json' \"$run\" -d '{\"vus\":200}'")
                .contains("-d '{\"stopped\":true}'")
                .contains("helm --namespace load test demo")
                .contains("NOBODY HAS TO AUTHENTICATE")
                .doesNotContain("<no value>");
    }

    private static List<PodSpec> pods(Manifests all) {
        return List.of(
                all.one(StatefulSet.class).getSpec().getTemplate().getSpec(),
                all.one(Pod.class).getSpec());
    }
}
