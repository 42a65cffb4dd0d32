package io.loadbank.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A target that answers 413 as soon as anything comes, takes a little more, and closes. Serves one connection. */
record RefusingTarget(int port) {

    static RefusingTarget start() {
        try {
            ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
            Thread.ofVirtual().start(() -> serve(server));
            return new RefusingTarget(server.getLocalPort());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void serve(ServerSocket server) {
        try (server;
                Socket socket = server.accept()) {
            InputStream in = socket.getInputStream();
            in.readNBytes(100);
            socket.getOutputStream()
                    .write("HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            in.skipNBytes(1 << 20);
        } catch (IOException gone) {
            Thread.onSpinWait();
        }
    }
}
