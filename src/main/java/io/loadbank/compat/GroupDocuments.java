package io.loadbank.compat;

import io.loadbank.metric.GroupTree;
import io.loadbank.run.Run;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The documents of {@code /v1/groups}: a flat list, parents before their children. */
final class GroupDocuments {

    private GroupDocuments() {}

    static String all(Run run) {
        return GoJson.of(Map.of("data", List.copyOf(documents(run).values())));
    }

    /** Null when there is no group of that id. */
    static @Nullable String one(Run run, String id) {
        Map<String, Object> document = documents(run).get(id);
        return document == null ? null : GoJson.of(Map.of("data", document));
    }

    private static Map<String, Map<String, Object>> documents(Run run) {
        Map<String, Map<String, Object>> documents = new LinkedHashMap<>();
        add(run.metrics().groups(), null, documents);
        return documents;
    }

    private static void add(GroupTree group, @Nullable GroupTree parent, Map<String, Map<String, Object>> documents) {
        Map<String, @Nullable Object> attributes = new LinkedHashMap<>();
        attributes.put("path", group.path());
        attributes.put("name", group.name());
        attributes.put("checks", group.checks().isEmpty() ? null : checks(group.checks()));
        List<Object> children = new ArrayList<>();
        group.groups().forEach(child -> children.add(reference(child)));
        Map<String, Object> relationships = new LinkedHashMap<>();
        relationships.put("groups", Map.of("data", children));
        relationships.put("parent", data(parent == null ? null : reference(parent)));
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("type", "groups");
        document.put("id", group.id());
        document.put("attributes", attributes);
        document.put("relationships", relationships);
        documents.put(group.id(), document);
        group.groups().forEach(child -> add(child, group, documents));
    }

    private static Map<String, @Nullable Object> data(@Nullable Object value) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("data", value);
        return data;
    }

    private static Map<String, Object> reference(GroupTree group) {
        Map<String, Object> reference = new LinkedHashMap<>();
        reference.put("type", "groups");
        reference.put("id", group.id());
        return reference;
    }

    private static List<Object> checks(List<GroupTree.Check> checks) {
        List<Object> shown = new ArrayList<>();
        for (GroupTree.Check check : checks) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("id", check.id());
            fields.put("path", check.path());
            fields.put("name", check.name());
            fields.put("passes", check.passes());
            fields.put("fails", check.fails());
            shown.add(fields);
        }
        return shown;
    }
}
