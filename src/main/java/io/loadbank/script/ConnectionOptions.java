package io.loadbank.script;

import io.loadbank.http.ClientCertificate;
import io.loadbank.http.ConnectionPolicy;
import io.loadbank.http.NameResolver;
import io.loadbank.http.NameRules;
import io.loadbank.http.TlsClient;
import io.loadbank.http.TlsSettings;
import io.loadbank.plan.DnsOptions;
import io.loadbank.plan.DurationText;
import io.loadbank.plan.Options;
import io.loadbank.plan.TlsClientCertificate;
import io.loadbank.plan.TlsVersions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Translates the options about names, TLS and reuse into the policy of a run's connections. */
final class ConnectionOptions {

    private ConnectionOptions() {}

    /** @throws IllegalArgumentException if a certificate or a network cannot be read; the message says which */
    static ConnectionPolicy policy(Options options) {
        String debug = options.httpDebug();
        ConnectionPolicy policy = ConnectionPolicy.defaults()
                .withTracing(debug != null && !debug.isEmpty())
                .withNoConnectionReuse(Boolean.TRUE.equals(options.noConnectionReuse()))
                .withNoVuConnectionReuse(Boolean.TRUE.equals(options.noVUConnectionReuse()))
                .withMaxIdle(
                        ScriptSettings.orElse(options.batch(), 20), ScriptSettings.orElse(options.batchPerHost(), 6));
        return policy.withNames(NameResolver.of(names(options))).withTls(TlsClient.of(tls(options)));
    }

    private static NameRules names(Options options) {
        return new NameRules(
                orElse(options.hosts(), Map.of()),
                orElse(options.blockHostnames(), List.of()),
                orElse(options.blacklistIPs(), List.of()),
                dns(options.dns()));
    }

    private static NameRules.Dns dns(@Nullable DnsOptions dns) {
        NameRules.Dns defaults = NameRules.Dns.DEFAULT;
        return dns == null
                ? defaults
                : new NameRules.Dns(ttl(dns.ttl(), defaults.ttl()), select(dns.select()), family(dns.policy()));
    }

    private static Duration ttl(@Nullable String text, Duration otherwise) {
        if (text == null) {
            return otherwise;
        }
        return text.equals("inf")
                ? NameRules.Dns.FOREVER
                : DurationText.parse(text).orElse(otherwise);
    }

    private static NameRules.Select select(@Nullable String text) {
        return switch (text == null ? "" : text) {
            case "first" -> NameRules.Select.FIRST;
            case "roundRobin" -> NameRules.Select.ROUND_ROBIN;
            default -> NameRules.Select.RANDOM;
        };
    }

    private static NameRules.Policy family(@Nullable String text) {
        return switch (text == null ? "" : text) {
            case "preferIPv6" -> NameRules.Policy.PREFER_IPV6;
            case "onlyIPv4" -> NameRules.Policy.ONLY_IPV4;
            case "onlyIPv6" -> NameRules.Policy.ONLY_IPV6;
            case "any" -> NameRules.Policy.ANY;
            default -> NameRules.Policy.PREFER_IPV4;
        };
    }

    private static TlsSettings tls(Options options) {
        List<ClientCertificate> certificates = new ArrayList<>();
        List<TlsClientCertificate> given = orElse(options.tlsAuth(), List.of());
        for (TlsClientCertificate each : given) {
            certificates.add(ClientCertificate.fromPem(each.cert(), each.key(), each.password(), each.domains()));
        }
        TlsVersions versions = options.tlsVersion();
        return TlsSettings.DEFAULT
                .withInsecureSkipVerify(Boolean.TRUE.equals(options.insecureSkipTLSVerify()))
                .withVersions(versions == null ? null : versions.min(), versions == null ? null : versions.max())
                .withCipherSuites(orElse(options.tlsCipherSuites(), List.of()))
                .withCertificates(certificates);
    }

    private static <T> T orElse(@Nullable T value, T otherwise) {
        return value == null ? otherwise : value;
    }
}
