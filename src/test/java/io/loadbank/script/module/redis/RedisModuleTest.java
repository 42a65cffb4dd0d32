package io.loadbank.script.module.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadbank.plan.Problem;
import io.loadbank.script.LabVu;
import io.loadbank.script.LoadedScript;
import io.loadbank.script.ScriptFiles;
import io.loadbank.script.ScriptLab;
import io.loadbank.testkit.RedisServer;
import io.loadbank.testkit.TestCertificate;
import io.loadbank.vu.IterationOutcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedisModuleTest {

    private static final ScriptLab LAB = new ScriptLab();
    private static RedisServer server;

    @BeforeAll
    static void open() {
        server = RedisServer.start();
    }

    @AfterAll
    static void close() {
        LAB.close();
        server.close();
    }

    private static final String HEAD = """
            import redis, { Client } from 'k6/experimental/redis';
            const PORT = Number(__ENV.PORT);
            const fails = async (p) => { try { return 'fine: ' + await p; } catch (e) { return String(e); } };
            const show = (v) => typeof v === 'object' ? JSON.stringify(v) : String(v);
            """;

    private static LoadedScript script(String init, String body, int port) {
        String code = HEAD + init + "\nexport default async function () { " + body + " }";
        return LAB.script(ScriptFiles.single("main.js", code), Map.of("PORT", Integer.toString(port)));
    }

    private static List<String> console(String init, String body, int port) {
        try (LoadedScript script = script(init, body, port)) {
            assertThat(script.vu().iterate()).isEqualTo(IterationOutcome.completed());
            return script.test.console();
        }
    }

    private static final String CLIENT = "const c = new Client({ socket: { host: '127.0.0.1', port: PORT } });";

    /** Each line: expressions on an empty database, and what the last one comes to. */
    @ParameterizedTest
    @CsvFileSource(resources = "/redis-commands.txt", delimiter = '|', quoteCharacter = '`')
    void answers(String expressions, String answer) {
        String body = "await c.sendCommand('FLUSHALL'); let last; for (const f of [" + expressions
                + "]) { try { last = show(await f()); } catch (e) { last = 'rejected: ' + e; } } console.log(last);";

        assertThat(console(CLIENT, body, server.port)).containsExactly(answer == null ? "" : answer);
    }

    @Test
    void commands_go_out_in_order_even_before_the_connection_stands() {
        assertThat(console(
                        CLIENT,
                        "c.del('l'); for (let i = 0; i < 50; i++) { c.rpush('l', i); } const l = await c.lrange('l', 0, -1);"
                                + "console.log(l.length, l[0], l[49], l.every((v, i) => v === String(i)));",
                        server.port))
                .containsExactly("50 0 49 true");
    }

    @Test
    void the_module_has_its_name_of_k6_2_as_well_and_takes_a_url() {
        try (LoadedScript script = LAB.script(ScriptFiles.single("main.js", """
                import redis from 'k6/x/redis';
                const c = new redis.Client('redis://127.0.0.1:' + __ENV.PORT + '/3');
                export default async function () {
                  console.log(await c.set('here', 1, 0), (await c.sendCommand('CLIENT', 'INFO')).includes(' db=3 '));
                }
                """), Map.of("PORT", "" + server.port))) {
            script.vu().iterate();

            assertThat(script.test.console()).containsExactly("OK true");
        }
    }

    @Test
    void a_connection_has_the_name_the_options_give_and_each_vu_has_its_own_until_it_ends() {
        String name = "vu-" + System.nanoTime();
        try (LoadedScript script = script(
                "const c = new Client({ socket: { host: '127.0.0.1', port: PORT }, clientName: '" + name + "' });",
                "await c.incr('n');",
                server.port)) {
            assertThat(server.say("CLIENT LIST")).doesNotContain(name);
            LabVu one = script.vu();
            LabVu two = script.vu();
            one.iterate();
            one.iterate();
            two.iterate();

            assertThat(server.say("CLIENT LIST").split("name=" + name, -1)).hasSize(3);
        }
        Awaitility.await().until(() -> !server.say("CLIENT LIST").contains(name));
    }

    @Test
    void a_lost_connection_is_made_anew_by_the_next_command() {
        assertThat(console(
                        CLIENT,
                        "await c.set('k', 'v', 0); console.log((await fails(c.sendCommand('QUIT'))));"
                                + "let seen; for (let i = 0; i < 100 && seen !== 'v'; i++) {"
                                + " try { seen = await c.get('k'); } catch (e) { seen = e; } } console.log(seen);",
                        server.port))
                .containsExactly("fine: OK", "v");
    }

    @Test
    void a_login_is_used_and_a_wrong_one_is_a_rejection() {
        try (RedisServer locked = RedisServer.start("requirepass secret", "user ann on >pw ~* +@all")) {
            assertThat(console(
                            "const of = (more) => new Client({ socket: { host: '127.0.0.1', port: PORT }, ...more });"
                                    + "const a = of({ password: 'secret' }); const b = of({ username: 'ann', password: 'pw' });"
                                    + "const c = of({ password: 'wrong' }); const d = of({});"
                                    + "const e = new Client('redis://ann:pw@127.0.0.1:' + PORT);",
                            "for (const x of [a, b, c, d, e]) { console.log(await fails(x.incr('n'))); }",
                            locked.port))
                    .satisfiesExactly(
                            line -> assertThat(line).isEqualTo("fine: 1"),
                            line -> assertThat(line).isEqualTo("fine: 2"),
                            line -> assertThat(line).containsAnyOf("WRONGPASS", "the server hung up during the login"),
                            line -> assertThat(line).doesNotStartWith("fine").doesNotContain("io.lettuce"),
                            line -> assertThat(line).isEqualTo("fine: 3"));
        }
    }

    @Test
    void a_cluster_is_found_from_one_of_its_nodes() {
        try (RedisServer node = RedisServer.start("cluster-enabled yes")) {
            node.say("CLUSTER ADDSLOTSRANGE 0 16383");
            Awaitility.await().until(() -> node.say("CLUSTER INFO").contains("cluster_state:ok"));

            assertThat(console(
                            "const c = new Client({ cluster: { maxRedirects: 2, nodes: ['redis://127.0.0.1:' + PORT] } });",
                            "for (let i = 0; i < 9; i++) { await c.set('k' + i, i, 0); } console.log(await c.get('k7'), await c.incrBy('k7', 2));",
                            node.port))
                    .containsExactly("7 9");
        }
    }

    @Test
    void a_master_is_found_by_its_sentinel() {
        try (RedisServer sentinel = RedisServer.start("sentinel monitor boss 127.0.0.1 " + server.port + " 1")) {
            assertThat(console(
                            "const c = new Client({ socket: { host: '127.0.0.1', port: PORT }, masterName: 'boss' });",
                            "await c.set('by', 'sentinel', 0); console.log(await c.get('by'));",
                            sentinel.port))
                    .containsExactly("sentinel");
        }
    }

    @Test
    void nothing_that_listens_is_a_rejection_without_names_of_classes() {
        assertThat(console(CLIENT, "console.log(await fails(c.get('k')));", 1))
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .startsWith("dial tcp 127.0.0.1:1: ")
                        .contains("refused")
                        .doesNotContain("Exception")
                        .doesNotContain("io."));
    }

    @Test
    void names_and_addresses_follow_the_options_of_the_run() {
        String options = "export const options = { hosts: { 'redis.test': '127.0.0.1' }, blockHostnames: ['no.test'],"
                + " blacklistIPs: ['127.0.0.2/32'] };";
        String clients = "const open = (host) => new Client({ socket: { host, port: PORT } });"
                + "const a = open('redis.test'), b = open('no.test'), d = open('127.0.0.2');";
        assertThat(console(
                        options + clients,
                        "await a.set('named', 1, 0); console.log(await a.get('named'));"
                                + "console.log(await fails(b.get('k'))); console.log(await fails(d.get('k')));",
                        server.port))
                .satisfiesExactly(
                        line -> assertThat(line).isEqualTo("1"),
                        line -> assertThat(line).contains("hostname is blocked"),
                        line -> assertThat(line).contains("ip is blacklisted"));
    }

    @Test
    void commands_in_init_code_are_rejected_and_the_constructor_connects_nowhere() {
        assertThat(console(
                        "const c = new Client('redis://127.0.0.1:1'); if (__VU === 1) console.log(await fails(c.get('k')));",
                        "",
                        1))
                .containsExactly("Error: Redis commands are not available in the init context");
    }

    @Test
    void an_iteration_that_waits_for_a_silent_server_is_cut_off() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
                LoadedScript script = script(
                        "const c = new Client({ socket: { host: '127.0.0.1', port: PORT, readTimeout: -1, dialTimeout: 600000 } });",
                        "console.log('in'); await c.get('k'); console.log('out');",
                        silent.getLocalPort())) {
            LabVu vu = script.vu();
            var step = vu.begin();
            Awaitility.await().until(() -> script.test.console().contains("in"));

            vu.interrupt();

            assertThat(LabVu.await(step)).isEqualTo(IterationOutcome.interrupted());
            assertThat(script.test.console()).containsExactly("in");
        }
    }

    @Test
    void a_silent_server_is_a_timeout() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
            assertThat(console(
                            "const c = new Client({ socket: { host: '127.0.0.1', port: PORT, dialTimeout: 200 } });",
                            "console.log(await fails(c.get('k')));",
                            silent.getLocalPort()))
                    .singleElement()
                    .satisfies(line -> assertThat(line).startsWith("dial tcp").contains("timeout"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "5|a Redis client takes a URL or an object of options",
                "{}|the options of a Redis client need a socket or a cluster",
                "{ socket: {} }|the socket of a Redis client needs a host",
                "{ socket: { host: 'h' }, retries: 3 }|unknown option 'retries' of a Redis client",
                "{ socket: { host: 'h', keepAlive: 3 } }|unknown socket option 'keepAlive' of a Redis client",
                "{ socket: { host: 'h', port: 0 } }|port of a Redis client must be from 1 to 65535",
                "{ socket: { host: 'h', port: 'x' } }|port of a Redis client must be an integer that is not negative",
                "{ socket: { host: 'h', dialTimeout: 'soon' } }|dialTimeout of a Redis client must be a number of milliseconds, or -1",
                "{ socket: { host: 'h', tls: { ca: 'x' } } }|tls.ca of a Redis client must be an array of ArrayBuffers",
                "{ socket: { host: 'h', tls: { ca: [], cert: new ArrayBuffer(1) } } }|tls.cert and tls.key of a Redis client belong together",
                "{ socket: { host: 'h', tls: { ca: [new ArrayBuffer(3)] } } }|the certificates of a Redis client cannot be read: PEM texts are needed",
                "{ cluster: {} }|the cluster of a Redis client needs nodes",
                "{ cluster: { nodes: ['x'] } }|the URL of a Redis client must begin with redis:// or rediss://",
                "'http://h'|the URL of a Redis client must begin with redis:// or rediss://",
                "'redis://h/x'|invalid database number 'x' in the URL of a Redis client",
                "'redis://h?a=1'|the URL of a Redis client takes no parameters; use options instead",
            })
    void options_that_cannot_be_used_are_refused_at_once(String options, String message) {
        assertThat(LAB.refusal(HEAD + "new Client(" + options + "); export default () => {};")
                        .problems())
                .extracting(Problem::message)
                .singleElement()
                .asString()
                .contains(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'redis://h'",
                "'rediss://u:p%40@[::1]:7/1'",
                "{ socket: { host: 'h', tls: { ca: [] } } }",
                "{ cluster: { nodes: [{ host: 'a' }, { host: 'b' }], readOnly: true } }",
                "{ socket: { host: 'h' }, masterName: 'm', sentinelUsername: 'u', sentinelPassword: 'p' }",
            })
    void options_are_read(String options) {
        LAB.script(HEAD + "new Client(" + options + "); export default () => {};")
                .close();
    }

    @Test
    void a_server_behind_tls_is_trusted_by_its_authority_alone() {
        TestCertificate certificate = TestCertificate.local();
        try (RedisServer secure = RedisServer.startTls(certificate);
                LoadedScript script = LAB.script(
                        ScriptLab.files(
                                "main.js",
                                HEAD + "const ca = open('ca.pem', 'b');"
                                        + "const good = new Client({ socket: { host: '127.0.0.1', port: PORT, tls: { ca: [ca] } } });"
                                        + "const bad = new Client('rediss://127.0.0.1:' + PORT);"
                                        + "export default async function () {"
                                        + " console.log(await fails(good.set('k', 'v', 0)), await good.get('k'));"
                                        + " console.log((await fails(bad.get('k'))).startsWith('fine')); }",
                                "ca.pem",
                                certificate.certificatePem()),
                        Map.of("PORT", Integer.toString(secure.port)))) {
            assertThat(script.vu().iterate()).isEqualTo(IterationOutcome.completed());
            assertThat(script.test.console()).containsExactly("fine: OK v", "false");
        }
    }

    @Test
    void options_of_a_pool_are_said_to_have_no_effect() {
        try (LoadedScript script =
                LAB.script(HEAD + "new Client({ socket: { host: 'h', poolSize: 9 } }); export default () => {};")) {
            assertThat(script.test.notes()).anyMatch(line -> line.contains("'poolSize' has no effect"));
        }
    }
}
