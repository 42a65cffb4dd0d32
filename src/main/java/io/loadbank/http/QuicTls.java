package io.loadbank.http;

import io.netty.handler.codec.http3.Http3;
import io.netty.handler.codec.quic.Quic;
import io.netty.handler.codec.quic.QuicSslContextBuilder;
import io.netty.handler.ssl.SslContext;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Makes the TLS context of HTTP/3: that of QUIC, which is TLS 1.3 by native code. */
final class QuicTls {

    private static final String REFUSAL = "loadbank.refusal";

    private QuicTls() {}

    /**
     * A context by a run's settings; their cipher suites are for TLS 1.2 and below.
     *
     * @throws IllegalArgumentException if the settings leave no TLS 1.3, or QUIC's native code does not load here
     */
    static SslContext context(TlsSettings settings) throws GeneralSecurityException {
        String max = settings.maxVersion();
        if (max != null && !max.equals("tls1.3")) {
            throw new IllegalArgumentException("HTTP/3 needs TLS 1.3, and tlsVersion allows " + max + " at most");
        }
        if (!Quic.isAvailable()) {
            throw new IllegalArgumentException(
                    "the native code of QUIC does not load on " + System.getProperty("os.name") + " "
                            + System.getProperty("os.arch") + ": " + rootOf(Quic.unavailabilityCause()),
                    Quic.unavailabilityCause());
        }
        QuicSslContextBuilder builder = QuicSslContextBuilder.forClient()
                .trustManager(new Remembering(
                        settings.insecureSkipVerify()
                                ? ServerTrust.everybody()
                                : ServerTrust.of(settings.authorities())))
                .endpointIdentificationAlgorithm("")
                .sessionCacheSize(1)
                .earlyData(false)
                .applicationProtocols(Http3.supportedApplicationProtocols());
        if (!settings.certificates().isEmpty()) {
            builder.keyManager(new ClientKeys(settings.certificates()), null);
        }
        return builder.build();
    }

    /** Why a handshake by that engine has failed, if it was for the server's certificate. */
    static @Nullable TransportError refusal(SSLEngine engine) {
        return engine.getSession().getValue(REFUSAL) instanceof TransportError error ? error : null;
    }

    /** Tells the engine's session why a certificate was refused: the native code only says that it was. */
    private static final class Remembering extends X509ExtendedTrustManager {
        private final ServerTrust trust;

        Remembering(ServerTrust trust) {
            this.trust = trust;
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
                throws CertificateException {
            try {
                trust.checkServerTrusted(chain, authType, engine);
            } catch (CertificateFailure refused) {
                engine.getSession().putValue(REFUSAL, refused.error());
                throw refused;
            }
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
            trust.checkServerTrusted(chain, authType);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
                throws CertificateException {
            trust.checkServerTrusted(chain, authType, socket);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
            trust.checkClientTrusted(chain, authType);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
                throws CertificateException {
            trust.checkClientTrusted(chain, authType, socket);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
                throws CertificateException {
            trust.checkClientTrusted(chain, authType, engine);
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return trust.getAcceptedIssuers();
        }
    }

    private static String rootOf(Throwable cause) {
        Throwable root = cause;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message = root.getMessage();
        return message == null ? root.getClass().getSimpleName() : message;
    }
}
