package io.loadbank.script.module.redis;

import io.loadbank.redis.RedisTarget;
import io.loadbank.redis.RedisTarget.Login;
import io.loadbank.redis.RedisTarget.Mode;
import io.loadbank.redis.RedisTarget.Node;
import io.loadbank.redis.RedisTarget.Tls;
import io.loadbank.script.module.Guest;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/** Reads the argument of {@code new Client()}. Used once; what cannot be used is an IllegalArgumentException. */
final class TargetReader {

    private static final Set<String> KNOWN = Set.of(
            "socket",
            "username",
            "password",
            "clientName",
            "database",
            "masterName",
            "sentinelUsername",
            "sentinelPassword",
            "cluster");
    private static final Set<String> SOCKET = Set.of("host", "port", "tls", "dialTimeout", "readTimeout");
    private static final Set<String> POOL = Set.of(
            "writeTimeout",
            "poolSize",
            "minIdleConns",
            "maxConnAge",
            "poolTimeout",
            "idleTimeout",
            "idleCheckFrequency");
    private static final Set<String> CLUSTER =
            Set.of("maxRedirects", "readOnly", "routeByLatency", "routeRandomly", "nodes");
    private static final int DEFAULT_PORT = 6379;
    private static final int DEFAULT_REDIRECTS = 3;

    private final Guest guest;
    private final boolean verified;
    private final Set<String> withoutEffect = new LinkedHashSet<>();
    private Login login = Login.NONE;
    private int database;
    private Duration dialTimeout = RedisTarget.DEFAULT_DIAL_TIMEOUT;
    private @Nullable Duration readTimeout = RedisTarget.DEFAULT_READ_TIMEOUT;

    /** @param verified whether certificates of servers are checked */
    TargetReader(Guest guest, boolean verified) {
        this.verified = verified;
        this.guest = guest;
    }

    /** Options that were given and change nothing. */
    Set<String> withoutEffect() {
        return withoutEffect;
    }

    RedisTarget read(Value given) {
        if (given.isString()) {
            Node node = url(given.asString());
            return new RedisTarget(List.of(node), new Mode.Single(), login, database, "", dialTimeout, readTimeout);
        }
        if (!given.hasMembers() || given.hasArrayElements()) {
            throw new IllegalArgumentException("a Redis client takes a URL or an object of options");
        }
        check(given, KNOWN, Set.of(), "option");
        Value cluster = member(given, "cluster");
        Value socket = member(given, "socket");
        if (cluster == null && socket == null) {
            throw new IllegalArgumentException("the options of a Redis client need a socket or a cluster");
        }
        List<Node> nodes =
                cluster == null || socket != null ? new ArrayList<>(List.of(socket(need(socket)))) : List.of();
        Mode mode = new Mode.Single();
        if (cluster != null) {
            nodes = nodes(cluster);
            mode = cluster(cluster);
        }
        String master = text(given, "masterName");
        if (!master.isEmpty()) {
            mode = new Mode.Sentinel(
                    master, new Login(text(given, "sentinelUsername"), text(given, "sentinelPassword")));
        }
        if (given.hasMember("username") || given.hasMember("password")) {
            login = new Login(text(given, "username"), text(given, "password"));
        }
        database = integer(given, "database", database);
        return new RedisTarget(nodes, mode, login, database, text(given, "clientName"), dialTimeout, readTimeout);
    }

    private static Value need(@Nullable Value socket) {
        if (socket == null) {
            throw new IllegalArgumentException("the options of a Redis client need a socket");
        }
        return socket;
    }

    private void check(Value object, Set<String> known, Set<String> ignored, String what) {
        for (String key : object.getMemberKeys()) {
            if (ignored.contains(key)) {
                withoutEffect.add(key);
            } else if (!known.contains(key)) {
                throw new IllegalArgumentException("unknown " + what + " '" + key + "' of a Redis client");
            }
        }
    }

    private List<Node> nodes(Value cluster) {
        check(cluster, CLUSTER, Set.of(), "cluster option");
        Value given = member(cluster, "nodes");
        if (given == null || !given.hasArrayElements() || given.getArraySize() == 0) {
            throw new IllegalArgumentException("the cluster of a Redis client needs nodes");
        }
        List<Node> nodes = new ArrayList<>();
        for (long i = 0; i < given.getArraySize(); i++) {
            Value node = given.getArrayElement(i);
            nodes.add(node.isString() ? url(node.asString()) : socket(node));
        }
        return nodes;
    }

    private Mode cluster(Value cluster) {
        RedisTarget.Reads reads = flag(cluster, "routeByLatency")
                ? RedisTarget.Reads.NEAREST
                : flag(cluster, "routeRandomly")
                        ? RedisTarget.Reads.RANDOM
                        : flag(cluster, "readOnly") ? RedisTarget.Reads.REPLICA : RedisTarget.Reads.MASTER;
        return new Mode.Cluster(integer(cluster, "maxRedirects", DEFAULT_REDIRECTS), reads);
    }

