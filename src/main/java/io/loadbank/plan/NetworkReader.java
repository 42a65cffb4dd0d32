package io.loadbank.plan;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the options that are about names and certificates. */
final class NetworkReader {
    private static final Set<String> TLS_VERSIONS = Set.of("tls1.0", "tls1.1", "tls1.2", "tls1.3");
    private static final Set<String> DNS_SELECT = Set.of("first", "random", "roundRobin");
    private static final Set<String> DNS_POLICY = Set.of("preferIPv4", "preferIPv6", "onlyIPv4", "onlyIPv6", "any");

    private final ValueReader values;

    NetworkReader(ValueReader values) {
        this.values = values;
    }

    /** Reads {@code {ttl, select, policy}} or {@code "ttl=5m,select=first,policy=any"}. */
    @Nullable
    DnsOptions dns(String path, Object value) {
        Map<?, ?> fields;
        if (value instanceof String text) {
            fields = pairs(text);
        } else if (value instanceof Map<?, ?> object) {
            fields = object;
        } else {
            return values.mismatch(path, "an object {ttl, select, policy}", value);
        }
        for (Object name : fields.keySet()) {
            if (!Set.of("ttl", "select", "policy").contains(String.valueOf(name))) {
                values.refuse(path + "." + name, "unknown field", "dns has ttl, select and policy");
            }
        }
        return new DnsOptions(
                ttl(path + ".ttl", fields.get("ttl")),
                oneOf(path + ".select", DNS_SELECT, fields.get("select")),
                oneOf(path + ".policy", DNS_POLICY, fields.get("policy")));
    }

    private static Map<String, String> pairs(String text) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String item : text.split(",", -1)) {
            int cut = item.indexOf('=');
            pairs.put(cut < 0 ? item : item.substring(0, cut), cut < 0 ? "" : item.substring(cut + 1));
        }
        return pairs;
    }

    private @Nullable String ttl(String path, @Nullable Object value) {
        if (value == null) {
            return null;
        }
        boolean valid = value.equals("inf") || DurationText.parse(value).isPresent();
        return valid ? value.toString() : values.mismatch(path, "a duration, 0 or \"inf\"", value);
    }

    /** Reads {@code "tls1.2"} or {@code {min, max}}. */
    @Nullable
    TlsVersions tlsVersions(String path, Object value) {
        if (value instanceof Map<?, ?> range) {
            return new TlsVersions(
                    oneOf(path + ".min", TLS_VERSIONS, range.get("min")),
                    oneOf(path + ".max", TLS_VERSIONS, range.get("max")));
        }
        String only = oneOf(path, TLS_VERSIONS, value);
        return only == null ? null : new TlsVersions(only, only);
    }

    @Nullable
    TlsClientCertificate tlsCertificate(String path, Object value) {
        if (!(value instanceof Map<?, ?> fields)) {
            return values.mismatch(path, "an object {cert, key, password, domains}", value);
        }
        String cert = values.text(path + ".cert", fields.get("cert"));
        String key = values.text(path + ".key", fields.get("key"));
        Object password = fields.get("password");
        Object domains = fields.get("domains");
        String secret = password == null ? null : values.text(path + ".password", password);
        List<String> hosts = domains == null
                ? List.of()
                : values.list(path + ".domains", domains, "a list of strings", values::text);
        return cert == null || key == null
                ? null
                : new TlsClientCertificate(cert, key, secret, hosts == null ? List.of() : hosts);
    }

    private @Nullable String oneOf(String path, Set<String> allowed, @Nullable Object value) {
        if (value == null) {
            return null;
        }
        return value instanceof String text && allowed.contains(text)
                ? text
                : values.mismatch(
                        path,
                        "one of " + String.join(", ", allowed.stream().sorted().toList()),
                        value);
    }
}
