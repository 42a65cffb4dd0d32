package io.loadbank.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedisLinkTest {

    /** A peer that answers the first thing it hears with PONG, and all that follows with what a test wants. */
    private static final class Peer implements AutoCloseable {
        private final ServerSocket socket = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
        private final String reply;

        Peer(String reply) throws IOException {
            this.reply = reply.replace("~", "\r\n");
            Thread.ofPlatform().daemon().name("hostile-redis").start(this::serve);
        }

        private void serve() {
            while (!socket.isClosed()) {
                try (Socket call = socket.accept()) {
                    byte[] heard = new byte[65_536];
                    OutputStream out = call.getOutputStream();
                    for (int length = call.getInputStream().read(heard);
                            length > 0;
                            length = call.getInputStream().read(heard)) {
                        String said = new String(heard, 0, length, StandardCharsets.ISO_8859_1);
                        if (said.contains("PING") || said.contains("CLIENT")) {
                            out.write("+PONG\r\n"
                                    .repeat(said.split("\\*\\d", -1).length - 1)
                                    .getBytes(StandardCharsets.ISO_8859_1));
                        } else if (reply.isEmpty()) {
                            call.setSoLinger(true, 0);
                            break;
                        } else {
                            out.write(reply.getBytes(StandardCharsets.ISO_8859_1));
                        }
                    }
                } catch (IOException _) {
                    // the link has hung up
                }
            }
        }

        RedisTarget target() {
            return new RedisTarget(
                    List.of(new RedisTarget.Node("127.0.0.1", socket.getLocalPort(), null)),
                    new RedisTarget.Mode.Single(),
                    RedisTarget.Login.NONE,
                    0,
                    "",
                    Duration.ofSeconds(20),
                    Duration.ofSeconds(20));
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private static RedisReply ask(RedisLink link) {
        CompletableFuture<RedisReply> reply = new CompletableFuture<>();
        link.send(new RedisCommand("get", List.of("k"), 0), reply::complete);
        return reply.orTimeout(30, TimeUnit.SECONDS).join();
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 400 Bad Request~~", "$2000000000~x", "*2000000000~", "$abc~", ""})
    void a_hostile_peer_costs_a_failure_and_the_link_goes_on(String reply) throws IOException {
        try (Peer peer = new Peer(reply)) {
            RedisLink link = new RedisLink(peer.target(), InetSocketAddress::new);
            for (int i = 0; i < 3; i++) {
                assertThat(ask(link))
                        .isInstanceOfSatisfying(
                                RedisReply.Failure.class,
                                failure -> assertThat(failure.message())
                                        .isNotEmpty()
                                        .doesNotContain("Exception")
                                        .doesNotContain("io."));
            }
            link.close();
        }
    }

    @Test
    void interrupting_answers_what_is_under_way_and_closing_gives_the_threads_back() throws IOException {
        int before = RedisLoops.users();
        try (Peer peer = new Peer("$10~half")) {
            RedisLink link = new RedisLink(peer.target(), InetSocketAddress::new);
            CompletableFuture<RedisReply> reply = new CompletableFuture<>();
            link.send(new RedisCommand("get", List.of("k"), 0), reply::complete);
            assertThat(RedisLoops.users()).isEqualTo(before + 1);

            link.interrupt();

            assertThat(reply.orTimeout(30, TimeUnit.SECONDS).join())
                    .isEqualTo(new RedisReply.Failure("context canceled"));
            link.close();
            Awaitility.await().until(() -> RedisLoops.users() == before);
            assertThat(ask(link)).isEqualTo(new RedisReply.Failure("the Redis client is closed"));
        }
    }

    @Test
    void more_commands_than_can_be_remembered_are_refused() throws IOException {
        try (Peer peer = new Peer("+")) {
            RedisLink link = new RedisLink(peer.target(), InetSocketAddress::new);
            for (int i = 0; i < 10_000; i++) {
                link.send(new RedisCommand("get", List.of("k"), 0), _ -> {});
            }

            assertThat(ask(link))
                    .isInstanceOfSatisfying(
                            RedisReply.Failure.class,
                            failure -> assertThat(failure.message()).contains("more than 10000 commands"));
            link.close();
        }
    }
}
