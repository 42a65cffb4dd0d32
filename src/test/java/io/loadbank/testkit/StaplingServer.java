package io.loadbank.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;

/**
 * A TLS server that staples what it is given: OpenSSL's, since that of the JDK asks a responder of its own. Its page may
 * not end: the handshake counts.
 */
public final class StaplingServer implements AutoCloseable {
    private static final Path OPENSSL = Path.of("/usr/bin/openssl");

    private final Process process;
    private final int port;

    private StaplingServer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Whether this machine has what it takes. */
    public static boolean isThere() {
        return Files.isExecutable(OPENSSL);
    }

    /** Starts one; it answers a moment later. */
    public static StaplingServer start(TestCertificate certificate, byte[] staple) {
        try {
            Path folder = Files.createTempDirectory("staple");
            Path cert = pem(folder, "CERTIFICATE", certificate.certificate().getEncoded());
            Path key = pem(folder, "PRIVATE KEY", certificate.key().getEncoded());
            Path file = Files.write(folder.resolve("staple"), staple);
            int port;
            try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                port = free.getLocalPort();
            }
            Process process = new ProcessBuilder(
                            OPENSSL.toString(),
                            "s_server",
                            "-accept",
                            "127.0.0.1:" + port,
                            "-cert",
                            cert.toString(),
                            "-key",
                            key.toString(),
                            "-status_file",
                            file.toString(),
                            "-www",
                            "-quiet")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return new StaplingServer(process, port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path pem(Path folder, String kind, byte[] der) throws IOException {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return Files.writeString(
                folder.resolve(kind), "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n");
    }

    public String url() {
        return "https://127.0.0.1:" + port;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
