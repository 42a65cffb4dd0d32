package io.loadbank;

import static java.util.Map.entry;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The map of the house: every package with its floor and the packages it may see, and the fences around libraries.
 * Package names are relative to the base package; the base package itself is the empty name.
 */
final class HouseMap {
    /** A package's place: its floor, counted from the ground, half ones between, and what it may see. */
    record Room(double floor, Set<String> sees) {}

    /** A library (the beginnings of its package names) and the only packages that may use it. */
    record Fence(String name, List<String> library, Set<String> users) {}

    static final Map<String, Room> ROOMS = rooms();

    static final List<Fence> FENCES = List.of(
            new Fence(
                    "GraalVM",
                    List.of("org.graalvm.", "com.oracle.truffle."),
                    Set.of(
                            "script",
                            "script.module",
                            "script.module.http",
                            "script.module.crypto",
                            "script.module.text",
                            "script.module.html",
                            "script.module.files",
                            "script.module.redis",
                            "script.module.ws",
                            "script.module.grpc")),
            new Fence("Bouncy Castle", List.of("org.bouncycastle."), Set.of("crypto", "crypto.web", "http")),
            new Fence("Commons Compress", List.of("org.apache.commons.compress."), Set.of("library")),
            new Fence("Commons Statistics", List.of("org.apache.commons.statistics."), Set.of("comparison")),
            new Fence("swc4j", List.of("com.caoccao."), Set.of("typescript")),
            new Fence("Lettuce", List.of("io.lettuce."), Set.of("redis")),
            new Fence("jsoup", List.of("org.jsoup."), Set.of("html")),
            new Fence(
                    "Netty",
                    List.of("io.netty.", "reactor.netty."),
                    Set.of("http", "ws", "grpc", "redis", "warmup", "wiring")),
            new Fence(
                    "gRPC",
                    List.of("io.grpc.", "com.google.protobuf.", "com.squareup.wire.", "kotlin."),
                    Set.of("grpc", "output")),
            new Fence(
                    "Spring",
                    List.of("org.springframework.", "org.springdoc."),
                    Set.of("", "wiring", "api", "compat", "telemetry", "output", "store.jdbc", "cluster.infinispan")),
            new Fence("Micrometer", List.of("io.micrometer.", "io.prometheus."), Set.of("telemetry", "wiring")),
            new Fence("Infinispan", List.of("org.infinispan.", "org.jgroups."), Set.of("cluster.infinispan", "wiring")),
            new Fence("OpenTelemetry", List.of("io.opentelemetry."), Set.of("output")),
            new Fence(
                    "JDBC",
                    List.of("java.sql.", "javax.sql.", "com.zaxxer.", "org.flywaydb.", "org.h2.", "org.postgresql."),
                    Set.of("store.jdbc", "wiring")));

    private HouseMap() {}

    private static Map<String, Room> rooms() {
        var rooms = new LinkedHashMap<>(Map.ofEntries(
                entry("plan", room(0)),
                entry("metric", room(0)),
                entry("pace", room(1, "plan")),
                entry("vu", room(1, "plan", "metric")),
                entry("threshold", room(1, "plan", "metric")),
                entry("summary", room(1, "plan", "metric")),
                entry("recording", room(1, "metric")),
                entry("comparison", room(1.5, "recording", "metric")),
                entry("http", room(1, "plan", "metric")),
                entry("generator", room(1)),
                entry("html", room(1)),
                entry("redis", room(1)),
                entry("crypto", room(1)),
                entry("crypto.web", room(1, "crypto")),
                entry("ws", room(1.5, "http")),
                entry("grpc", room(1.5, "http")),
                entry("typescript", room(1)),
                entry("executor", room(2, "pace", "vu", "plan", "metric")),
                entry(
                        "script",
                        room(
                                2,
                                "script.module",
                                "script.module.http",
                                "script.module.crypto",
                                "script.module.text",
                                "script.module.html",
                                "script.module.files",
                                "script.module.redis",
                                "script.module.ws",
                                "script.module.grpc",
                                "vu",
                                "http",
                                "ws",
                                "grpc",
                                "typescript",
                                "plan",
                                "metric")),
                entry("script.module", room(2, "vu", "http", "ws", "grpc", "metric")),
                entry(
                        "script.module.http",
                        room(2, "script.module", "script.module.html", "vu", "html", "http", "plan", "metric")),
                entry("script.module.files", room(2, "script.module")),
                entry("script.module.redis", room(2, "script.module", "redis", "http", "vu")),
                entry("script.module.html", room(2, "script.module", "html", "http")),
                entry("script.module.crypto", room(2, "script.module", "crypto", "crypto.web")),
                entry("script.module.text", room(2, "script.module")),
                entry(
                        "run",
                        room(
                                3,
                                "executor",
                                "pace",
                                "script",
                                "vu",
                                "threshold",
                                "summary",
                                "generator",
                                "recording",
                                "plan",
                                "metric")),
                entry("script.module.ws", room(2, "script.module", "vu", "http", "ws", "metric")),
                entry("script.module.grpc", room(2, "script.module", "vu", "http", "grpc", "plan", "metric")),
                entry("library", room(3, "script", "plan")),
                entry("report", room(3.5, "run", "recording", "generator", "metric", "plan")),
                entry(
                        "api",
                        room(
                                4,
                                "run",
                                "library",
                                "generator",
                                "report",
                                "comparison",
                                "recording",
                                "summary",
                                "threshold",
                                "metric",
                                "plan")),
                entry("compat", room(4, "run", "summary", "metric", "plan")),
                entry("telemetry", room(4, "run", "generator", "metric")),
                entry("output", room(4, "run", "threshold", "metric", "plan")),
                entry("remote", room(4, "library", "script")),
                entry("warmup", room(4, "run", "script")),
                entry("store.jdbc", room(4, "run", "library", "script", "summary", "generator", "metric", "plan")),
                entry("cluster.infinispan", room(4, "run", "library", "metric", "plan"))));
        rooms.put("wiring", new Room(5, Set.copyOf(rooms.keySet())));
        rooms.put("", new Room(6, Set.copyOf(rooms.keySet())));
        return Map.copyOf(rooms);
    }

    private static Room room(double floor, String... sees) {
        return new Room(floor, Set.of(sees));
    }
}
