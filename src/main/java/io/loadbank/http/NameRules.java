package io.loadbank.http;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A run's rules for host names.
 *
 * @param hosts host, {@code host:port} or a leading wildcard → {@code ip} or {@code ip:port}; {@code *.x} does not
 *     match {@code x}
 * @param blockedHostnames exact names or leading wildcards that are refused; IP literals never are
 * @param blacklistedIps networks such as {@code 10.0.0.0/8} that are refused after resolution
 */
public record NameRules(
        Map<String, String> hosts, List<String> blockedHostnames, List<String> blacklistedIps, Dns dns) {

    public static final NameRules NONE = new NameRules(Map.of(), List.of(), List.of(), Dns.DEFAULT);

    public NameRules {
        hosts = Map.copyOf(hosts);
        blockedHostnames = List.copyOf(blockedHostnames);
        blacklistedIps = List.copyOf(blacklistedIps);
    }

    /** Which of several addresses is taken. */
    public enum Select {
        FIRST,
        ROUND_ROBIN,
        RANDOM
    }

    /** Which family of addresses is taken. */
    public enum Policy {
        PREFER_IPV4,
        PREFER_IPV6,
        ONLY_IPV4,
        ONLY_IPV6,
        ANY
    }

    /**
     * How names are looked up.
     *
     * @param ttl how long an answer is kept; zero for not at all, {@link #FOREVER} for the whole run
     */
    public record Dns(Duration ttl, Select select, Policy policy) {
        public static final Duration FOREVER = Duration.ofSeconds(Long.MAX_VALUE);
        public static final Dns DEFAULT = new Dns(Duration.ofMinutes(5), Select.RANDOM, Policy.PREFER_IPV4);
    }
}
