package io.loadbank.run;

import io.loadbank.plan.OptionSupport;
import io.loadbank.plan.OptionsReader;
import io.loadbank.plan.Problem;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Asks the reader of options what it knows: a value that is of no type at all is a problem of a field that is read, and
 * either nothing or unknown otherwise.
 */
final class OptionProbe {

    private static final Object OF_NO_TYPE = Set.of();

    private static final Map<String, String> EXECUTORS = Map.of(
            "SharedIterationsScenario", "shared-iterations",
            "PerVUIterationsScenario", "per-vu-iterations",
            "ConstantVUsScenario", "constant-vus",
            "RampingVUsScenario", "ramping-vus",
            "ConstantArrivalRateScenario", "constant-arrival-rate",
            "RampingArrivalRateScenario", "ramping-arrival-rate");

    private OptionProbe() {}

    /** Whether a field of {@code k6/options} is acted upon. */
    static boolean isRead(TypesLine line) {
        String name = line.name();
        return switch (line.owner()) {
            case "Options" -> OptionSupport.supported().contains(name) && isRead(Map.of(name, OF_NO_TYPE), name);
            case "BaseScenario" -> EXECUTORS.values().stream().allMatch(executor -> isReadBy(executor, name));
            case "Stage" -> isRead(Map.of("stages", List.of(Map.of(name, OF_NO_TYPE))), "stages[0]." + name);
            case "Certificate" -> isRead(Map.of("tlsAuth", List.of(Map.of(name, OF_NO_TYPE))), "tlsAuth[0]." + name);
            case "ObjectThreshold" ->
                isRead(Map.of("thresholds", Map.of("m", List.of(Map.of(name, OF_NO_TYPE)))), "thresholds.m[0]." + name);
            case "ScenarioOptions" -> isRead(scenario(Map.of("options", Map.of(name, OF_NO_TYPE))), "options." + name);
            default -> {
                String executor = EXECUTORS.get(line.owner());
                yield executor != null && isReadBy(executor, name);
            }
        };
    }

    private static boolean isReadBy(String executor, String name) {
        Map<String, Object> fields = name.equals("executor")
                ? Map.of("executor", OF_NO_TYPE)
                : Map.of("executor", executor, name, OF_NO_TYPE);
        boolean known = !name.equals("executor")
                || read(scenario(Map.of("executor", executor))).isEmpty();
        return known
                && read(scenario(fields)).stream()
                        .anyMatch(it -> it.path().equals("scenarios.s." + name)
                                && !it.message().startsWith("unknown field"));
    }

    private static Map<String, Object> scenario(Map<String, Object> fields) {
        return Map.of("scenarios", Map.of("s", fields));
    }

    private static boolean isRead(Map<String, Object> tree, String path) {
        return read(tree).stream()
                .anyMatch(it -> it.path().equals(path) && !it.message().startsWith("unknown"));
    }

    private static List<Problem> read(Map<String, Object> tree) {
        return OptionsReader.read(tree).problems();
    }
}
