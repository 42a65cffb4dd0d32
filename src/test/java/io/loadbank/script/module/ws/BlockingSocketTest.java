package io.loadbank.script.module.ws;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadbank.script.LabVu;
import io.loadbank.script.LoadedScript;
import io.loadbank.vu.IterationOutcome;
import java.util.Map;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BlockingSocketTest {

    private static final SocketLab LAB = new SocketLab();

    @AfterAll
    static void close() {
        LAB.close();
    }

    @Test
    void the_setup_function_runs_before_open_and_the_answer_comes_back() {
        assertThat(LAB.console("""
                const r = ws.connect(url + '/ws/echo', (s) => {
                  s.on('open', () => { console.log('open'); s.close(); });
                  s.on('nonsense', () => {}); s.on('open', 5);
                  s.on('close', (c) => console.log('close', c));
                  console.log('set up');
                });
                console.log(r.status, r.url === url + '/ws/echo', r.headers['Sec-Websocket-Accept'].length, JSON.stringify([r.body, r.error]));
                """)).containsExactly("set up", "open", "close 1001", "101 true 28 [\"\",\"\"]");
    }

    @Test
    void handlers_of_one_event_run_in_the_order_they_were_added() {
        assertThat(LAB.console("""
                ws.connect(url + '/ws/echo', (s) => {
                  s.on('message', (m) => console.log('first', m));
                  s.on('message', (m) => { console.log('second', m); s.close(1000); });
                  s.on('open', () => s.send('x'));
                });
                """)).containsExactly("first x", "second x");
    }

    @ParameterizedTest
    @CsvSource({"1000,close 1000", "1001,close 1001"})
    void a_usual_close_of_the_server_raises_no_error(int code, String expected) {
        assertThat(closedByServer("/ws/close?code=" + code)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "1002,websocket: close 1002 (protocol error): why|close 1002",
        "1011,websocket: close 1011 (internal server error): why|close 1011",
        "4000,websocket: close 4000: why|close 4000"
    })
    void another_close_of_the_server_raises_an_error_first(int code, String expected) {
        assertThat(closedByServer("/ws/close?reason=why&code=" + code)).isEqualTo(expected);
    }

    @Test
    void a_close_without_a_code_is_1005() {
        assertThat(closedByServer("/ws/close?code=1005")).isEqualTo("websocket: close 1005 (no status)|close 1005");
    }

    @Test
    void a_stream_that_just_ends_closes_with_1001() {
        assertThat(closedByServer("/ws/end")).isEqualTo("close 1001");
    }

    @ParameterizedTest
    @ValueSource(strings = {"reset", "garbage"})
    void a_connection_that_breaks_raises_an_error_and_closes_with_1001(String route) {
        assertThat(closedByServer("/ws/" + route)).contains("|close 1001").doesNotContain("io.netty", "java.");
    }

    private static String closedByServer(String path) {
        return LAB.console("const log = []; ws.connect(url + '" + path
                        + "', (s) => { s.on('error', (e) => log.push(e.error())); s.on('close', (c) => log.push('close ' + c)); });"
                        + "console.log(log.join('|'));")
                .getFirst();
    }

    @Test
    void a_refused_handshake_is_a_response_and_the_function_is_not_called() {
        try (LoadedScript script = LAB.run("{}", """
                const r = ws.connect(url + '/status/404', { tags: { t: 'x' } }, () => console.log('called'));
                console.log(r.status, r.url === '', r.body, r.error === '');
                """)) {
            assertThat(script.test.console()).containsExactly("404 true status 404 true");
            assertThat(script.tags("ws_sessions"))
                    .containsEntry("status", "404")
                    .containsEntry("t", "x");
            assertThat(script.count("ws_connecting")).isEqualTo(1);
            assertThat(script.count("ws_session_duration")).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ws://127.0.0.1:1/,connection refused",
        "http://127.0.0.1:1/,malformed ws or wss URL",
        "ws://a:b@127.0.0.1:1/,malformed ws or wss URL"
    })
    void no_connection_is_status_0_with_a_text(String address, String error) {
        assertThat(LAB.console("const r = ws.connect('" + address + "', () => {}); console.log(r.status, r.error);"))
                .singleElement()
                .asString()
                .startsWith("0 ")
                .contains(error);
    }

    @Test
    void no_connection_throws_under_the_throw_option() {
        assertThat(LAB.console(
                        "{ throw: true }", "console.log(thrown(() => ws.connect('ws://127.0.0.1:1/', () => {})));"))
                .singleElement()
                .asString()
                .contains("connection refused");
    }

    @Test
    void a_forged_answer_is_a_bad_handshake() {
        assertThat(LAB.console("const r = ws.connect(url + '/ws/forged', () => {}); console.log(r.status, r.error);"))
                .containsExactly("101 websocket: bad handshake");
    }

    @Test
    void a_header_that_is_the_handshakes_own_is_refused() {
        assertThat(
                        LAB.console(
                                "console.log(ws.connect(url + '/ws/echo', { headers: { 'sec-websocket-key': 'x' } }, () => {}).error);"))
                .containsExactly("websocket: duplicate header not allowed: Sec-Websocket-Key");
    }

    @Test
    void headers_cookies_user_agent_and_subprotocol_go_out() {
        try (LoadedScript script = LAB.run("{ userAgent: 'me/1' }", """
                http.cookieJar().set(base, 'a', '1');
                const r = ws.connect(url + '/ws/headers', { headers: { 'X-H': 'v', 'Sec-WebSocket-Protocol': 'one, two' } }, (s) => {
                  s.on('message', (m) => {
                    const h = JSON.parse(m);
                    console.log(h['X-H'], h.Cookie, h['User-Agent'], h['Sec-WebSocket-Version'], h['Sec-WebSocket-Protocol'], h['Sec-WebSocket-Extensions']);
                    s.close();
                  });
                });
                console.log(http.cookieJar().cookiesForURL(base).seen, r.headers['Sec-Websocket-Protocol']);
                """)) {
            assertThat(script.test.console()).containsExactly("v a=1 me/1 13 one, two undefined", "[ \"yes\" ] one");
            assertThat(script.tags("ws_sessions")).containsEntry("subproto", "one");
        }
    }

    @Test
    void a_jar_of_its_own_takes_the_place_of_the_vus() {
        assertThat(LAB.console("""
                const jar = new http.CookieJar(); jar.set(base, 'own', '2');
                ws.connect(url + '/ws/headers', { jar }, (s) => s.on('message', (m) => { console.log(JSON.parse(m).Cookie); s.close(); }));
                console.log(jar.cookiesForURL(base).seen, http.cookieJar().cookiesForURL(base).seen);
                """)).containsExactly("own=2", "[ \"yes\" ] undefined");
    }

    @Test
    void compression_is_offered_when_asked_for_and_works_both_ways() {
        int before = LAB.target.counter("compressed");
        assertThat(LAB.console("""
                const text = 'abc'.repeat(1000);
                const r = ws.connect(url + '/ws/echo?deflate=1', { compression: 'deflate' }, (s) => {
                  s.on('open', () => { s.send(text); s.sendBinary(new Uint8Array(500).buffer); });
                  s.on('message', (m) => console.log(m === text));
                  s.on('binaryMessage', (b) => { console.log(b.byteLength); s.close(); });
                });
                console.log(r.headers['Sec-Websocket-Extensions']);
                console.log(ws.connect(url + '/ws/echo?deflate=1', () => {}).error);
                console.log(thrown(() => ws.connect(url + '/ws/echo', { compression: 'gzip' }, () => {})));
                """))
                .containsExactly(
                        "true",
                        "500",
                        "permessage-deflate; server_no_context_takeover; client_no_context_takeover",
                        "websocket: bad handshake",
                        "unsupported compression algorithm 'gzip': a WebSocket has only 'deflate'");
        assertThat(LAB.target.counter("compressed")).isGreaterThan(before);
    }

    @Test
    void pings_of_the_server_are_answered_and_told_and_fragments_are_joined() {
        assertThat(LAB.console("""
                ws.connect(url + '/ws/ping', (s) => s.on('ping', () => { console.log('ping'); s.close(); }));
                ws.connect(url + '/ws/fragments', (s) => {
                  s.on('ping', () => console.log('between'));
                  s.on('message', (m) => { console.log(m); s.close(); });
                });
                """)).containsExactly("ping", "between", "abcd");
    }

    @Test
    void samples_carry_the_raw_url_and_no_name() {
        try (LoadedScript script = LAB.run("{}", """
                ws.connect(url + '/ws/echo?q', { tags: { part: 1 } }, (s) => {
                  s.on('open', () => { s.send('a'); s.sendBinary(new ArrayBuffer(1)); s.ping(); });
                  s.on('pong', () => s.close());
                });
                """)) {
            assertThat(script.tags("ws_msgs_sent"))
                    .containsAllEntriesOf(Map.of("part", "1", "status", "101", "subproto", ""))
                    .containsEntry("url", LAB.target.url().replace("http", "ws") + "/ws/echo?q")
                    .doesNotContainKey("name");
            assertThat(script.count("ws_msgs_sent")).isEqualTo(2);
            assertThat(script.count("ws_msgs_received")).isEqualTo(2);
            assertThat(script.count("ws_ping")).isEqualTo(1);
            assertThat(script.count("ws_sessions")).isEqualTo(1);
            assertThat(script.count("ws_session_duration")).isEqualTo(1);
            assertThat(script.count("data_sent")).isGreaterThan(100);
            assertThat(script.count("data_received")).isGreaterThan(100);
        }
    }

    @Test
    void wrong_arguments_throw() {
        assertThat(LAB.console("""
                const inside = (f) => thrown(() => ws.connect(url + '/ws/echo', f));
                console.log(thrown(() => ws.connect(url)) !== 'nothing', thrown(() => ws.connect(url, {}, {}, () => {})) !== 'nothing');
                console.log(inside((s) => s.setTimeout(() => {}, 0)));
                console.log(inside((s) => s.setInterval(() => {}, -1)));
                console.log(inside((s) => s.setTimeout(5, 1)));
                console.log(inside((s) => s.sendBinary()));
                console.log(inside((s) => s.sendBinary(new Uint8Array(1))));
                console.log(thrown(() => ws.connect(url + '/ws/echo', { tags: { a: {} } }, () => {})));
                """))
                .containsExactly(
                        "true true",
                        "setTimeout() of a socket needs a delay above 0, not 0",
                        "setInterval() of a socket needs a delay above 0, not -1",
                        "setTimeout() of a socket needs a function",
                        "sendBinary() needs an ArrayBuffer",
                        "sendBinary() takes an ArrayBuffer, not object",
                        "invalid value for tag 'a': only string, boolean and number values can be tags");
    }

    @Test
    void an_exception_closes_with_1001_and_leaves_connect() {
        assertThat(LAB.console("""
                const log = [];
                try {
                  ws.connect(url + '/ws/echo', (s) => { s.on('close', (c) => log.push(c)); s.setTimeout(() => { throw new RangeError('x'); }, 1); });
                } catch (e) { log.push(e.name); }
                console.log(log.join());
                """)).containsExactly("1001,RangeError");
    }

    @Test
    void sending_after_the_end_is_an_error_event() {
        assertThat(LAB.console("""
                ws.connect(url + '/ws/echo', (s) => {
                  s.on('error', (e) => console.log(e.error()));
                  s.on('open', () => { s.close(); s.send('late'); s.close(); });
                  s.on('close', () => console.log('closed'));
                });
                """)).containsExactly("closed", "websocket: close sent");
    }

    @Test
    void it_is_refused_in_the_init_context() {
        assertThat(LAB.scripts
                        .refusal(
                                "import ws from 'k6/ws'; ws.connect('ws://127.0.0.1:1', () => {}); export default () => {};")
                        .problems()
                        .getFirst()
                        .message())
                .contains("init context");
    }

    @Test
    void it_can_be_cut_off_while_it_waits_and_the_server_hears_1001() {
        try (LoadedScript script = LAB.script("{}", """
                if (__ITER === 0) {
                  ws.connect(url + '/ws/echo', (s) => { s.on('open', () => console.log('in')); s.on('close', () => console.log('never')); });
                  console.log('never');
                } else { console.log('next'); }
                """)) {
            LabVu vu = script.vu();
            Future<IterationOutcome> running = vu.begin();
            Awaitility.await().until(() -> script.test.console().contains("in"));
            vu.interrupt();
            assertThat(LabVu.await(running)).isEqualTo(IterationOutcome.interrupted());
            Awaitility.await().until(() -> LAB.target.openConnections() == 0);

            assertThat(vu.activate().iterate()).isEqualTo(IterationOutcome.completed());
            assertThat(script.test.console()).containsExactly("in", "next");
        }
    }

    @Test
    void it_can_be_cut_off_while_a_handler_spins_or_a_deaf_peer_blocks_a_send() {
        for (String body : new String[] {
            "ws.connect(url + '/ws/echo', (s) => { console.log('in'); for (;;) {} });",
            "ws.connect(url + '/ws/deaf', (s) => { console.log('in'); const b = new ArrayBuffer(1 << 20); for (;;) { s.sendBinary(b); } });",
            "console.log('in'); ws.connect(url + '/silent', () => {});"
        }) {
            try (LoadedScript script = LAB.script("{}", body)) {
                LabVu vu = script.vu();
                Future<IterationOutcome> running = vu.begin();
                Awaitility.await().until(() -> script.test.console().contains("in"));
                vu.interrupt();
                assertThat(LabVu.await(running)).isEqualTo(IterationOutcome.interrupted());
            }
        }
    }

    @Test
    void a_flood_stops_at_the_window_while_the_script_is_busy() {
        int before = LAB.target.counter("flooded");
        try (LoadedScript script = LAB.run("{}", """
                ws.connect(url + '/ws/flood?count=400&size=100000', (s) => {
                  let n = 0;
                  s.on('message', () => { if (++n === 400) { s.close(); } });
                });
                """)) {
            assertThat(script.count("ws_msgs_received")).isEqualTo(400);
            assertThat(LAB.target.counter("flooded") - before).isEqualTo(400);
        }
    }
}
