package io.loadbank.redis;

import org.jspecify.annotations.Nullable;

/** What a command came to. */
public sealed interface RedisReply {

    /**
     * What the server said.
     *
     * @param tree a text, a {@link Long}, a list of such, or null
     */
    record Answer(@Nullable Object tree) implements RedisReply {}

    /** The server's words, or why there are none. */
    record Failure(String message) implements RedisReply {}
}
