package io.loadbank.testkit;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * WebSocket routes, whole frames only. {@code /ws/echo} sends back what comes, {@code /ws/close?code=&reason=} closes,
 * {@code /ws/headers} says first what it was asked, {@code /ws/ping} pings first, {@code /ws/flood?count=&size=} sends
 * first, {@code /ws/end}, {@code /ws/reset} and {@code /ws/garbage} break off, {@code /ws/deaf} reads nothing,
 * {@code /ws/stubborn} answers no close frame, {@code /ws/forged} fails the handshake, {@code /ws/fragments} sends one
 * message in three pieces with a ping between. {@code ?deflate=1} compresses.
 */
final class SocketRoutes {

    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final byte[] TAIL = {0, 0, (byte) 0xff, (byte) 0xff};

    private SocketRoutes() {}

    static void register(Map<String, Routes.Route> all) {
        all.put("ws", SocketRoutes::serve);
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Frame(int op, boolean compressed, byte[] data) {}

    private static void serve(TargetCall call) throws IOException, InterruptedException {
        String key = call.header("Sec-WebSocket-Key");
        if (key == null) {
            call.text(400, "not a websocket handshake");
            return;
        }
        String route = call.rest.isEmpty() ? "echo" : call.rest.getFirst();
        boolean deflate = !call.arg("deflate", "").isEmpty();
        shakeHands(call, route.equals("forged") ? "forged" : accept(key), deflate);
        call.connection.keepAlive = false;
        switch (route) {
            case "close" -> {
                close(call);
                read(in(call));
                return;
            }
            case "headers" -> sayHeaders(call);
            case "ping" -> send(call, 9, "srv".getBytes(StandardCharsets.UTF_8), false);
            case "flood" -> flood(call);
            case "fragments" -> fragments(call);
            case "end" -> {
                return;
            }
            case "reset" -> {
                reset(call.connection.socket);
                return;
            }
            case "garbage" -> {
                call.raw("\u007f\u007fthis is no frame").flush();
                read(in(call));
                return;
            }
            case "deaf" -> {
                call.target().count("deaf").incrementAndGet();
                Thread.currentThread().join();
            }
            default -> {
                // echo from the beginning
            }
        }
        echo(call, route.equals("stubborn"), deflate);
    }

    private static void shakeHands(TargetCall call, String accept, boolean deflate) throws IOException {
        StringBuilder head = new StringBuilder("HTTP/1.1 101 Switching Protocols\r\n")
                .append(
                        "Upgrade: websocket\r\nConnection: Upgrade\r\nSet-Cookie: seen=yes; Path=/\r\nSec-WebSocket-Accept: ")
                .append(accept)
                .append("\r\n");
        String protocol = call.header("Sec-WebSocket-Protocol");
        if (protocol != null) {
            head.append("Sec-WebSocket-Protocol: ")
                    .append(protocol.split(",", -1)[0].strip())
                    .append("\r\n");
        }
        if (deflate) {
            head.append(
                    "Sec-WebSocket-Extensions: permessage-deflate; server_no_context_takeover; client_no_context_takeover\r\n");
        }
        call.raw(head.append("\r\n").toString()).flush();
    }

    private static String accept(String key) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-1")
                            .digest((key + GUID).getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void close(TargetCall call) throws IOException {
        int code = Integer.parseInt(call.arg("code", "1000"));
        byte[] reason = call.arg("reason", "").getBytes(StandardCharsets.UTF_8);
        byte[] payload = new byte[2 + reason.length];
        payload[0] = (byte) (code >> 8);
        payload[1] = (byte) code;
        System.arraycopy(reason, 0, payload, 2, reason.length);
        send(call, 8, code == 1005 ? new byte[0] : payload, false);
    }

    private static void sayHeaders(TargetCall call) throws IOException {
        Map<String, String> headers = new LinkedHashMap<>();
        call.headers.forEach(header -> headers.put(header[0], header[1]));
        send(call, 1, TargetCall.JSON.writeValueAsBytes(headers), false);
    }

    private static void flood(TargetCall call) throws IOException {
        byte[] message = new byte[Integer.parseInt(call.arg("size", "10"))];
        Arrays.fill(message, (byte) 'x');
        for (int left = Integer.parseInt(call.arg("count", "10")); left > 0; left--) {
            send(call, 1, message, false);
            call.target().count("flooded").incrementAndGet();
        }
    }

    private static void fragments(TargetCall call) throws IOException {
        OutputStream out = call.connection.out;
        out.write(new byte[] {1, 2, 'a', 'b'});
        out.write(new byte[] {(byte) 0x89, 0});
        out.write(new byte[] {0, 1, 'c'});
        out.write(new byte[] {(byte) 0x80, 1, 'd'});
        out.flush();
    }

    private static void reset(Socket socket) throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    private static void echo(TargetCall call, boolean stubborn, boolean deflate) throws IOException {
        DataInputStream in = in(call);
        for (Frame frame = read(in); frame != null; frame = read(in)) {
            switch (frame.op) {
                case 8 -> {
                    if (!stubborn) {
                        send(call, 8, Arrays.copyOf(frame.data, Math.min(2, frame.data.length)), false);
                        return;
                    }
                }
                case 9 -> send(call, 10, frame.data, false);
                case 1, 2 -> {
                    if (frame.compressed) {
                        call.target().count("compressed").incrementAndGet();
                    }
                    byte[] data = frame.compressed ? inflate(frame.data) : frame.data;
                    send(call, frame.op, deflate ? deflate(data) : data, deflate);
                }
                default -> {
                    // a pong
                }
            }
        }
    }

    private static void send(TargetCall call, int op, byte[] data, boolean compressed) throws IOException {
        OutputStream out = call.connection.out;
        out.write((compressed ? 0xc0 : 0x80) | op);
        if (data.length < 126) {
            out.write(data.length);
        } else if (data.length < 65_536) {
            out.write(new byte[] {126, (byte) (data.length >> 8), (byte) data.length});
        } else {
            out.write(127);
            for (int shift = 56; shift >= 0; shift -= 8) {
                out.write((byte) ((long) data.length >> shift));
            }
        }
        out.write(data);
        out.flush();
    }

    private static DataInputStream in(TargetCall call) {
        return new DataInputStream(call.connection.in);
    }

    /** The next frame, or null at the end of the stream. */
    private static @Nullable Frame read(DataInputStream in) throws IOException {
        int first = in.read();
        if (first < 0) {
            return null;
        }
        try {
            int second = in.readUnsignedByte();
            long length = second & 127;
            if (length == 126) {
                length = in.readUnsignedShort();
            } else if (length == 127) {
                length = in.readLong();
            }
            byte[] mask = new byte[4];
            if (second > 127) {
                in.readFully(mask);
            }
            byte[] data = in.readNBytes((int) length);
            for (int i = 0; i < data.length; i++) {
                data[i] ^= mask[i % 4];
            }
            return new Frame(first & 15, (first & 0x40) != 0, data);
        } catch (EOFException e) {
            return null;
        }
    }

    private static byte[] deflate(byte[] data) {
        try (Deflater deflater = new Deflater(6, true)) {
            deflater.setInput(data);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] buffer = new byte[4096];
            for (int count = -1; count != 0; ) {
                count = deflater.deflate(buffer, 0, buffer.length, Deflater.SYNC_FLUSH);
                out.write(buffer, 0, count);
            }
            byte[] all = out.toByteArray();
            return Arrays.copyOf(all, all.length - TAIL.length);
        }
    }

    private static byte[] inflate(byte[] data) throws IOException {
        try (Inflater inflater = new Inflater(true)) {
            byte[] whole = Arrays.copyOf(data, data.length + TAIL.length);
            System.arraycopy(TAIL, 0, whole, data.length, TAIL.length);
            inflater.setInput(whole);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] buffer = new byte[4096];
            for (int count = -1; count != 0; ) {
                count = inflater.inflate(buffer);
                out.write(buffer, 0, count);
            }
            return out.toByteArray();
        } catch (DataFormatException e) {
            throw new IOException(e);
        }
    }
}
