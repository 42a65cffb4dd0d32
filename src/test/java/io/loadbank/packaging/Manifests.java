package io.loadbank.packaging;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/**
 * Rendered manifests as the types of Kubernetes. A field that a type does not have, a number where it wants a text and
 * the like are refused, as the API server does when it is asked to validate strictly.
 */
final class Manifests {
    /** What the chart uses of the operator's types. */
    record ServiceMonitor(String apiVersion, String kind, ObjectMeta metadata, Monitoring spec) {
        record Monitoring(Selector selector, @Nullable List<String> scrapeProtocols, List<Endpoint> endpoints) {}

        record Selector(Map<String, String> matchLabels) {}

        record Endpoint(
                String port, String path, String interval, String scrapeTimeout, List<Relabeling> relabelings) {}

        record Relabeling(String action, String targetLabel, String replacement) {}
    }

    record PrometheusRule(String apiVersion, String kind, ObjectMeta metadata, Rules spec) {
        record Rules(List<Group> groups) {}

        record Group(String name, List<Rule> rules) {}

        record Rule(
                String alert,
                String expr,
                @JsonProperty("for") @Nullable String lasting,
                Map<String, String> labels,
                Map<String, String> annotations) {}
    }

    private static final Map<String, Class<?>> TYPES = Map.of(
            "apps/v1 StatefulSet", StatefulSet.class,
            "v1 Service", Service.class,
            "v1 ServiceAccount", ServiceAccount.class,
            "v1 ConfigMap", ConfigMap.class,
            "v1 Pod", Pod.class,
            "networking.k8s.io/v1 NetworkPolicy", NetworkPolicy.class,
            "policy/v1 PodDisruptionBudget", PodDisruptionBudget.class,
            "monitoring.coreos.com/v1 ServiceMonitor", ServiceMonitor.class,
            "monitoring.coreos.com/v1 PrometheusRule", PrometheusRule.class);

    private static final JsonMapper STRICT = JsonMapper.builder()
            .annotationIntrospector(new WithoutCatchAll())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .withCoercionConfig(LogicalType.Textual, it -> {
                it.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail);
                it.setCoercion(CoercionInputShape.Float, CoercionAction.Fail);
                it.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
            })
            .withCoercionConfig(
                    LogicalType.Integer, it -> it.setCoercion(CoercionInputShape.String, CoercionAction.Fail))
            .withCoercionConfig(
                    LogicalType.Boolean, it -> it.setCoercion(CoercionInputShape.String, CoercionAction.Fail))
            .build();

    private final List<Object> all;

    private Manifests(List<Object> all) {
        this.all = List.copyOf(all);
    }

    /** @throws RuntimeException if a manifest is not what its type says */
    static Manifests parse(String text) {
        List<Object> all = new ArrayList<>();
        for (JsonNode document : Yaml.documents(text)) {
            String type = document.path("apiVersion").asString("") + " "
                    + document.path("kind").asString("");
            Class<?> known = TYPES.get(type);
            if (known == null) {
                throw new IllegalArgumentException("the chart makes a " + type + ", which no test knows");
            }
            all.add(STRICT.treeToValue(document, known));
        }
        return new Manifests(all);
    }

    <T> List<T> all(Class<T> type) {
        return all.stream().filter(type::isInstance).map(type::cast).toList();
    }

    <T> T one(Class<T> type) {
        List<T> found = all(type);
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " of " + type.getSimpleName());
        }
        return found.getFirst();
    }

    Service service(String component) {
        return all(Service.class).stream()
                .filter(it -> component.equals(it.getMetadata().getLabels().get("app.kubernetes.io/component")))
                .findFirst()
                .orElseThrow();
    }

    List<ObjectMeta> metadata() {
        return all.stream()
                .flatMap(it -> switch (it) {
                    case HasMetadata known -> Stream.of(known.getMetadata());
                    case ServiceMonitor monitor -> Stream.of(monitor.metadata());
                    case PrometheusRule rule -> Stream.of(rule.metadata());
                    default -> Stream.<ObjectMeta>empty();
                })
                .toList();
    }

    /** The library keeps fields it does not know; here they are mistakes. */
    private static final class WithoutCatchAll extends JacksonAnnotationIntrospector {
        @Override
        public @Nullable Boolean hasAnySetter(MapperConfig<?> config, Annotated annotated) {
            return null;
        }
    }
}
