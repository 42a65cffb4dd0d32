package io.loadbank.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ArchivedScriptTest {

    @Test
    void the_options_and_the_env_of_the_archive_count_below_those_of_the_run() {
        ScriptFiles files = ScriptLab.files(
                "home/u/s.js",
                "export const options = { vus: 9, iterations: 9 };\nconst text = open('./d.txt') + open('/home/u/d.txt');\n"
                        + "export default function () { console.log(text + __ENV.A + __ENV.B); }",
                "home/u/d.txt",
                "d",
                ArchiveMetadata.PATH,
                "{\"filename\":\"file:///home/u/s.js\",\"options\":{\"vus\":2,\"iterations\":4,\"rps\":null},"
                        + "\"env\":{\"A\":\"archive\",\"B\":\"archive\"}}");
        try (ScriptLab lab = new ScriptLab();
                LoadedScript script = lab.script(files, Map.of("B", "run"))) {
            assertThat(script.session.options()).isEqualTo(Map.of("vus", 2, "iterations", 4));

            script.vu().iterate();

            assertThat(script.test.console()).containsExactly("ddarchiverun");
        }
    }
}
