package io.loadbank.script.module.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.netty.GrpcSslContexts;
import io.loadbank.grpc.GrpcTarget;
import io.loadbank.script.LabVu;
import io.loadbank.script.LoadedScript;
import io.loadbank.testkit.LoopbackTarget;
import io.loadbank.testkit.TestCertificate;
import io.loadbank.vu.IterationOutcome;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class GrpcCallTest {

    private static final GrpcLab LAB = new GrpcLab();

    @AfterAll
    static void close() {
        LAB.close();
    }

    @Test
    void a_response_has_a_message_no_error_and_a_status() {
        assertThat(LAB.console("""
                const r = client.invoke('lab.v1.Lab/Echo', { name: 'x' });
                console.log(r.status === grpc.StatusOK, r.error, r.message.name, Object.keys(r).join());
                console.log(r.headers['content-type'][0], JSON.stringify(r.trailers));
                """))
                .containsExactly("true null x message,error,headers,trailers,status", "application/grpc {}");
    }

    @Test
    void messages_follow_protobufs_json_mapping_both_ways() {
        assertThat(LAB.console("""
                const r = client.invoke('/lab.v1.Lab/Echo', { big: '9007199254740993', raw: 'AQI=', numbers: [1, 2], counts: { a: 1 },
                  kind: 'SOME', b: 0, inner: { x: 'y' }, when: '2026-01-02T03:04:05Z', real: NaN, snake_case: 's', byName: { k: {} }, list: [{}] });
                console.log(JSON.stringify(r.message));
                console.log(JSON.stringify(client.invoke('lab.v1.Lab/Echo', { kind: 1, big: 5, snakeCase: 's', real: Infinity }).message));
                """))
                .containsExactly(
                        "{\"name\":\"\",\"big\":\"9007199254740993\",\"raw\":\"AQI=\",\"numbers\":[1,2],\"counts\":{\"a\":1},\"kind\":\"SOME\",\"b\":0,"
                                + "\"inner\":{\"x\":\"y\",\"next\":null},\"when\":\"2026-01-02T03:04:05Z\",\"real\":\"NaN\",\"snakeCase\":\"s\","
                                + "\"byName\":{\"k\":{\"x\":\"\",\"next\":null}},\"list\":[{\"x\":\"\",\"next\":null}]}",
                        "{\"name\":\"\",\"big\":\"5\",\"raw\":\"\",\"numbers\":[],\"counts\":{},\"kind\":\"SOME\",\"real\":\"Infinity\","
                                + "\"snakeCase\":\"s\",\"byName\":{},\"list\":[],\"inner\":null,\"when\":null}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "client.invoke('lab.v1.Lab/Echo', { nope: 1 })",
                "client.invoke('lab.v1.Lab/Echo', { big: 'x' })",
                "client.invoke('lab.v1.Lab/Echo')",
                "client.invoke('lab.v1.Lab/Echo', null)",
                "client.invoke('lab.v1.Lab/Nope', {})",
                "client.invoke('', {})",
                "client.invoke('lab.v1.Lab/Echo', {}, { what: 1 })",
                "client.invoke('lab.v1.Lab/Echo', {}, { timeout: 'x' })",
                "client.invoke('lab.v1.Lab/Echo', {}, { tags: { a: null } })",
                "client.invoke('lab.v1.Lab/Echo', {}, { metadata: { a: 1 } })",
                "client.invoke('lab.v1.Lab/Echo', {}, { metadata: { 'a-bin': 'x' } })",
                "client.invoke('lab.v1.Lab/Echo', {}, { discardResponseMessage: 1 })",
                "const c = {}; c.inner = c; client.invoke('lab.v1.Lab/Echo', c)",
                "new Stream(client, 'lab.v1.Lab/Nope')",
                "new Stream({}, 'lab.v1.Lab/Chat')",
                "new Client().invoke('lab.v1.Lab/Echo', {})"
            })
    void wrong_arguments_throw(String code) {
        assertThat(LAB.console("const t = thrown(() => { " + code
                        + " }); console.log(t !== 'nothing' && t !== 'no Error' ? 'ok' : t);"))
                .containsExactly("ok");
    }

    @Test
    void an_error_status_is_an_answer_with_details_and_trailers() {
        assertThat(LAB.console("""
                const r = client.invoke('lab.v1.Lab/Fail', {});
                console.log(r.status === grpc.StatusNotFound, r.error.code, r.error.message, JSON.stringify(r.error.details));
                console.log(r.message.name === '', r.trailers['x-text'][0]);
                """))
                .containsExactly(
                        "true 5 no such item [{\"@type\":\"type.googleapis.com/google.protobuf.StringValue\",\"value\":\"CgN3aHk=\"}]",
                        "true trailing");
    }

    @Test
    void metadata_goes_out_as_text_and_as_bytes() {
        assertThat(LAB.console("""
                const r = client.invoke('lab.v1.Lab/Told', {}, { metadata: { 'X-Text': 'v', 'x-bytes-bin': new Uint8Array([65, 66]) } });
                console.log(r.headers['x-text'].join(), r.headers['x-bytes-bin'].join());
                """)).containsExactly("v AB");
    }

    @Test
    void a_deadline_ends_the_call() {
        assertThat(LAB.console("const r = client.invoke('lab.v1.Lab/Silent', {}, { timeout: '50ms' });"
                        + "console.log(r.status === grpc.StatusDeadlineExceeded, /deadline/i.test(r.error.message));"))
                .containsExactly("true true");
    }

    @Test
    void messages_that_are_too_large_are_error_statuses() {
        assertThat(LAB.console("console.log(client.invoke('lab.v1.Lab/Large', { big: 5 << 20 }).status);"))
                .containsExactly("8");
        assertThat(LAB.console("", Map.of("ADDRESS", LAB.target.address()), "")).isEmpty();
        try (LoadedScript script = LAB.run("""
                client.connect(address, { plaintext: true, maxReceiveSize: 8 << 20, maxSendSize: 1000 });
                console.log(client.invoke('lab.v1.Lab/Large', { big: 5 << 20 }).message.raw.length > 1e6);
                const r = client.invoke('lab.v1.Lab/Echo', { name: 'x'.repeat(2000) });
                console.log(r.status, r.error.message);
                """)) {
            assertThat(script.test.console())
                    .satisfiesExactly(
                            line -> assertThat(line).isEqualTo("true"),
                            line -> assertThat(line).startsWith("8 trying to send message larger than max"));
        }
    }

    @Test
    void a_discarded_message_is_null() {
        assertThat(LAB.console(
                        "console.log(client.invoke('lab.v1.Lab/Echo', {}, { discardResponseMessage: true }).message);"))
                .containsExactly("null");
    }

    @Test
    void async_calls_run_beside_each_other() {
        assertThat(LAB.console("""
                const all = await Promise.all(['a', 'b'].map((name) => client.asyncInvoke('lab.v1.Lab/Echo', { name })));
                console.log(all.map((r) => r.message.name).join());
                let e; try { await client.asyncInvoke('lab.v1.Lab/Nope', {}); } catch (x) { e = x; } console.log(e.message);
                """))
                .containsExactly("a,b", "method 'lab.v1.Lab/Nope' not found in the loaded definitions");
    }

    @Test
    void samples_carry_url_service_method_name_and_status() {
        try (LoadedScript script = LAB.run(
                "client.connect(address, plain); client.invoke('lab.v1.Lab/Fail', {}, { tags: { t: 'x' } });")) {
            assertThat(script.tags("grpc_req_duration"))
                    .containsEntry("url", LAB.target.address() + "/lab.v1.Lab/Fail")
                    .containsEntry("service", "lab.v1.Lab")
                    .containsEntry("method", "Fail")
                    .containsEntry("name", "/lab.v1.Lab/Fail")
                    .containsEntry("status", "5")
                    .containsEntry("t", "x");
            assertThat(script.count("data_sent")).isGreaterThan(50);
            assertThat(script.count("data_received")).isGreaterThan(50);
        }
    }

    @Test
    void a_connection_survives_iterations_and_closing_is_idempotent() {
        try (LoadedScript script = LAB.script("""
                if (__ITER === 0) { client.connect(address, plain); }
                console.log(client.invoke('lab.v1.Lab/Echo', { name: String(__ITER) }).message.name);
                if (__ITER === 1) { client.close(); client.close(); console.log(thrown(() => client.invoke('lab.v1.Lab/Echo', {}))); }
                """)) {
            LabVu vu = script.vu();
            vu.iterate();
            vu.iterate();
            assertThat(script.test.console())
                    .containsExactly("0", "1", "no gRPC connection, you must call connect first");
        }
    }

    @Test
    void health_is_asked_for_the_target_and_for_a_service() {
        assertThat(LAB.console("""
                console.log(client.healthCheck().status === grpc.HealthCheckServing, client.healthCheck('ill').status === grpc.HealthCheckNotServing);
                console.log(thrown(() => client.healthCheck('unknown')));
                """))
                .satisfiesExactly(
                        line -> assertThat(line).isEqualTo("true true"),
                        line -> assertThat(line).startsWith("rpc error: code = 5"));
    }

    @ParameterizedTest
    @EnumSource(
            value = GrpcTarget.Offers.class,
            names = {"V1", "V1ALPHA"})
    void reflection_loads_what_the_target_offers(GrpcTarget.Offers offers) {
        try (GrpcTarget target = GrpcTarget.start(offers);
                LoadedScript script = LAB.script("", Map.of("ADDRESS", target.address()), """
                        client.connect(address, { plaintext: true, reflect: true });
                        console.log(client.invoke('lab.v1.Lab/Echo', { when: '2026-01-02T03:04:05Z' }).message.when);
                        """)) {
            assertThat(script.vu().iterate()).isEqualTo(IterationOutcome.completed());
            assertThat(script.test.console()).containsExactly("2026-01-02T03:04:05Z");
            assertThat(script.count("grpc_req_duration")).isEqualTo(2);
        }
    }

    @Test
    void a_target_without_reflection_says_so() {
        try (GrpcTarget target = GrpcTarget.start(GrpcTarget.Offers.NOTHING)) {
            assertThat(LAB.console(
                            "",
                            Map.of("ADDRESS", target.address()),
                            "console.log(thrown(() => client.connect(address, { plaintext: true, reflect: true })));"))
                    .containsExactly("the target does not offer server reflection");
        }
    }

    @Test
    void tls_trusts_the_given_authority_and_shows_the_given_certificate() throws IOException {
        TestCertificate certificate = TestCertificate.local();
        TestCertificate mine = TestCertificate.make("dns:client", "EC", "-1d", 30);
        SslContext tls = GrpcSslContexts.configure(
                        SslContextBuilder.forServer(certificate.key(), certificate.certificate())
                                .trustManager(mine.certificate())
                                .clientAuth(ClientAuth.REQUIRE))
                .build();
        try (GrpcTarget target = GrpcTarget.start(tls)) {
            Map<String, String> env = Map.of(
                    "ADDRESS", target.address(),
                    "CA", certificate.certificatePem(),
                    "CERT", mine.certificatePem(),
                    "KEY", mine.keyPem());
            assertThat(LAB.console("client.load([], 'lab.proto');", env, """
                    client.connect(address, { tls: { cacerts: [__ENV.CA], cert: __ENV.CERT, key: __ENV.KEY } });
                    console.log(client.invoke('lab.v1.Lab/Echo', { name: 'safe' }).message.name);
                    console.log(thrown(() => client.connect(address, { timeout: '5s' })));
                    """))
                    .satisfiesExactly(
                            line -> assertThat(line).isEqualTo("safe"),
                            line -> assertThat(line).contains("unknown authority"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'c.connect(\"127.0.0.1:1\", plain)',refused",
        "'c.connect(\"\", plain)',host:port",
        "'c.connect(address, { foo: 1 })',foo",
        "'c.connect(address, { plaintext: 1 })',plaintext",
        "'c.connect(address, { timeout: \"x\" })',timeout",
        "'c.connect(address, { reflect: 1 })',reflect",
        "'c.connect(address, { maxReceiveSize: -1 })',maxReceiveSize",
        "'c.connect(address, { maxSendSize: \"1\" })',maxSendSize",
        "'c.connect(address, { tls: { cert: \"x\" } })',key",
        "'c.connect(address, { tls: { cert: \"x\", key: \"y\" } })',tls",
        "'c.connect(address, { tls: { cacerts: 5 } })',cacerts",
        "'c.connect(address, { reflectMetadata: { a: 1 } })',metadata"
    })
    void connecting_fails_with_a_reason(String code, String reason) {
        assertThat(LAB.console("const c = new Client(); console.log(thrown(() => " + code + "));"))
                .singleElement()
                .asString()
                .contains(reason);
    }

    @Test
    void a_peer_that_speaks_something_else_fails_after_the_timeout() {
        try (LoopbackTarget other = LoopbackTarget.start()) {
            assertThat(LAB.console(
                            "",
                            Map.of("ADDRESS", "127.0.0.1:" + other.port()),
                            "console.log(thrown(() => client.connect(address, { plaintext: true, timeout: 300 })));"))
                    .singleElement()
                    .asString()
                    .contains("deadline exceeded");
        }
    }

    @Test
    void a_target_that_goes_away_is_an_error_status() {
        try (GrpcTarget target = GrpcTarget.start();
                LoadedScript script =
                        LAB.script("client.load([], 'lab.proto');", Map.of("ADDRESS", target.address()), """
                        client.connect(address, plain);
                        console.log('in');
                        console.log(client.invoke('lab.v1.Lab/Silent', {}).status);
                        """)) {
            Future<IterationOutcome> running = script.vu().begin();
            Awaitility.await().until(() -> script.test.console().contains("in"));
            target.close();
            assertThat(LabVu.await(running)).isEqualTo(IterationOutcome.completed());
            assertThat(script.test.console().getLast()).isIn("14", "1");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "client.connect(address, plain); console.log('in'); client.invoke('lab.v1.Lab/Silent', {}); console.log('never');",
                "client.connect(address, plain); client.asyncInvoke('lab.v1.Lab/Silent', {}).then(() => console.log('never')); console.log('in');",
                "client.connect(address, plain); const s = new Stream(client, 'lab.v1.Lab/Chat'); s.on('end', () => console.log('never')); console.log('in');"
            })
    void a_call_can_be_cut_off_and_the_target_hears_of_it(String body) {
        try (LoadedScript script = LAB.script(body)) {
            int before = LAB.target.cancelled();
            LabVu vu = script.vu();
            Future<IterationOutcome> running = vu.begin();
            Awaitility.await().until(() -> script.test.console().contains("in"));
            vu.interrupt();
            assertThat(LabVu.await(running)).isEqualTo(IterationOutcome.interrupted());
            Awaitility.await().until(() -> LAB.target.cancelled() > before);
            assertThat(script.test.console()).containsExactly("in");
            assertThat(script.count("grpc_req_duration")).isZero();
        }
    }

    @Test
    void connecting_to_a_silent_peer_can_be_cut_off() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                LoadedScript script = LAB.script(
                        "",
                        Map.of("ADDRESS", "127.0.0.1:" + silent.getLocalPort()),
                        "console.log('in'); client.connect(address, plain);")) {
            LabVu vu = script.vu();
            Future<IterationOutcome> running = vu.begin();
            Awaitility.await().until(() -> script.test.console().contains("in"));
            vu.interrupt();
            assertThat(LabVu.await(running)).isEqualTo(IterationOutcome.interrupted());
        }
    }
}
