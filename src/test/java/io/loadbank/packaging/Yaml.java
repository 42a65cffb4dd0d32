package io.loadbank.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** YAML read strictly: plain data only, no key twice. */
final class Yaml {
    static final JsonMapper JSON = JsonMapper.builder().build();

    private Yaml() {}

    /** The documents of a stream, without those that are empty. */
    static List<JsonNode> documents(String text) {
        List<JsonNode> documents = new ArrayList<>();
        for (Object document : reader().loadAll(text)) {
            if (document instanceof Map<?, ?> map && !map.isEmpty()) {
                documents.add(JSON.valueToTree(map));
            }
        }
        return documents;
    }

    static JsonNode file(Path file) throws IOException {
        return JSON.valueToTree(reader().load(Files.readString(file)));
    }

    static String write(JsonNode node) {
        return new org.yaml.snakeyaml.Yaml().dump(JSON.treeToValue(node, Object.class));
    }

    private static org.yaml.snakeyaml.Yaml reader() {
        LoaderOptions strict = new LoaderOptions();
        strict.setAllowDuplicateKeys(false);
        return new org.yaml.snakeyaml.Yaml(new SafeConstructor(strict));
    }
}
