package io.loadbank.summary;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.json.JsonMapper;

/**
 * The summary in the shape of k6's {@code --summary-export}: values without their kind, groups and checks by name, and of
 * a threshold whether it <em>failed</em>.
 */
public final class SummaryExport {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .defaultPrettyPrinter(new DefaultPrettyPrinter(Separators.createDefaultInstance()
                            .withObjectNameValueSpacing(Separators.Spacing.AFTER)
                            .withObjectEmptySeparator("")
                            .withArrayEmptySeparator(""))
                    .withArrayIndenter(new DefaultIndenter("    ", "\n"))
                    .withObjectIndenter(new DefaultIndenter("    ", "\n")))
            .build();

    private SummaryExport() {}

    /** Reshapes the object that {@code handleSummary(data)} receives. */
    public static Map<String, @Nullable Object> of(Map<String, ?> data) {
        Map<String, @Nullable Object> export = new LinkedHashMap<>();
        Map<String, @Nullable Object> metrics = new LinkedHashMap<>();
        tree(data.get("metrics")).forEach((name, metric) -> metrics.put(name, metric(tree(metric))));
        export.put("metrics", metrics);
        export.put("root_group", group(tree(data.get("root_group"))));
        if (data.containsKey("setup_data")) {
            export.put("setup_data", data.get("setup_data"));
        }
        return export;
    }

    private static Map<String, @Nullable Object> metric(Map<String, @Nullable Object> metric) {
        boolean isRate = "rate".equals(metric.get("type"));
        Map<String, @Nullable Object> flat = new LinkedHashMap<>();
        tree(metric.get("values"))
                .forEach((stat, value) -> flat.put(isRate && stat.equals("rate") ? "value" : stat, value));
        Map<String, @Nullable Object> failed = new LinkedHashMap<>();
        tree(metric.get("thresholds"))
                .forEach((expression, it) -> failed.put(expression, !Boolean.TRUE.equals(tree(it).get("ok"))));
        if (!failed.isEmpty()) {
            flat.put("thresholds", failed);
        }
        return flat;
    }

    private static Map<String, @Nullable Object> group(Map<String, @Nullable Object> group) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>(group);
        Map<String, @Nullable Object> groups = new LinkedHashMap<>();
        list(group.get("groups")).forEach(each -> groups.put(name(each), group(tree(each))));
        shown.put("groups", groups);
        Map<String, @Nullable Object> checks = new LinkedHashMap<>();
        list(group.get("checks")).forEach(each -> checks.put(name(each), each));
        shown.put("checks", checks);
        return shown;
    }

    /** A tree as the text of a file, indented by four spaces; numbers that are not finite are null. */
    public static String text(Map<String, ?> tree) {
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(FiniteNumbers.of(tree));
    }

    private static String name(@Nullable Object tree) {
        return String.valueOf(tree(tree).get("name"));
    }

    private static List<? extends @Nullable Object> list(@Nullable Object value) {
        return value instanceof List<?> list ? list : List.of();
    }

    private static Map<String, @Nullable Object> tree(@Nullable Object value) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, member) -> tree.put(String.valueOf(key), member));
        }
        return tree;
    }
}
