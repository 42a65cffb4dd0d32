package io.loadbank.http;

/** What came of unpacking a body. */
sealed interface Decoded {

    @SuppressWarnings("ArrayRecordComponent") // bodies are large: shared, never changed or compared
    record Plain(byte[] bytes) implements Decoded {}

    record Broken(String reason) implements Decoded {}
}
