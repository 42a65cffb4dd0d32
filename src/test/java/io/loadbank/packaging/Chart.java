package io.loadbank.packaging;

import com.marcnuri.helm.DryRun;
import com.marcnuri.helm.Helm;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The chart in the hands of Helm itself, as the release "demo" in the namespace "load". It is a copy: its links are files,
 * and its hooks are ordinary manifests, which the library would leave out otherwise.
 */
record Chart(Path folder) {
    static final Path VALUES = Path.of("src/test/resources/helm");
    private static final Path SOURCE = Path.of("helm/loadbank");
    private static final Pattern HOOK = Pattern.compile("(?m)^ +helm\\.sh/hook.*\n");
    private static final String KUBERNETES = "1.33.0";

    static Chart copiedTo(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(SOURCE, FileVisitOption.FOLLOW_LINKS)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path target = folder.resolve(SOURCE.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else if (file.startsWith(SOURCE.resolve("templates/tests"))) {
                    Files.writeString(
                            target, HOOK.matcher(Files.readString(file)).replaceAll(""));
                } else {
                    Files.copy(file, target);
                }
            }
        }
        return new Chart(folder);
    }

    String text(Path values) {
        return new Helm(folder)
                .template()
                .withName("demo")
                .withNamespace("load")
                .withKubeVersion(KUBERNETES)
                .withValuesFile(values)
                .call();
    }

    Manifests rendered(Path values) {
        return Manifests.parse(text(values));
    }

    Manifests rendered(String name) {
        return rendered(VALUES.resolve(name + ".yaml"));
    }

    /** What a user reads after {@code helm install}. */
    String notes(Path values) {
        String output = new Helm(folder)
                .install()
                .withName("demo")
                .withNamespace("load")
                .withKubeVersion(KUBERNETES)
                .clientOnly()
                .withDryRunOption(DryRun.CLIENT)
                .withValuesFile(values)
                .call()
                .getOutput();
        return output.substring(output.indexOf("NOTES:"));
    }

    /** Makes these values the chart's defaults, then lints strictly; answers what Helm dislikes. */
    List<String> lintedWith(Path values) throws IOException {
        Path defaults = folder.resolve("values.yaml");
        ObjectNode merged = (ObjectNode) Yaml.file(SOURCE.resolve("values.yaml"));
        merge(merged, Yaml.file(values));
        Files.writeString(defaults, Yaml.write(merged));
        try {
            var result = new Helm(folder).lint().strict().call();
            return result.isFailed()
                    ? result.getMessages()
                    : result.getMessages().stream()
                            .filter(it -> !it.startsWith("[INFO]"))
                            .toList();
        } finally {
            Files.writeString(defaults, Files.readString(SOURCE.resolve("values.yaml")));
        }
    }

    private static void merge(ObjectNode into, JsonNode from) {
        for (Map.Entry<String, JsonNode> field : from.properties()) {
            if (into.get(field.getKey()) instanceof ObjectNode inner
                    && field.getValue().isObject()) {
                merge(inner, field.getValue());
            } else {
                into.set(field.getKey(), field.getValue());
            }
        }
    }
}
