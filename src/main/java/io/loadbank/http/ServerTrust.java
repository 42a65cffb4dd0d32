package io.loadbank.http;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Decides whether a server's certificate will do: is it valid today, does it name the host, who signed it. */
final class ServerTrust extends X509ExtendedTrustManager {

    private static final X509Certificate[] NOBODY = {};

    /** Null to trust everybody. */
    private final @Nullable X509TrustManager authorities;

    private ServerTrust(@Nullable X509TrustManager authorities) {
        this.authorities = authorities;
    }

    static ServerTrust everybody() {
        return new ServerTrust(null);
    }

    /** Trusts those authorities, or the platform's if there are none given. */
    static ServerTrust of(List<X509Certificate> authorities) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(authorities.isEmpty() ? null : store(authorities));
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509TrustManager found) {
                return new ServerTrust(found);
            }
        }
        throw new KeyStoreException("the platform has no X.509 trust manager");
    }

    private static KeyStore store(List<X509Certificate> authorities) throws GeneralSecurityException {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (int i = 0; i < authorities.size(); i++) {
                store.setCertificateEntry("authority-" + i, authorities.get(i));
            }
            return store;
        } catch (IOException e) {
            throw new KeyStoreException(e);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        if (authorities == null) {
            return;
        }
        try {
            chain[0].checkValidity();
        } catch (CertificateExpiredException | CertificateNotYetValidException e) {
            throw refused(e);
        }
        String host = TlsClient.hostOf(engine);
        if (host != null && !CertificateNames.match(chain[0], host)) {
            throw new CertificateFailure(new TransportError(
                    TransportError.HOSTNAME_MISMATCH,
                    "x509: certificate doesn't match hostname",
                    "tls: failed to verify certificate: x509: certificate is not valid for " + host));
        }
        checkServerTrusted(chain, authType);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        if (authorities == null) {
            return;
        }
        try {
            authorities.checkServerTrusted(chain, authType);
        } catch (CertificateException e) {
            throw refused(e);
        }
    }

    private static CertificateFailure refused(CertificateException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateExpiredException || cause instanceof CertificateNotYetValidException) {
                return new CertificateFailure(TransportError.other(
                        "tls: failed to verify certificate: x509: certificate has expired or is not yet valid"));
            }
            if (cause instanceof CertPathBuilderException) {
                return new CertificateFailure(new TransportError(
                        TransportError.UNKNOWN_AUTHORITY,
                        "x509: unknown authority",
                        "tls: failed to verify certificate: x509: certificate signed by unknown authority"));
            }
        }
        return new CertificateFailure(
                TransportError.other("tls: failed to verify certificate: x509: " + e.getMessage()));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        checkServerTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("not a server");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        checkClientTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        checkClientTrusted(chain, authType);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return NOBODY;
    }
}
