package io.loadbank.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Shows a plan's options as the tree that a script sees in {@code exec.test.options}. */
public final class ConsolidatedOptions {
    private static final Set<OptionKey> BECAME_SCENARIOS =
            Set.of(OptionKey.VUS, OptionKey.DURATION, OptionKey.ITERATIONS, OptionKey.STAGES);

    private ConsolidatedOptions() {}

    /**
     * All options by name, null where unset, durations as text; {@code systemTags} and {@code summaryTrendStats} show
     * their defaults, scenarios only what was set.
     */
    public static Map<String, @Nullable Object> consolidated(TestPlan plan) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        for (OptionKey key : OptionKey.values()) {
            if (!BECAME_SCENARIOS.contains(key)) {
                tree.put(key.text(), shown(plan.options().values().get(key)));
            }
        }
        tree.put(OptionKey.SYSTEM_TAGS.text(), shown(systemTags(plan)));
        tree.put(OptionKey.SUMMARY_TREND_STATS.text(), shown(plan.summaryTrendStats()));
        tree.put("consoleOutput", null);
        tree.put("localIPs", null);
        return tree;
    }

    private static List<String> systemTags(TestPlan plan) {
        List<String> chosen = plan.options().systemTags();
        return chosen == null ? List.copyOf(Defaults.SYSTEM_TAGS) : chosen;
    }

    private static @Nullable Object shown(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Duration duration -> DurationText.format(duration);
            case ScenarioSpec scenario -> scenario(scenario);
            case StageSpec stage -> tree("duration", stage.duration(), "target", stage.target());
            case ThresholdSpec threshold -> threshold(threshold);
            case DnsOptions dns -> tree("ttl", dns.ttl(), "select", dns.select(), "policy", dns.policy());
            case TlsVersions versions -> tree("min", versions.min(), "max", versions.max());
            case TlsClientCertificate auth ->
                tree("cert", auth.cert(), "key", auth.key(), "password", auth.password(), "domains", auth.domains());
            case List<?> list -> {
                List<@Nullable Object> items = new ArrayList<>(list.size());
                list.forEach(item -> items.add(shown(item)));
                yield items;
            }
            case Map<?, ?> map -> {
                Map<String, @Nullable Object> entries = new LinkedHashMap<>();
                map.forEach((name, each) -> entries.put(String.valueOf(name), shown(each)));
                yield entries;
            }
            default -> value;
        };
    }

    private static Map<String, @Nullable Object> scenario(ScenarioSpec scenario) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("executor", scenario.executor().text());
        for (ScenarioKey key : ScenarioKey.common()) {
            if (key != ScenarioKey.OPTIONS || scenario.values().containsKey(key)) {
                tree.put(key.text(), shown(scenario.values().get(key)));
            }
        }
        for (ScenarioKey key : scenario.executor().keys()) {
            tree.put(key.text(), shown(scenario.values().get(key)));
        }
        return tree;
    }

    private static Object threshold(ThresholdSpec threshold) {
        return threshold.abortOnFail() || threshold.delayAbortEval() != null
                ? tree(
                        "threshold", threshold.expression(),
                        "abortOnFail", threshold.abortOnFail(),
                        "delayAbortEval", threshold.delayAbortEval())
                : threshold.expression();
    }

    private static Map<String, @Nullable Object> tree(@Nullable Object... namesAndValues) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            tree.put(String.valueOf(namesAndValues[i]), shown(namesAndValues[i + 1]));
        }
        return tree;
    }
}
