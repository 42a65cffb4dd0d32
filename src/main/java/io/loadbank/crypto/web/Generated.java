package io.loadbank.crypto.web;

/** What {@code generateKey} makes: one key or two. */
public sealed interface Generated {

    record One(WebKey key) implements Generated {}

    record Pair(WebKey publicKey, WebKey privateKey) implements Generated {}
}
