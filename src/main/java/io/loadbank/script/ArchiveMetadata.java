package io.loadbank.script;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a k6 archive says about its script.
 *
 * @param options the options as they were when it was archived; they stand in place of those that the script exports
 * @param env what {@code __ENV} had then; a run's own values outrank it
 */
public record ArchiveMetadata(Map<String, Object> options, Map<String, String> env) {

    /** Where an upload that was an archive keeps it. */
    public static final String PATH = "__loadbank__/archive.json";

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final TypeReference<Map<String, @Nullable Object>> TREE = new TypeReference<>() {};

    /** Path of the main script inside the upload; null if the text does not tell. */
    public static @Nullable String entry(byte[] json) {
        Map<String, @Nullable Object> tree = tree(json);
        if (tree == null || !(tree.get("filename") instanceof String name) || name.isEmpty()) {
            return null;
        }
        try {
            URI uri = new URI(name);
            if ("https".equals(uri.getScheme())) {
                return name.replaceFirst("://", "/");
            }
            String path = uri.getPath();
            return path == null ? null : path.replaceFirst("^/+", "");
        } catch (URISyntaxException e) {
            return name.replaceFirst("^(file://)?/+", "");
        }
    }

    /** The metadata of an upload that was an archive; null if it was none. */
    static @Nullable ArchiveMetadata of(ScriptFiles files) {
        byte[] json = files.files().get(PATH);
        Map<String, @Nullable Object> tree = json == null ? null : tree(json);
        if (tree == null) {
            return null;
        }
        Map<String, String> env = new LinkedHashMap<>();
        if (tree.get("env") instanceof Map<?, ?> values) {
            values.forEach((name, value) -> env.put(String.valueOf(name), String.valueOf(value)));
        }
        return new ArchiveMetadata(given(tree.get("options")), env);
    }

    /** Those that are not null: an archive lists all options there are. */
    private static Map<String, Object> given(@Nullable Object options) {
        Map<String, Object> given = new LinkedHashMap<>();
        if (options instanceof Map<?, ?> all) {
            all.forEach((name, value) -> {
                if (value != null) {
                    given.put(String.valueOf(name), value);
                }
            });
        }
        return given;
    }

    private static @Nullable Map<String, @Nullable Object> tree(byte[] json) {
        try {
            return MAPPER.readValue(new String(json, StandardCharsets.UTF_8), TREE);
        } catch (JacksonException e) {
            return null;
        }
    }
}
