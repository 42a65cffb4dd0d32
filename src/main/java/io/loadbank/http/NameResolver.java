package io.loadbank.http;

import io.loadbank.http.NameRules.Dns;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Turns host names into addresses by a run's rules, with a cache that all its VUs share. Safe for many threads. */
public final class NameResolver {

    private final HostPatterns<String> hosts;
    private final HostPatterns<Boolean> blocked;
    private final List<Cidr> blacklist;
    private final Dns dns;
    private final Lookup lookup;
    private final Map<String, Answer> cache = new ConcurrentHashMap<>();
    private final AtomicInteger turn = new AtomicInteger();

    /** Asks the system; blocks. */
    @FunctionalInterface
    interface Lookup {
        InetAddress[] addresses(String host) throws UnknownHostException;
    }

    /** Addresses that are on their way or there, and until when they are good. */
    private record Answer(CompletableFuture<Found> future, long expiresNanos) {}

    /** Addresses in the order of the policy, or the error. */
    private record Found(
            List<InetAddress> addresses, @Nullable TransportError error) {}

    /** Where to connect, or why not. */
    public sealed interface Resolution {
        record Found(InetSocketAddress address) implements Resolution {}

        record Refused(TransportError error) implements Resolution {}
    }

    NameResolver(NameRules rules, Lookup lookup) {
        this.hosts = new HostPatterns<>(rules.hosts());
        Map<String, Boolean> patterns = new HashMap<>();
        rules.blockedHostnames().forEach(pattern -> patterns.put(pattern, true));
        this.blocked = new HostPatterns<>(patterns);
        this.blacklist = rules.blacklistedIps().stream().map(Cidr::parse).toList();
        this.dns = rules.dns();
        this.lookup = lookup;
        rules.hosts().values().forEach(NameResolver::checkTarget);
    }

    /** No rules: the system's resolver, IPv4 preferred, answers kept for five minutes. */
    public static NameResolver system() {
        return of(NameRules.NONE);
    }

    /**
     * A resolver for one run.
     *
     * @throws IllegalArgumentException if a pattern, address or network of the rules cannot be read
     */
    public static NameResolver of(NameRules rules) {
        return new NameResolver(rules, InetAddress::getAllByName);
    }

    /** Never fails exceptionally; complete already unless the system has to be asked, which {@code blocking} does. */
    public CompletableFuture<Resolution> resolve(String host, int port, Executor blocking) {
        if (port > 65_535) {
            return refused(TransportError.DIAL, "dial tcp: address " + port + ": invalid port");
        }
        byte[] literal = Cidr.address(host);
        if (literal == null && blocked.find(host) != null) {
            String detail = "hostname (" + host + ") is in a blocked pattern";
            return done(new Resolution.Refused(
                    new TransportError(TransportError.BLOCKED_HOSTNAME, "hostname is blocked", detail)));
        }
        String mapped = hosts.find(host + ":" + port);
        if (mapped == null) {
            mapped = hosts.find(host);
        }
        if (mapped != null) {
            String target = bracketed(mapped);
            String given = UrlParser.port(target);
            byte[] address = Cidr.address(UrlParser.hostname(target));
            return address == null
                    ? refused(TransportError.DNS, "lookup " + host + ": mapped to " + mapped)
                    : done(checked(host, address, given.isEmpty() ? port : Integer.parseInt(given)));
        }
        if (literal != null) {
            return done(checked(host, literal, port));
        }
        return ask(host, blocking).thenApply(found -> select(host, port, found));
    }

    private Resolution select(String host, int port, Found found) {
        if (found.error() != null) {
            return new Resolution.Refused(found.error());
        }
        List<InetAddress> all = found.addresses();
        int index = switch (dns.select()) {
            case FIRST -> 0;
            case ROUND_ROBIN -> Math.floorMod(turn.getAndIncrement(), all.size());
            case RANDOM -> ThreadLocalRandom.current().nextInt(all.size());
        };
        return checked(host, all.get(index).getAddress(), port);
    }

