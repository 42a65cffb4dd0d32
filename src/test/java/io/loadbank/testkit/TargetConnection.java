package io.loadbank.testkit;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One connection to the target: reads requests, hands them to the routes until somebody closes. */
final class TargetConnection {

    final LoopbackTarget target;
    final Socket socket;
    final int id;
    final OutputStream out;
    /** Cleared by a route that wants no further request. */
    boolean keepAlive = true;

    final InputStream in;
    private int seq;

    TargetConnection(LoopbackTarget target, Socket socket, int id) throws IOException {
        this.target = target;
        this.socket = socket;
        this.id = id;
        this.in = new BufferedInputStream(socket.getInputStream());
        this.out = new BufferedOutputStream(socket.getOutputStream(), 1 << 16);
    }

    void serve() throws IOException {
        while (keepAlive) {
            TargetCall call = read();
            if (call == null) {
                return;
            }
            target.began();
            try {
                Routes.answer(call);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } finally {
                target.ended();
            }
            if (!socket.isClosed()) {
                out.flush();
            }
        }
    }

    private @Nullable TargetCall read() throws IOException {
        in.mark(1);
        int first = in.read();
        if (first >= 0 && first < ' ') {
            return refuse();
        }
        in.reset();
        String requestLine = first < 0 ? null : line();
        if (requestLine == null) {
            return null;
        }
        String[] words = requestLine.split(" ", 2);
        int end = words[1].lastIndexOf(' ');
        List<String[]> headers = new ArrayList<>();
        for (String line = line(); line != null && !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.add(new String[] {
                line.substring(0, colon), line.substring(colon + 1).strip()
            });
        }
        TargetCall call = new TargetCall(this, words[0], words[1].substring(0, end), headers, ++seq);
        call.body = body(call);
        String connection = call.header("Connection");
        if ("close".equalsIgnoreCase(connection)) {
            keepAlive = false;
        }
        return call;
    }

    /** What is no HTTP, such as TLS, gets a 400; the rest is read, lest a reset overtakes the answer. */
    private @Nullable TargetCall refuse() throws IOException {
        out.write("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        out.flush();
        in.transferTo(OutputStream.nullOutputStream());
        return null;
    }

    private byte[] body(TargetCall call) throws IOException {
        String coding = call.header("Transfer-Encoding");
        if (coding != null && coding.toLowerCase(Locale.ROOT).contains("chunked")) {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            while (true) {
                int size = Integer.parseInt(required(line()).split(";", -1)[0].strip(), 16);
                body.write(in.readNBytes(size));
                line();
                if (size == 0) {
                    return body.toByteArray();
                }
            }
        }
        String length = call.header("Content-Length");
        return length == null ? new byte[0] : in.readNBytes(Integer.parseInt(length));
    }

    /** A line without its end, bytes as ISO 8859-1 characters; null at the end of the stream. */
    private @Nullable String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(80);
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                return null;
            }
            line.write(b);
        }
        String text = line.toString(StandardCharsets.ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    private static String required(@Nullable String line) throws IOException {
        if (line == null) {
            throw new EOFException("request ends early");
        }
        return line;
    }
}
