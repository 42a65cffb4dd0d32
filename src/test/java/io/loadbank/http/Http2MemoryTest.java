package io.loadbank.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetric;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How much memory a hostile HTTP/2 peer can take: measured, in buffers while it goes on and on the heap afterwards. */
@Timeout(120)
class Http2MemoryTest {

    private static final long MIB = 1 << 20;
    /** Both ends are in this process: what the peer itself holds counts as well. */
    private static final long BOUND = 48 * MIB;

    private final HttpTransport transport = new HttpTransport(1);
    private final HttpClient client = transport.newClient(H2Target.policy());

    @AfterEach
    void close() {
        client.close();
        transport.close();
    }

    private static long buffers() {
        ByteBufAllocatorMetric metric = ((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT).metric();
        return metric.usedDirectMemory() + metric.usedHeapMemory();
    }

    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** The most that buffers took above what they did at first, while a request ran. */
    private long peakDuring(Request request, BooleanSupplier enough) {
        long before = buffers();
        CompletableFuture<Exchange> done = new CompletableFuture<>();
        client.sendAsync(request, done::complete);
        long peak = 0;
        while (!done.isDone()) {
            peak = Math.max(peak, buffers() - before);
            if (enough.getAsBoolean()) {
                client.interrupt();
            }
            LockSupport.parkNanos(1_000_000);
        }
        return peak;
    }

    /** Each flood goes on until the connection is closed or the request has timed out; none is ever more than a piece ahead. */
    @ParameterizedTest
    @CsvSource({
        "PING,                   000008060000000000 0000000000000000",
        "SETTINGS,               000000040000000000",
        "RST_STREAM,             000004030000000003 00000008",
        "WINDOW_UPDATE,          000004080000000000 00000001",
        "HEADERS,                000001010400000003 88",
        "CONTINUATION,           000008090000000003 4001610161016101",
        "empty CONTINUATION,     000000090000000003",
        "PUSH_PROMISE,           000005050400000003 00000002 88",
        "an unknown frame,       000010ff0000000000 00000000000000000000000000000000",
    })
    void a_flood_of_frames_takes_no_memory(String kind, String hex) {
        byte[] frame = HexFormat.of().parseHex(hex.replace(" ", ""));
        ByteBuf piece = Unpooled.buffer();
        if (kind.endsWith("CONTINUATION")) {
            piece.writeBytes(H2Target.frame(1, 0, 3, (byte) 0x88));
        }
        while (piece.readableBytes() < 1 << 16) {
            piece.writeBytes(frame);
        }
        AtomicBoolean begun = new AtomicBoolean();
        AtomicLong sent = new AtomicLong();
        long before = heap();
        try (H2Target target = H2Target.raw((context, bytes) -> {
            if (begun.compareAndSet(false, true)) {
                context.write(H2Target.frame(4, 0, 0));
                pour(context, piece, sent);
            }
        })) {
            long peak = peakDuring(target.request("POST", "/x").withTimeout(Duration.ofMillis(1500)), () -> false);

            assertThat(begun).isTrue();
            assertThat(peak).as("bytes of buffers, %d bytes sent", sent.get()).isLessThan(BOUND);
            assertThat(heap() - before)
                    .as("bytes of heap, %d bytes sent", sent.get())
                    .isLessThan(BOUND);
        }
    }

    private static void pour(ChannelHandlerContext context, ByteBuf piece, AtomicLong sent) {
        context.writeAndFlush(piece.copy()).addListener(written -> {
            if (written.isSuccess()) {
                sent.addAndGet(piece.readableBytes());
                context.executor().execute(() -> pour(context, piece, sent));
            }
        });
    }

    @Test
    void an_endless_body_that_is_dropped_takes_no_memory() {
        try (H2Target target = H2Target.start()) {
            long before = heap();
            long peak = peakDuring(
                    target.request("GET", "/endless").withDiscardBody(true), () -> target.poured.get() > 2 * BOUND);

            assertThat(target.poured.get()).as("it went on").isGreaterThan(2 * BOUND);
            assertThat(peak).isLessThan(BOUND);
            assertThat(heap() - before).isLessThan(BOUND);
        }
    }

    @Test
    void an_endless_body_that_is_kept_ends_at_the_limit() {
        ConnectionPolicy.Limits limits = new ConnectionPolicy.Limits(Duration.ofSeconds(5), 1 << 20, (int) (4 * MIB));
        try (H2Target target = H2Target.start();
                HttpClient limited = transport.newClient(H2Target.policy().withLimits(limits))) {
            Exchange exchange = limited.send(target.request("GET", "/endless"));

            assertThat(TestClient.error(exchange)).isEqualTo("1000 response body is larger than 4194304 bytes");
        }
    }
}
