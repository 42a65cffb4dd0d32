import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A target that answers {@code GET /<micros>} that many microseconds after it has read the request, and knows how long
 * each answer really took it; or, started with more arguments, a bare client that asks it.
 *
 * <p>A thread per connection, blocking: nothing but the kernel lies between the bytes and the clock. A thread sleeps
 * until shortly before its time and burns the rest, so that timer slack stays out of what it does. {@code GET /report}
 * answers count, median and 99th percentile of the service times, in milliseconds, and forgets them.
 *
 * <pre>
 * java DelayTarget.java PORT
 * java DelayTarget.java PORT MICROS RATE CONNECTIONS SECONDS      a client, its latencies go to standard output
 * </pre>
 */
public final class DelayTarget {

    private static final long SLACK_NANOS = 80_000;
    private static final Times TIMES = new Times(4_000_000);

    /** Durations in nanoseconds, as many as there is room for. */
    private static final class Times {
        private final long[] nanos;
        private final AtomicInteger count = new AtomicInteger();

        Times(int room) {
            nanos = new long[room];
        }

        void add(long took) {
            int at = count.getAndIncrement();
            if (at < nanos.length) {
                nanos[at] = took;
            }
        }

        /** Count, median, 99th percentile and maximum in milliseconds. */
        String report() {
            int n = Math.min(count.getAndSet(0), nanos.length);
            if (n == 0) {
                return "{\"count\":0}";
            }
            long[] sorted = Arrays.copyOf(nanos, n);
            Arrays.sort(sorted);
            return String.format(
                    Locale.ROOT,
                    "{\"count\":%d,\"med\":%.4f,\"p99\":%.4f,\"max\":%.4f}",
                    n,
                    sorted[n / 2] / 1e6,
                    sorted[(int) (n * 0.99)] / 1e6,
                    sorted[n - 1] / 1e6);
        }
    }

    private static void awaitTime(long due) {
        long left;
        while ((left = due - System.nanoTime()) > 0) {
            if (left > SLACK_NANOS) {
                LockSupport.parkNanos(left - SLACK_NANOS);
            } else {
                Thread.onSpinWait();
            }
        }
    }

    private static void serve(Socket socket) {
        byte[] buffer = new byte[16_384];
        byte[] answer = head(2, "ok");
        try (socket) {
            socket.setTcpNoDelay(true);
            InputStream in = socket.getInputStream();
            OutputStream out = socket.getOutputStream();
            while (true) {
                int length = 0;
                do {
                    int read = in.read(buffer, length, buffer.length - length);
                    if (read < 0) {
                        return;
                    }
                    length += read;
                } while (!ends(buffer, length));
                long arrived = System.nanoTime();
                if (buffer[5] == 'r') {
                    String report = TIMES.report();
                    out.write(head(report.length(), report));
                    continue;
                }
                awaitTime(arrived + micros(buffer) * 1_000);
                TIMES.add(System.nanoTime() - arrived);
                out.write(answer);
            }
        } catch (IOException gone) {
            return;
        }
    }

    private static byte[] head(int length, String body) {
        return ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + length + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** Requests have no body here. */
    private static boolean ends(byte[] bytes, int length) {
        return length >= 4 && bytes[length - 4] == '\r' && bytes[length - 2] == '\r' && bytes[length - 1] == '\n';
    }

    /** The number after {@code GET /}. */
    private static long micros(byte[] request) {
        long micros = 0;
        for (int i = 5; request[i] >= '0' && request[i] <= '9'; i++) {
            micros = 10 * micros + request[i] - '0';
        }
        return micros;
    }

    /** One connection of the client: asks at its own even spacing, and never again before it has its answer. */
    private static void ask(int port, long micros, long spacing, long first, long end, Times times) {
        byte[] request = ("GET /" + micros + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
        byte[] buffer = new byte[4096];
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setTcpNoDelay(true);
            InputStream in = socket.getInputStream();
            OutputStream out = socket.getOutputStream();
            for (long due = first; due < end; due = Math.max(due + spacing, System.nanoTime())) {
                while (due - System.nanoTime() > 0) {
                    LockSupport.parkNanos(due - System.nanoTime());
                }
                long sent = System.nanoTime();
                out.write(request);
                if (in.read(buffer) < 0) {
                    throw new IOException("closed");
                }
                times.add(System.nanoTime() - sent);
            }
        } catch (IOException broken) {
            System.err.println(broken);
            System.exit(1);
        }
    }

    private static void client(int port, long micros, double rate, int connections, int seconds) throws Exception {
        Times times = new Times(4_000_000);
        long spacing = (long) (connections / rate * 1e9);
        long begin = System.nanoTime() + 1_000_000_000L;
        Thread[] threads = new Thread[connections];
        for (int i = 0; i < connections; i++) {
            long first = begin + spacing * i / connections;
            threads[i] = Thread.ofPlatform().start(() -> ask(port, micros, spacing, first, begin + seconds * 1_000_000_000L, times));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        System.out.println(times.report());
    }

    public static void main(String[] args) throws Exception {
        int port = Integer.parseInt(args[0]);
        if (args.length > 1) {
            client(port, Long.parseLong(args[1]), Double.parseDouble(args[2]), Integer.parseInt(args[3]), Integer.parseInt(args[4]));
            return;
        }
        try (ServerSocket server = new ServerSocket(port, 4096, InetAddress.getLoopbackAddress())) {
            while (true) {
                Socket socket = server.accept();
                Thread.ofPlatform().daemon().start(() -> serve(socket));
            }
        }
    }
}
