package io.loadbank.redis;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which Redis to talk to, and how.
 *
 * @param nodes where to begin: the server, the sentinels, or nodes of the cluster
 * @param mode what the nodes are
 * @param login of the servers
 * @param database number of the database; only for a single server and behind sentinels
 * @param clientName name of the connection; empty for none
 * @param dialTimeout until a connection is ready
 * @param readTimeout until a command is answered; null for no limit
 */
public record RedisTarget(
        List<Node> nodes,
        Mode mode,
        Login login,
        int database,
        String clientName,
        Duration dialTimeout,
        @Nullable Duration readTimeout) {

    public static final Duration DEFAULT_DIAL_TIMEOUT = Duration.ofSeconds(5);
    public static final Duration DEFAULT_READ_TIMEOUT = Duration.ofSeconds(3);

    public RedisTarget {
        nodes = List.copyOf(nodes);
        if (nodes.isEmpty()) {
            throw new IllegalArgumentException("a Redis client needs at least one node");
        }
    }

    /**
     * One address.
     *
     * @param tls null for a plain connection
     */
    public record Node(String host, int port, @Nullable Tls tls) {}

    /**
     * The side of a TLS connection that the script brings, each as PEM text.
     *
     * @param authorities certificates to trust; empty for those of the platform
     * @param certificate of the client; null for none
     * @param key of the client; null for none
     * @param verified whether the server's certificate is checked
     */
    public record Tls(
            String authorities,
            @Nullable String certificate,
            @Nullable String key,
            boolean verified) {}

    /** Empty texts where nothing is given. */
    public record Login(String user, String password) {
        public static final Login NONE = new Login("", "");

        /** Without the password. */
        @Override
        public String toString() {
            return "Login[user=" + user + "]";
        }
    }

    /** What the nodes are. */
    public sealed interface Mode {

        /** One server. */
        record Single() implements Mode {}

        /**
         * Sentinels, which know the master.
         *
         * @param sentinelLogin of the sentinels themselves
         */
        record Sentinel(String masterName, Login sentinelLogin) implements Mode {}

        /**
         * Nodes of a cluster.
         *
         * @param maxRedirects how often a command follows its key from node to node
         */
        record Cluster(int maxRedirects, Reads reads) implements Mode {}
    }

    /** Which node of a cluster answers commands that only read. */
    public enum Reads {
        MASTER,
        REPLICA,
        NEAREST,
        RANDOM
    }
}
