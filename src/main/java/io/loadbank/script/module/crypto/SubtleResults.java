package io.loadbank.script.module.crypto;

import io.loadbank.crypto.web.Generated;
import io.loadbank.crypto.web.KeyData;
import io.loadbank.crypto.web.Usage;
import io.loadbank.crypto.web.WebKey;
import io.loadbank.script.module.Guest;
import java.util.LinkedHashMap;
import java.util.Map;

/** Turns what a computation made into values of the script. On the realm's thread. */
final class SubtleResults {

    private SubtleResults() {}

    static Object of(Guest guest, Object result) {
        return switch (result) {
            case byte[] bytes -> guest.arrayBuffer(bytes);
            case Boolean verified -> verified;
            case WebKey key -> described(guest, key);
            case Generated.One(WebKey key) -> described(guest, key);
            case Generated.Pair(WebKey publicKey, WebKey privateKey) ->
                Guest.object(
                        Map.of("publicKey", described(guest, publicKey), "privateKey", described(guest, privateKey)));
            case KeyData.Encoded(byte[] bytes) -> guest.arrayBuffer(bytes);
            case KeyData.Jwk(Map<String, Object> members) -> guest.tree(members);
            case Object other -> throw new IllegalArgumentException("no value of a script: " + other.getClass());
        };
    }

    /** What the JavaScript part makes a CryptoKey of. */
    private static Object described(Guest guest, WebKey key) {
        Map<String, Object> algorithm = new LinkedHashMap<>();
        algorithm.put("name", key.algorithm().name());
        key.algorithm()
                .details()
                .forEach((name, value) ->
                        algorithm.put(name, value instanceof byte[] bytes ? guest.arrayBuffer(bytes.clone()) : value));
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("handle", key);
        described.put("type", key.type().label());
        described.put("extractable", key.extractable());
        described.put("algorithm", Guest.object(algorithm));
        described.put(
                "usages", guest.tree(key.usages().stream().map(Usage::label).toList()));
        return Guest.object(described);
    }
}
