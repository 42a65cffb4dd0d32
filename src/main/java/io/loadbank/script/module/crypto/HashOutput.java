package io.loadbank.script.module.crypto;

import io.loadbank.script.module.Guest;
import java.util.Base64;
import java.util.HexFormat;
import org.graalvm.polyglot.Value;

/** A hash in the encoding a script asks for. */
final class HashOutput {

    private HashOutput() {}

    static Object of(Guest guest, byte[] hash, Value encoding) {
        return switch (encoding.isString() ? encoding.asString() : "") {
            case "hex" -> HexFormat.of().formatHex(hash);
            case "base64" -> Base64.getEncoder().encodeToString(hash);
            case "base64url" -> Base64.getUrlEncoder().encodeToString(hash);
            case "base64rawurl" -> Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
            case "binary" -> guest.arrayBuffer(hash);
            default ->
                throw guest.raise(
                        "Error",
                        "invalid output encoding: " + guest.text(encoding)
                                + "; there are hex, base64, base64url, base64rawurl and binary");
        };
    }
}
