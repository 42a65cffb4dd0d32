package io.loadbank.script.module.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadbank.script.LoadedScript;
import io.loadbank.vu.IterationOutcome;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class GrpcStreamTest {

    private static final GrpcLab LAB = new GrpcLab();

    @AfterAll
    static void close() {
        LAB.close();
    }

    @Test
    void a_server_stream_gives_all_its_messages_and_then_ends() {
        try (LoadedScript script = LAB.run("""
                client.connect(address, plain);
                const s = new Stream(client, 'lab.v1.Lab/Download', { tags: { t: 'x' } });
                let sum = 0;
                s.on('data', (m, meta) => { sum += Number(m.big); if (typeof meta.ts !== 'number') { throw new Error('ts'); } });
                s.on('end', () => console.log('end', sum));
                s.write({ big: 1000 });
                s.end();
                """)) {
            assertThat(script.test.console()).containsExactly("end 499500");
            assertThat(script.count("grpc_streams")).isEqualTo(1);
            assertThat(script.count("grpc_streams_msgs_sent")).isEqualTo(1);
            assertThat(script.count("grpc_streams_msgs_received")).isEqualTo(1000);
            assertThat(script.tags("grpc_req_duration"))
                    .containsEntry("status", "0")
                    .containsEntry("t", "x");
            assertThat(script.tags("grpc_streams"))
                    .containsEntry("method", "Download")
                    .doesNotContainKey("status");
        }
    }

    @Test
    void a_client_stream_gives_one_answer() {
        assertThat(LAB.console("""
                const s = new Stream(client, '/lab.v1.Lab/Upload');
                s.on('data', (m) => console.log(m.big));
                for (let i = 0; i < 50; i++) { s.write({ name: 'x' }); }
                s.end(); s.write({ name: 'ignored' }); s.end();
                """)).containsExactly("50");
    }

    @Test
    void both_sides_may_talk() {
        assertThat(LAB.console("""
                const s = new Stream(client, 'lab.v1.Lab/Chat');
                const log = [];
                s.on('data', (m) => { log.push(m.name); if (log.length < 3) { s.write({ name: 'n' + log.length }); } else { s.end(); } });
                s.on('end', () => console.log(log.join()));
                s.write({ name: 'n0' });
                """)).containsExactly("n0,n1,n2");
    }

    @Test
    void an_error_is_told_before_the_end() {
        assertThat(LAB.console("""
                const s = new Stream(client, 'lab.v1.Lab/Chat');
                s.on('end', () => console.log('end'));
                s.on('error', (e) => console.log(e.code === grpc.StatusAborted, e.message));
                s.write({ name: 'fail' });
                """)).containsExactly("true asked for", "end");
    }

    @Test
    void an_error_without_a_handler_and_odd_calls_warn() {
        try (LoadedScript script = LAB.run("""
                client.connect(address, plain);
                const s = new Stream(client, 'lab.v1.Lab/Chat');
                s.on('nonsense', () => {});
                s.write(null);
                s.write({ name: 'fail' });
                """)) {
            assertThat(script.test.lines())
                    .anyMatch(line -> line.message().contains("nonsense"))
                    .anyMatch(line -> line.message().contains("without a message"))
                    .anyMatch(line -> line.message().contains("asked for"));
        }
    }

    @Test
    void a_timeout_covers_the_streams_life() {
        assertThat(LAB.console("""
                const s = new Stream(client, 'lab.v1.Lab/Chat', { timeout: 50 });
                s.on('error', (e) => console.log(e.code));
                s.on('end', () => console.log('end'));
                """)).containsExactly("4", "end");
    }

    @Test
    void a_handler_that_throws_fails_the_iteration() {
        try (LoadedScript script = LAB.script("""
                client.connect(address, plain);
                const s = new Stream(client, 'lab.v1.Lab/Chat');
                s.on('data', () => { throw new Error('why'); });
                s.write({});
                """)) {
            assertThat(script.vu().iterate()).isInstanceOf(IterationOutcome.Failed.class);
        }
    }
}
