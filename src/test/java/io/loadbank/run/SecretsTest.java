package io.loadbank.run;

import static io.loadbank.run.RunLab.awaitEnd;
import static org.assertj.core.api.Assertions.assertThat;

import io.loadbank.script.ScriptFiles;
import io.loadbank.testkit.LoopbackTarget;
import io.loadbank.vu.SecretVault;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Secrets: handed out to the script, and nowhere to be seen. */
class SecretsTest {

    private static final String SECRET = "s3cr\"et value";
    private static final RunLab LAB = new RunLab();

    @AfterAll
    static void close() {
        LAB.close();
    }

    @Test
    void a_secret_that_was_handed_out_shows_nowhere() {
        try (LoopbackTarget target = LoopbackTarget.start()) {
            Run run = create("""
                    import http from 'k6/http';
                    import { check, group } from 'k6';
                    import { Counter } from 'k6/metrics';
                    import secrets from 'k6/secrets';
                    const mine = new Counter('mine');
                    export const options = { iterations: 1, vus: 1 };
                    export async function setup() { return { token: await secrets.get('token') }; }
                    export default async function (data) {
                      const token = await secrets.get('token');
                      if (token !== data.token) throw new Error('not the same');
                      console.log('plain', token, JSON.stringify({ token }), encodeURIComponent(token));
                      http.get(`${__ENV.T}/get?token=${encodeURIComponent(token)}`);
                      mine.add(1, { token });
                      check(1, { [token]: () => true });
                      group(token, () => {});
                      throw new Error('with ' + token);
                    }
                    export function handleSummary(data) {
                      return { stdout: JSON.stringify(data), 'a.json': JSON.stringify(data.setup_data) };
                    }
                    """, Map.of("token", SECRET), Map.of("T", target.url()));
            RunView end = awaitEnd(run);

            assertThat(end.exitCode()).isZero();
            assertThat(RunLab.count(run, "mine")).as("it was handed out").isEqualTo(1);
            String artifacts = run.artifacts().values().stream()
                    .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                    .reduce("", String::concat);
            String shown = end + " " + RunLab.lines(run) + run.series() + run.metrics() + run.summary()
                    + run.wholeSummary(true) + run.history() + artifacts + run.setupData();
            assertThat(shown).contains(SecretVault.REDACTED).doesNotContain("s3cr", "et value", "et%20value");
            assertThat(RunLab.consoleLines(run))
                    .contains("plain " + SecretVault.REDACTED + " {\"token\":\"" + SecretVault.REDACTED + "\"} "
                            + SecretVault.REDACTED);
            assertThat(end.secretNames()).containsExactly("token");
        }
    }

    @Test
    void a_line_that_is_cut_within_a_secret_shows_nothing_of_it() {
        Run run = create(
                "import secrets from 'k6/secrets'; export const options = { iterations: 1 };"
                        + "export default async () => { const it = await secrets.get('token');"
                        + " console.log('x'.repeat(16380) + it); };",
                Map.of("token", "abcdefghijklmnop"),
                Map.of());
        awaitEnd(run);

        assertThat(RunLab.consoleLines(run))
                .singleElement()
                .satisfies(line -> assertThat(line).doesNotContain("abc").endsWith("x***S…"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "secrets.get('token')          | value1",
                "secrets.source('default').get('token') | value1",
                "secrets.get('nothing')        | Error: there is no secret \"nothing\" in the source \"default\"",
                "secrets.source('vault').get('token') | Error: there is no secret source \"vault\"",
                "secrets.get()                 | TypeError: the name of a secret is a non-empty string",
            })
    void a_promise_brings_the_value_or_why_there_is_none(String call, String expected) {
        Run run = create(
                "import secrets from 'k6/secrets'; export const options = { iterations: 1 };"
                        + "export default async function () { let it; try { it = (await " + call
                        + ").replace('hidden', ''); } catch (e) { it = String(e); } console.log(it); }",
                Map.of("token", "hiddenvalue1"),
                Map.of());
        awaitEnd(run);

        assertThat(RunLab.consoleLines(run)).containsExactly(expected);
    }

    @Test
    void without_any_secrets_that_is_said() {
        Run run = create(
                "import secrets from 'k6/secrets'; export const options = { iterations: 1 };"
                        + "export default async () => { await secrets.get('x'); };",
                Map.of(),
                Map.of());
        awaitEnd(run);

        assertThat(RunLab.lines(run))
                .anySatisfy(line -> assertThat(line)
                        .contains("no secrets were given with the run, and no directory of secrets is mounted"));
    }

    @Test
    void a_folder_has_a_file_for_each_secret_and_a_folder_for_each_further_source(@TempDir Path folder)
            throws Exception {
        Files.writeString(folder.resolve("token"), "one\n");
        Files.createDirectory(folder.resolve("vault"));
        Files.writeString(folder.resolve("vault").resolve("token"), "two");
        Files.writeString(folder.resolve("large"), "x".repeat(70_000));
        SecretVault vault = new SecretVault(Map.of("mine", "three"), new SecretFolder(folder));

        assertThat(vault.take("default", "token")).isEqualTo("one");
        assertThat(vault.take("vault", "token")).isEqualTo("two");
        assertThat(vault.take("default", "mine")).isEqualTo("three");
        assertThat(vault.take("default", "large")).isNull();
        assertThat(vault.take("default", "../" + folder.getFileName() + "/token"))
                .isNull();
        assertThat(vault.take("..", "token")).isNull();
        assertThat(vault.has("vault")).isTrue();
        assertThat(vault.has("..")).isFalse();
        assertThat(vault.redact("one and two and three and four"))
                .isEqualTo(SecretVault.REDACTED + " and " + SecretVault.REDACTED + " and " + SecretVault.REDACTED
                        + " and four");
    }

    @Test
    void a_secret_in_an_error_of_the_init_is_hidden_in_the_refusal() {
        assertThat(LAB.refusal(spec(
                        "import secrets from 'k6/secrets'; const it = await secrets.get('token');"
                                + "throw new Error('with ' + it); export default () => {};",
                        Map.of("token", SECRET),
                        Map.of())))
                .allSatisfy(problem -> assertThat(problem.message())
                        .contains(SecretVault.REDACTED)
                        .doesNotContain("s3cr"));
    }

    private static Run create(String script, Map<String, String> secrets, Map<String, String> env) {
        return LAB.create(spec(script, secrets, env));
    }

    private static RunSpec spec(String script, Map<String, String> secrets, Map<String, String> env) {
        return new RunSpec(
                null,
                "test",
                new ScriptIdentity("test", 1, "sha256:0"),
                ScriptFiles.single("main.js", script),
                Map.of(),
                env,
                secrets,
                Map.of(),
                null,
                "tester",
                false,
                null,
                RuntimeOptions.NONE);
    }
}
