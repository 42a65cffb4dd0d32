package io.loadbank.http;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/** Picks the client certificate for a server: the first whose domains fit; what the server prefers does not matter. */
final class ClientKeys extends X509ExtendedKeyManager {

    private final List<ClientCertificate> certificates;
    private final List<HostPatterns<Boolean>> domains;

    ClientKeys(List<ClientCertificate> certificates) {
        this.certificates = certificates;
        this.domains = certificates.stream().map(ClientKeys::patterns).toList();
    }

    private static HostPatterns<Boolean> patterns(ClientCertificate certificate) {
        Map<String, Boolean> patterns = new HashMap<>();
        List<String> domains = certificate.domains().isEmpty() ? List.of("*") : certificate.domains();
        domains.forEach(domain -> patterns.put(domain, true));
        return new HostPatterns<>(patterns);
    }

    @Override
    public @Nullable String chooseEngineClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, SSLEngine engine) {
        String host = TlsClient.hostOf(engine);
        for (int i = 0; i < certificates.size(); i++) {
            if (host == null || domains.get(i).find(host) != null) {
                String type = certificates.get(i).key().getAlgorithm();
                for (String wanted : keyTypes) {
                    if (wanted.startsWith(type) || (type.equals("EC") && wanted.contains("EC"))) {
                        return Integer.toString(i);
                    }
                }
            }
        }
        return null;
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return certificates.get(Integer.parseInt(alias)).chain().toArray(X509Certificate[]::new);
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return certificates.get(Integer.parseInt(alias)).key();
    }

    @Override
    public @Nullable String chooseClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return null;
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return null;
    }
}
