package io.loadbank.plan;

import org.jspecify.annotations.Nullable;

/**
 * How names are resolved; each part may be unset.
 *
 * @param ttl a duration, {@code 0} or {@code inf}
 * @param select first, random or roundRobin
 * @param policy preferIPv4, preferIPv6, onlyIPv4, onlyIPv6 or any
 */
public record DnsOptions(
        @Nullable String ttl,
        @Nullable String select,
        @Nullable String policy) {

    /** These parts, with the lower layer's where a part is unset. */
    DnsOptions over(DnsOptions lower) {
        return new DnsOptions(
                ttl == null ? lower.ttl : ttl,
                select == null ? lower.select : select,
                policy == null ? lower.policy : policy);
    }
}
