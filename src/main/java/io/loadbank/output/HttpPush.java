package io.loadbank.output;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** A server that takes bodies by POST. Its own connections; blocks its caller for {@link #TIMEOUT} at most. */
final class HttpPush implements AutoCloseable {
    static final Duration TIMEOUT = Duration.ofSeconds(5);

    private static final int MAX_TEXT = 200;

    private final HttpClient http;
    private final Map<String, String> headers;

    /**
     * Makes no connection yet.
     *
     * @param headers sent with each request
     * @param insecure trusts every certificate
     * @param oldestTls {@code TLSv1.2} or {@code TLSv1.3}
     */
    HttpPush(Map<String, String> headers, boolean insecure, String oldestTls) {
        this.headers = new TreeMap<>(headers);
        SSLParameters parameters = new SSLParameters();
        parameters.setProtocols(
                oldestTls.equals("TLSv1.3") ? new String[] {"TLSv1.3"} : new String[] {"TLSv1.3", "TLSv1.2"});
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(TIMEOUT)
                .sslParameters(parameters);
        this.http = insecure ? builder.sslContext(trusting()).build() : builder.build();
    }

    /** The value of an {@code Authorization} header. */
    static String basic(String user, String password) {
        byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(both);
    }

    /** An answer that was not a success. */
    static final class Refused extends IOException {
        private static final long serialVersionUID = 1L;
        private final int status;

        Refused(int status, String text) {
            super("answered " + status + (text.isBlank() ? "" : ": " + text.strip()));
            this.status = status;
        }

        /** Whether the same request will never be taken. */
        boolean isFinal() {
            return status >= 400 && status < 500 && status != 408 && status != 429 && status != 401 && status != 403;
        }
    }

    /** @throws IOException with a sentence for the user; {@link Refused} if it was answered */
    void post(URI url, Map<String, String> more, byte[] body) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(url).timeout(TIMEOUT);
        headers.forEach(request::setHeader);
        more.forEach(request::setHeader);
        request.POST(HttpRequest.BodyPublishers.ofByteArray(body));
        HttpResponse<String> response;
        try {
            response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (HttpTimeoutException _) {
            throw new IOException("did not answer within " + TIMEOUT.toSeconds() + " s");
        } catch (ConnectException _) {
            throw new IOException("cannot be reached: connection refused or no such host");
        } catch (IOException e) {
            throw new IOException("cannot be reached: " + e.getMessage());
        }
        if (response.statusCode() / 100 != 2) {
            String text = response.body();
            throw new Refused(response.statusCode(), text.substring(0, Math.min(MAX_TEXT, text.length())));
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    private static SSLContext trusting() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Trusting()}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has TLS", e);
        }
    }

    /** For {@code insecureSkipTLSVerify}: somebody asked for it. */
    private static final class Trusting extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, @Nullable Socket socket) {
            // anybody
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, @Nullable Socket socket) {
            // anybody
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, @Nullable SSLEngine engine) {
            // anybody
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, @Nullable SSLEngine engine) {
            // anybody
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {
            // anybody
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {
            // anybody
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return List.<X509Certificate>of().toArray(X509Certificate[]::new);
        }
    }
}