    private Resolution checked(String host, byte[] address, int port) {
        for (Cidr network : blacklist) {
            if (network.contains(address)) {
                String detail = "IP of " + host + " is in the blacklisted range " + network;
                return new Resolution.Refused(
                        new TransportError(TransportError.BLACKLISTED_IP, "ip is blacklisted", detail));
            }
        }
        try {
            return new Resolution.Found(new InetSocketAddress(InetAddress.getByAddress(host, address), port));
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private CompletableFuture<Found> ask(String host, Executor blocking) {
        Answer known = cache.get(host);
        if (known != null && (!known.future().isDone() || known.expiresNanos() - System.nanoTime() > 0)) {
            return known.future();
        }
        CompletableFuture<Found> future = new CompletableFuture<>();
        Answer asked = new Answer(future, System.nanoTime() + ttlNanos());
        if (!(known == null ? cache.putIfAbsent(host, asked) == null : cache.replace(host, known, asked))) {
            return ask(host, blocking);
        }
        try {
            blocking.execute(() -> future.complete(lookUp(host, asked)));
        } catch (RejectedExecutionException shutDown) {
            cache.remove(host, asked);
            future.complete(new Found(List.of(), Failures.CLOSED));
        }
        return future;
    }

    private Found lookUp(String host, Answer asked) {
        Found found;
        try {
            List<InetAddress> usable = ordered(lookup.addresses(host));
            found = usable.isEmpty() ? failed(host, "") : new Found(usable, null);
        } catch (UnknownHostException e) {
            found = failed(host, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            found = new Found(List.of(), new TransportError(TransportError.DNS, "lookup " + host + ": " + e));
        }
        if (found.error() != null) {
            cache.remove(host, asked);
        }
        return found;
    }

    private static Found failed(String host, String message) {
        String prefix = "dial tcp: lookup " + host + ": ";
        TransportError error = message.contains("Temporary failure")
                ? new TransportError(
                        TransportError.DNS,
                        "lookup " + host + ": temporary failure in name resolution",
                        prefix + "temporary failure in name resolution")
                : new TransportError(TransportError.NO_SUCH_HOST, "lookup: no such host", prefix + "no such host");
        return new Found(List.of(), error);
    }

    private List<InetAddress> ordered(InetAddress[] addresses) {
        List<InetAddress> v4 = new ArrayList<>();
        List<InetAddress> v6 = new ArrayList<>();
        for (InetAddress address : addresses) {
            (address instanceof Inet4Address ? v4 : v6).add(address);
        }
        return switch (dns.policy()) {
            case PREFER_IPV4 -> v4.isEmpty() ? v6 : v4;
            case PREFER_IPV6 -> v6.isEmpty() ? v4 : v6;
            case ONLY_IPV4 -> v4;
            case ONLY_IPV6 -> v6;
            case ANY -> Arrays.asList(addresses);
        };
    }

    private long ttlNanos() {
        Duration ttl = dns.ttl();
        return ttl.compareTo(Duration.ofDays(3650)) > 0 ? Duration.ofDays(3650).toNanos() : ttl.toNanos();
    }

    private static void checkTarget(String target) {
        String bracketed = bracketed(target);
        String port = UrlParser.port(bracketed);
        boolean badPort = !port.isEmpty() && (Framing.contentLength(port) < 0 || Framing.contentLength(port) > 65_535);
        if (Cidr.address(UrlParser.hostname(bracketed)) == null || badPort) {
            throw new IllegalArgumentException("invalid address in hosts: " + target);
        }
    }

    /** A bare IPv6 address gets the brackets that tell its colons from a port's. */
    private static String bracketed(String target) {
        return target.indexOf(':') != target.lastIndexOf(':') && !target.startsWith("[") ? "[" + target + "]" : target;
    }

    private static CompletableFuture<Resolution> refused(int code, String text) {
        return done(new Resolution.Refused(new TransportError(code, text)));
    }

    private static CompletableFuture<Resolution> done(Resolution resolution) {
        return CompletableFuture.completedFuture(resolution);
    }
}
