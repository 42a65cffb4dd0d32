package io.loadbank;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.FileSystemResource;
import org.springframework.util.unit.DataSize;

/** What {@code config/application.yaml} and the README say about the settings is so. */
class SettingsManualTest {
    private static final Path MANUAL = Path.of("config/application.yaml");
    private static final Path PACKAGED = Path.of("src/main/resources/application.yaml");

    /** A setting as the manual tells it: its key and value, and the comment's environment variable and default. */
    record Entry(String key, String value, String variable, String documentedDefault) {}

    @Test
    void the_manual_and_the_packaged_defaults_are_alike() throws IOException {
        var manual = load(MANUAL);
        var packaged = load(PACKAGED);

        assertThat(packaged).containsAllEntriesOf(manual);
        assertThat(manual.keySet())
                .containsAll(packaged.keySet().stream()
                        .filter(it -> it.startsWith("loadbank."))
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("entries")
    void the_documented_default_is_the_value(Entry entry) {
        assertThat(entry.documentedDefault()).isEqualTo(entry.value());
    }

    @ParameterizedTest
    @MethodSource("entries")
    void the_documented_environment_variable_sets_it(Entry entry) {
        var environment = new StandardEnvironment();
        var variables = Map.<String, Object>of(entry.variable(), "from the environment");
        environment
                .getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource("test-systemEnvironment", variables));
        ConfigurationPropertySources.attach(environment);

        var bound = Binder.get(environment).bind(entry.key(), String.class);

        assertThat(bound.orElse("not set")).isEqualTo("from the environment");
    }

    @Test
    void the_manual_tells_every_setting() throws IOException {
        assertThat(entries().map(Entry::key))
                .containsExactlyElementsOf(load(MANUAL).keySet());
    }

    @Test
    void the_readme_names_every_setting_with_its_default() throws IOException {
        var readme = Files.readString(Path.of("README.md"));

        assertThat(entries())
                .allSatisfy(it -> assertThat(readme).contains("| `" + it.key() + "` | `" + it.value() + "` |"));
    }

    @Test
    void sizes_are_the_limits_of_the_contract() throws IOException {
        var manual = load(MANUAL);

        assertThat(manual)
                .hasEntrySatisfying("loadbank.script.max-file-size", it -> assertBytes(it, 5L << 20))
                .hasEntrySatisfying("loadbank.script.max-packed-size", it -> assertBytes(it, 20L << 20))
                .hasEntrySatisfying("loadbank.script.max-unpacked-size", it -> assertBytes(it, 100L << 20));
    }

    private static void assertBytes(String size, long bytes) {
        assertThat(DataSize.parse(size).toBytes()).isEqualTo(bytes);
    }

    private static Map<String, String> load(Path file) throws IOException {
        var settings = new LinkedHashMap<String, String>();
        for (var source : new YamlPropertySourceLoader().load(file.toString(), new FileSystemResource(file))) {
            for (var key : ((EnumerablePropertySource<?>) source).getPropertyNames()) {
                settings.put(key, String.valueOf(source.getProperty(key)));
            }
        }
        return settings;
    }

    static Stream<Entry> entries() throws IOException {
        var comment = Pattern.compile("\\s*# ([A-Z][A-Z0-9_]+), default (.+)");
        var setting = Pattern.compile("( *)([a-z0-9-]+):(?: (.+))?");
        var parents = new HashMap<Integer, String>();
        List<Entry> entries = new ArrayList<>();
        var variable = "";
        var fallback = "";
        for (var line : Files.readAllLines(MANUAL)) {
            var told = comment.matcher(line);
            var set = setting.matcher(line);
            if (told.matches()) {
                variable = told.group(1);
                fallback = told.group(2);
            } else if (set.matches()) {
                int depth = set.group(1).length() / 2;
                var key = depth == 0 ? set.group(2) : parents.get(depth - 1) + "." + set.group(2);
                parents.put(depth, key);
                if (set.group(3) != null) {
                    entries.add(new Entry(key, set.group(3), variable, fallback));
                    variable = "";
                }
            }
        }
        return entries.stream();
    }
}
