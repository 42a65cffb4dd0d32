package io.loadbank.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loadbank.http.NameResolver.Resolution;
import io.loadbank.http.NameRules.Dns;
import io.loadbank.http.NameRules.Policy;
import io.loadbank.http.NameRules.Select;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameResolverTest {

    private static final NameRules RULES = new NameRules(
            Map.of(
                    "named.test", "127.0.0.1",
                    "ported.test", "127.0.0.1:8081",
                    "*.wild.test", "127.0.0.2",
                    "*.b.wild.test", "127.0.0.3",
                    "a.wild.test", "127.0.0.4",
                    "exact.test:81", "127.0.0.5:99",
                    "exact.test", "127.0.0.6",
                    "six.test", "[::1]:82",
                    "bare-six.test", "::1",
                    "evil.test", "10.0.0.1"),
            List.of("blocked.test", "*.evil.test"),
            List.of("10.0.0.0/8", "fd00::/8"),
            Dns.DEFAULT);

    private final List<String> asked = new ArrayList<>();

    private NameResolver resolver(NameRules rules, String... addresses) {
        return new NameResolver(rules, host -> {
            asked.add(host);
            if (addresses.length == 0) {
                throw new UnknownHostException(host + ": Name or service not known");
            }
            InetAddress[] found = new InetAddress[addresses.length];
            for (int i = 0; i < addresses.length; i++) {
                found[i] = InetAddress.getByName(addresses[i]);
            }
            return found;
        });
    }

    private static String resolve(NameResolver resolver, String host, int port) {
        CompletableFuture<Resolution> resolution = resolver.resolve(host, port, Runnable::run);
        return switch (resolution.join()) {
            case Resolution.Found found ->
                found.address().getAddress().getHostAddress() + ":"
                        + found.address().getPort();
            case Resolution.Refused refused ->
                refused.error().code() + " " + refused.error().text();
        };
    }

    @ParameterizedTest
    @CsvSource({
        "named.test,       80, 127.0.0.1:80",
        "NAMED.test,       80, 127.0.0.1:80",
        "ported.test,      80, 127.0.0.1:8081",
        "x.wild.test,      80, 127.0.0.2:80",
        "x.b.wild.test,    80, 127.0.0.3:80",
        "a.wild.test,      80, 127.0.0.4:80",
        "wild.test,        80, 1101 lookup: no such host",
        "exact.test,       81, 127.0.0.5:99",
        "exact.test,       80, 127.0.0.6:80",
        "six.test,         80, 0:0:0:0:0:0:0:1:82",
        "bare-six.test,    80, 0:0:0:0:0:0:0:1:80",
        "evil.test,        80, 1110 ip is blacklisted",
        "a.evil.test,      80, 1111 hostname is blocked",
        "BLOCKED.test,     80, 1111 hostname is blocked",
        "10.1.2.3,         80, 1110 ip is blacklisted",
        "11.1.2.3,         80, 11.1.2.3:80",
        "fd00::1,          80, 1110 ip is blacklisted",
        "::1,              80, 0:0:0:0:0:0:0:1:80",
        "nowhere.test,     80, 1101 lookup: no such host",
        "127.0.0.1,     70000, 1210 dial tcp: address 70000: invalid port",
    })
    void rules_decide(String host, int port, String outcome) {
        assertThat(resolve(resolver(RULES), host, port)).isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource({
        "PREFER_IPV4, 1.1.1.1 ::1, 1.1.1.1:80",
        "PREFER_IPV4, ::1,         0:0:0:0:0:0:0:1:80",
        "PREFER_IPV6, 1.1.1.1 ::1, 0:0:0:0:0:0:0:1:80",
        "PREFER_IPV6, 1.1.1.1,     1.1.1.1:80",
        "ONLY_IPV4,   ::1,         1101 lookup: no such host",
        "ONLY_IPV6,   1.1.1.1 ::1, 0:0:0:0:0:0:0:1:80",
        "ANY,         ::1 1.1.1.1, 0:0:0:0:0:0:0:1:80",
    })
    void the_policy_decides_on_the_family(Policy policy, String addresses, String outcome) {
        NameRules rules =
                new NameRules(Map.of(), List.of(), List.of(), new Dns(Duration.ofMinutes(5), Select.FIRST, policy));

        assertThat(resolve(resolver(rules, addresses.split(" ")), "h", 80)).isEqualTo(outcome);
    }

    @Test
    void round_robin_takes_turns_and_answers_are_kept() {
        NameResolver resolver = resolver(
                new NameRules(Map.of(), List.of(), List.of(), new Dns(Dns.FOREVER, Select.ROUND_ROBIN, Policy.ANY)),
                "1.1.1.1",
                "1.1.1.2");

        assertThat(List.of(resolve(resolver, "h", 1), resolve(resolver, "h", 1), resolve(resolver, "h", 1)))
                .containsExactly("1.1.1.1:1", "1.1.1.2:1", "1.1.1.1:1");
        assertThat(asked).containsExactly("h");
    }

    @Test
    void without_a_ttl_every_lookup_asks() {
        NameResolver resolver = resolver(
                new NameRules(Map.of(), List.of(), List.of(), new Dns(Duration.ZERO, Select.FIRST, Policy.ANY)),
                "1.1.1.1");

        resolve(resolver, "h", 1);
        resolve(resolver, "h", 1);
        assertThat(asked).hasSize(2);
    }

    @Test
    void failures_are_not_kept() {
        NameResolver resolver = resolver(NameRules.NONE);

        resolve(resolver, "h", 1);
        resolve(resolver, "h", 1);
        assertThat(asked).hasSize(2);
    }

    @Test
    void concurrent_lookups_of_a_name_ask_once() {
        List<Runnable> waiting = new ArrayList<>();
        NameResolver resolver = resolver(NameRules.NONE, "1.1.1.1");

        CompletableFuture<Resolution> first = resolver.resolve("h", 1, waiting::add);
        CompletableFuture<Resolution> second = resolver.resolve("h", 2, waiting::add);
        assertThat(waiting).hasSize(1);
        assertThat(second).isNotDone();

        waiting.getFirst().run();
        assertThat(first).isDone();
        assertThat(second).isDone();
    }

    @Test
    void after_shutdown_lookups_fail() {
        NameResolver resolver = resolver(NameRules.NONE, "1.1.1.1");

        Resolution resolution = resolver.resolve("h", 1, task -> {
                    throw new RejectedExecutionException();
                })
                .join();

        assertThat(resolution).isEqualTo(new Resolution.Refused(Failures.CLOSED));
    }

    @ParameterizedTest
    @CsvSource({
        "a.*.test, 1.1.1.1,       'invalid host pattern \"a.*.test\": a wildcard may only stand at the beginning'",
        "a.test,   nonsense,      'invalid address in hosts: nonsense'",
        "a.test,   1.1.1.1:99999, 'invalid address in hosts: 1.1.1.1:99999'",
        "a.test,   1.1.1.1:x,     'invalid address in hosts: 1.1.1.1:x'",
    })
    void unreadable_rules_are_refused(String pattern, String address, String text) {
        NameRules rules = new NameRules(Map.of(pattern, address), List.of(), List.of(), Dns.DEFAULT);

        assertThatThrownBy(() -> NameResolver.of(rules)).hasMessage(text);
    }

    @ParameterizedTest
    @CsvSource({"10.0.0.0", "10.0.0.0/33", "x/8", "10.0.0.0/-1"})
    void unreadable_networks_are_refused(String network) {
        assertThatThrownBy(() -> Cidr.parse(network)).hasMessage("invalid CIDR address: " + network);
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8,   10.255.0.1, true",
        "10.0.0.0/8,   11.0.0.0,   false",
        "10.0.0.0/9,   10.128.0.0, false",
        "0.0.0.0/0,    1.2.3.4,    true",
        "1.2.3.4/32,   1.2.3.4,    true",
        "1.2.3.4/32,   1.2.3.5,    false",
        "fd00::/8,     fdff::1,    true",
        "0.0.0.0/0,    ::1,        false",
    })
    void networks_contain_addresses(String network, String address, boolean contained) {
        assertThat(Cidr.parse(network).contains(Objects.requireNonNull(Cidr.address(address))))
                .isEqualTo(contained);
    }
}