    private Node socket(Value socket) {
        if (!socket.hasMembers()) {
            throw new IllegalArgumentException("the socket of a Redis client must be an object with a host");
        }
        check(socket, SOCKET, POOL, "socket option");
        String host = text(socket, "host");
        if (host.isEmpty()) {
            throw new IllegalArgumentException("the socket of a Redis client needs a host");
        }
        Duration dial = millis(socket, "dialTimeout", dialTimeout);
        dialTimeout = dial == null ? RedisTarget.DEFAULT_DIAL_TIMEOUT : dial;
        readTimeout = millis(socket, "readTimeout", readTimeout);
        Value tls = member(socket, "tls");
        return new Node(host, port(integer(socket, "port", DEFAULT_PORT)), tls == null ? null : tls(tls));
    }

    private Tls tls(Value tls) {
        check(tls, Set.of("ca", "cert", "key"), Set.of(), "tls option");
        StringBuilder authorities = new StringBuilder();
        Value ca = member(tls, "ca");
        if (ca != null) {
            if (!ca.hasArrayElements()) {
                throw new IllegalArgumentException("tls.ca of a Redis client must be an array of ArrayBuffers");
            }
            for (long i = 0; i < ca.getArraySize(); i++) {
                authorities.append(pem(ca.getArrayElement(i))).append('\n');
            }
        }
        Value certificate = member(tls, "cert");
        Value key = member(tls, "key");
        if ((certificate == null) != (key == null)) {
            throw new IllegalArgumentException("tls.cert and tls.key of a Redis client belong together");
        }
        return new Tls(
                authorities.toString(),
                certificate == null ? null : pem(certificate),
                key == null ? null : pem(key),
                verified);
    }

    private static String pem(Value value) {
        byte[] bytes = value.isString() ? value.asString().getBytes(StandardCharsets.ISO_8859_1) : Guest.bytes(value);
        if (bytes == null) {
            throw new IllegalArgumentException("the certificates of a Redis client must be ArrayBuffers");
        }
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** {@code redis[s]://[[user][:password]@]host[:port][/database]}; sets login and database. */
    private Node url(String text) {
        URI url = parse(text);
        String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
        String host = url.getHost();
        if (!scheme.equals("redis") && !scheme.equals("rediss")) {
            throw new IllegalArgumentException("the URL of a Redis client must begin with redis:// or rediss://");
        }
        if (url.getRawQuery() != null || url.getRawFragment() != null) {
            throw new IllegalArgumentException("the URL of a Redis client takes no parameters; use options instead");
        }
        String user = url.getRawUserInfo();
        if (user != null) {
            int colon = user.indexOf(':');
            login = new Login(
                    decoded(colon < 0 ? user : user.substring(0, colon)),
                    colon < 0 ? "" : decoded(user.substring(colon + 1)));
        }
        String path = url.getPath() == null ? "" : url.getPath().replaceFirst("^/", "");
        if (!path.matches("\\d{0,6}")) {
            throw new IllegalArgumentException("invalid database number '" + path + "' in the URL of a Redis client");
        }
        database = path.isEmpty() ? 0 : Integer.parseInt(path);
        int port = url.getPort() < 0 ? DEFAULT_PORT : port(url.getPort());
        return new Node(
                host == null ? "localhost" : host.replaceAll("^\\[|]$", ""),
                port,
                scheme.equals("rediss") ? new Tls("", null, null, verified) : null);
    }

    private static URI parse(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("invalid URL of a Redis client", e);
        }
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static @Nullable Value member(Value object, String name) {
        Value value = object.getMember(name);
        return value == null || value.isNull() ? null : value;
    }

    private String text(Value object, String name) {
        Value value = member(object, name);
        return value == null ? "" : guest.text(value);
    }

    private static boolean flag(Value object, String name) {
        Value value = member(object, name);
        return value != null && value.isBoolean() && value.asBoolean();
    }

    private static int integer(Value object, String name, int otherwise) {
        Value value = member(object, name);
        if (value == null) {
            return otherwise;
        }
        if (!value.fitsInInt() || value.asInt() < 0) {
            throw new IllegalArgumentException(name + " of a Redis client must be an integer that is not negative");
        }
        return value.asInt();
    }

    private static int port(int port) {
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("port of a Redis client must be from 1 to 65535");
        }
        return port;
    }

    /** Milliseconds; 0 is the default, -1 none at all. */
    private static @Nullable Duration millis(Value object, String name, @Nullable Duration otherwise) {
        Value value = member(object, name);
        if (value == null) {
            return otherwise;
        }
        double millis = value.isNumber() ? value.asDouble() : Double.NaN;
        if (!(millis >= 0 && millis <= 1e9) && millis != -1) {
            throw new IllegalArgumentException(name + " of a Redis client must be a number of milliseconds, or -1");
        }
        return millis < 0 ? null : millis > 0 ? Duration.ofNanos((long) (millis * 1e6)) : otherwise;
    }
}
