package io.loadbank.script.module.ws;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadbank.script.LabVu;
import io.loadbank.script.LoadedScript;
import io.loadbank.vu.IterationOutcome;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventSocketTest {

    private static final SocketLab LAB = new SocketLab();

    @AfterAll
    static void close() {
        LAB.close();
    }

    @Test
    void the_iteration_lasts_until_it_is_closed() {
        assertThat(LAB.console("""
                const s = new WebSocket(url + '/ws/echo', ['one', 'two']);
                console.log(s.readyState, s.url === url + '/ws/echo', s.binaryType, s.protocol, s.bufferedAmount, s instanceof WebSocket);
                s.onopen = (e) => { console.log(e.type, e.target === s, typeof e.timestamp, s.readyState, s.protocol); s.send('hi'); };
                s.onmessage = (e) => { console.log(e.type, e.data, e.origin === s.url); s.close(); console.log(s.readyState); };
                s.onclose = (e) => console.log(e.type, e.code, e.reason, s.readyState, 'wasClean' in e);
                """))
                .containsExactly(
                        "0 true blob  0 false",
                        "open true number 1 one",
                        "message hi true",
                        "2",
                        "close 1000  3 false");
    }

    @Test
    void the_states_have_names_on_the_class_and_on_sockets() {
        assertThat(LAB.console("""
                const s = new WebSocket(url + '/ws/echo');
                console.log(s.readyState === WebSocket.CONNECTING, WebSocket.OPEN, WebSocket.CLOSING, WebSocket.CLOSED);
                s.onopen = () => { console.log(s.readyState === s.OPEN, s.CONNECTING, s.CLOSING, s.CLOSED); s.close(); };
                console.log(Object.keys(s).includes('OPEN'), Object.keys(WebSocket).length);
                """)).containsExactly("true 1 2 3", "false 0", "true 0 2 3");
    }

    @Test
    void handlers_run_before_listeners_and_can_be_taken_away() {
        assertThat(LAB.console("""
                const s = new WebSocket(url + '/ws/echo');
                const log = [];
                s.addEventListener('open', () => log.push('first'));
                s.addEventListener('open', () => { log.push('second'); s.close(); });
                s.onopen = () => log.push('handler');
                s.onclose = () => log.push('never'); s.onclose = null;
                s.addEventListener('close', () => console.log(log.join(), s.onclose));
                """)).containsExactly("handler,first,second null");
    }

    @Test
    void binary_messages_come_as_the_type_that_is_asked_for() {
        assertThat(LAB.console("""
                const s = new WebSocket(url + '/ws/echo');
                s.onopen = () => s.send(new Uint8Array([1, 2, 3]));
                s.onmessage = async (e) => {
                  if (s.binaryType === 'blob') {
                    console.log(e.data instanceof Blob, e.data.size, (await e.data.bytes()).join());
                    s.binaryType = 'arraybuffer';
                    s.send(new Blob(['é', new Uint8Array([65]).buffer]));
                  } else {
                    console.log(e.data instanceof ArrayBuffer, e.data.byteLength);
                    s.close();
                  }
                };
                """)).containsExactly("true 3 1,2,3", "true 3");
    }

    @Test
    void a_blob_has_its_parts() {
        assertThat(LAB.console("""
                const b = new Blob(['ab', new Uint8Array([99]), new Blob(['d'])], { type: 'text/plain' });
                const part = b.slice(1, 3, 'x/y');
                console.log(b.size, b.type, await b.text(), part.size, part.type, await part.text(), (await b.arrayBuffer()).byteLength, new Blob().size);
                console.log(thrown(() => b.stream()), thrown(() => new Blob([5])) !== 'nothing');
                """))
                .containsExactly(
                        "4 text/plain abcd 2 x/y bc 4 0",
                        "Blob.stream() is not supported; use text(), bytes() or arrayBuffer() true");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "new WebSocket()",
                "new WebSocket('nonsense')",
                "new WebSocket('http://127.0.0.1/')",
                "new WebSocket('ws://127.0.0.1/#f')",
                "new WebSocket(url, 5)",
                "new WebSocket(url, null, { what: 1 })",
                "new WebSocket(url, null, { compression: 'gzip' })",
                "new WebSocket(url, null, { tags: { a: null } })",
                "new WebSocket(url, null, { jar: 'x' })",
                "live.binaryType = 'text'",
                "live.onopen = 'x'",
                "live.addEventListener('open', 5)",
                "live.send('x')",
                "live.ping()",
                "live.close(1001)",
                "live.close(5000)",
                "live.close(1000, 'x'.repeat(124))"
            })
    void wrong_arguments_throw(String code) {
        assertThat(LAB.console("const live = new WebSocket(url + '/ws/echo'); live.onopen = () => live.close();"
                        + "const t = thrown(() => { " + code
                        + " }); console.log(t !== 'nothing' && t !== 'no Error');"))
                .containsExactly("true");
    }

    @Test
    void sending_anything_else_throws_and_an_unknown_event_only_warns() {
        assertThat(LAB.console("""
                const s = new WebSocket(url + '/ws/echo');
                s.onopen = () => { console.log(thrown(() => s.send(5)), thrown(() => s.send({}))); s.close(3001, 'bye'); s.close(); };
                s.onclose = (e) => console.log(e.code, thrown(() => s.send('x')));
                s.addEventListener('nonsense', () => {});
                """).stream().filter(line -> !line.contains("nonsense")))
                .containsExactly(
                        "send() of a WebSocket takes a string, an ArrayBuffer, a typed array or a Blob, not number "
                                + "send() of a WebSocket takes a string, an ArrayBuffer, a typed array or a Blob, not object",
                        "3001 InvalidStateError: the WebSocket is not open");
    }

    @ParameterizedTest
    @CsvSource({
        "/ws/close?code=1000,close 1000",
        "/ws/close?code=1001&reason=r,close 1001 r",
        "/ws/close?code=4000&reason=r,error websocket: close 4000: r|close 4000 r",
        "/ws/close?code=1005,error websocket: close 1005 (no status)|close 1005",
        "/ws/end,error websocket: close 1006 (abnormal closure): unexpected EOF|close undefined",
        "/status/404,error websocket: bad handshake|close undefined"
    })
    void the_servers_end_is_told(String path, String expected) {
        assertThat(
                        LAB.console(
                                "const log = []; const s = new WebSocket(url + '" + path + "');"
                                        + "s.onerror = (e) => log.push('error ' + e.error);"
                                        + "s.onclose = (e) => { log.push(('close ' + e.code + ' ' + e.reason).trim()); console.log(log.join('|')); };"))
                .containsExactly(expected);
    }

    @Test
    void no_connection_is_an_error_and_a_close_and_samples_no_duration() {
        try (LoadedScript script = LAB.run("{}", """
                const s = new WebSocket('ws://127.0.0.1:1/');
                s.onerror = (e) => console.log(e.error);
                s.onclose = (e) => console.log(e.code, 'code' in e, s.readyState);
                """)) {
            assertThat(script.test.console())
                    .satisfiesExactly(
                            line -> assertThat(line).contains("connection refused"),
                            line -> assertThat(line).isEqualTo("undefined false 3"));
            assertThat(script.count("ws_sessions")).isEqualTo(1);
            assertThat(script.count("ws_connecting")).isEqualTo(1);
            assertThat(script.count("ws_session_duration")).isZero();
        }
    }

    @Test
    void pings_and_close_frames_count_as_sent_and_messages_while_closing_do_not_count() {
        try (LoadedScript script = LAB.run("{}", """
                const s = new WebSocket(url + '/ws/echo', null, { tags: { part: 'x' } });
                s.onopen = () => { s.send('a'); s.ping(); };
                s.onpong = () => { s.send('b'); s.close(); };
                s.onmessage = (e) => console.log(e.data);
                """)) {
            assertThat(script.test.console()).containsExactly("a");
            assertThat(script.count("ws_msgs_sent")).isEqualTo(4);
            assertThat(script.count("ws_msgs_received")).isEqualTo(1);
            assertThat(script.count("ws_ping")).isEqualTo(1);
            assertThat(script.count("ws_session_duration")).isEqualTo(1);
            String address = LAB.target.url().replace("http", "ws") + "/ws/echo";
            assertThat(script.tags("ws_msgs_sent"))
                    .containsEntry("url", address)
                    .containsEntry("name", address)
                    .containsEntry("status", "101")
                    .containsEntry("part", "x");
        }
    }

    @Test
    void a_name_tag_replaces_name_and_url() {
        try (LoadedScript script = LAB.run(
                "{}",
                "const s = new WebSocket(url + '/ws/echo', null, { tags: { name: 'n' } }); s.onopen = () => s.close();")) {
            assertThat(script.tags("ws_sessions")).containsEntry("url", "n").containsEntry("name", "n");
        }
    }

    @Test
    void several_work_at_once_beside_timers_and_promises() {
        assertThat(LAB.console("""
                let open = 0; let ticks = 0;
                const timer = setInterval(() => ticks++, 1);
                const all = Array.from({ length: 20 }, (_, i) => new Promise((done) => {
                  const s = new WebSocket(url + '/ws/echo');
                  s.onopen = () => { open++; s.send(String(i)); };
                  s.onmessage = (e) => { s.close(); s.onclose = () => done(Number(e.data)); };
                }));
                const sum = (await Promise.all(all)).reduce((a, b) => a + b);
                clearInterval(timer);
                console.log(sum, open, ticks > 0);
                """)).containsExactly("190 20 true");
    }

    @Test
    void closing_before_it_is_open_opens_nothing() {
        assertThat(LAB.console("""
                const s = new WebSocket(url + '/ws/echo');
                s.onopen = () => console.log('open');
                s.onclose = (e) => console.log(e.code);
                s.close(3000);
                console.log(s.readyState);
                """)).containsExactly("2", "3000");
    }

    @Test
    void an_exception_in_a_handler_closes_it_and_fails_the_iteration() {
        try (LoadedScript script = LAB.script(
                "{}",
                "const s = new WebSocket(url + '/ws/echo'); new WebSocket(url + '/ws/echo'); s.onopen = () => { throw new Error('why'); };")) {
            LabVu vu = script.vu();
            assertThat(vu.iterate()).isInstanceOf(IterationOutcome.Failed.class);
            Awaitility.await().until(() -> LAB.target.openConnections() == 0);
        }
    }

    @Test
    void it_can_be_cut_off_and_the_next_iteration_hears_nothing_of_it() {
        try (LoadedScript script = LAB.script("{}", """
                if (__ITER === 0) {
                  const s = new WebSocket(url + '/ws/echo');
                  s.onopen = () => { console.log('in'); s.send('x'); };
                  s.onclose = () => console.log('never');
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
    void a_peer_that_floods_is_read_no_faster_than_the_script() {
        try (LoadedScript script = LAB.run("{}", """
                const s = new WebSocket(url + '/ws/flood?count=300&size=100000'); let n = 0;
                s.onmessage = (e) => { if (++n === 300) { s.close(); } };
                """)) {
            assertThat(script.count("ws_msgs_received")).isEqualTo(300);
        }
    }

    @Test
    void setup_can_use_it_and_leaves_none_open() {
        try (LoadedScript script = LAB.load("""
                import { WebSocket } from 'k6/experimental/websockets';
                export function setup() {
                  const s = new WebSocket(__ENV.BASE_URL.replace('http', 'ws') + '/ws/echo');
                  s.onopen = () => s.close();
                  s.onclose = () => console.log('closed');
                }
                export default function () {}
                """)) {
            script.setup();
            assertThat(script.test.console()).contains("closed");
            Awaitility.await().until(() -> LAB.target.openConnections() == 0);
        }
    }

    @Test
    void it_is_refused_in_the_init_context() {
        assertThat(LAB.scripts
                        .refusal(
                                "import { WebSocket } from 'k6/websockets'; new WebSocket('ws://127.0.0.1:1'); export default () => {};")
                        .problems()
                        .getFirst()
                        .message())
                .contains("init context");
    }
}
