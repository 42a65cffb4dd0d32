package io.loadbank.script.module.crypto;

import io.loadbank.crypto.HashAlgorithm;
import io.loadbank.crypto.RunningHash;
import io.loadbank.script.module.Guest;
import io.loadbank.script.module.InputBytes;
import io.loadbank.script.module.JsModule;
import io.loadbank.script.module.Realm;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;

/** The module {@code k6/crypto}: hashes, keyed hashes, random bytes. */
public final class CryptoModule implements JsModule {

    /** As much as a script may ask for at once. */
    private static final int MAX_RANDOM_BYTES = 256 * 1024 * 1024;

    private static final SecureRandom RANDOM = new SecureRandom();

    @Override
    public String name() {
        return "k6/crypto";
    }

    @Override
    public List<String> exports() {
        List<String> names = new ArrayList<>(List.of("createHMAC", "createHash", "hexEncode", "hmac", "randomBytes"));
        for (HashAlgorithm algorithm : HashAlgorithm.values()) {
            names.add(algorithm.label());
        }
        return List.copyOf(names);
    }

    @Override
    public Value open(Realm realm) {
        Guest guest = realm.guest();
        List<String> algorithms = new ArrayList<>();
        for (HashAlgorithm algorithm : HashAlgorithm.values()) {
            algorithms.add(algorithm.label());
        }
        Map<String, Object> host = new LinkedHashMap<>();
        host.put("algorithms", guest.tree(algorithms));
        host.put("hash", guest.function(arguments -> hash(guest, arguments)));
        host.put("hmac", guest.function(arguments -> hmac(guest, arguments)));
        host.put(
                "running",
                guest.function(arguments -> running(guest, RunningHash.plain(algorithm(guest, arguments[0])))));
        host.put(
                "runningKeyed",
                guest.function(arguments ->
                        running(guest, RunningHash.keyed(algorithm(guest, arguments[0]), input(guest, arguments[1])))));
        host.put("hexEncode", guest.function(arguments -> HexFormat.of().formatHex(input(guest, arguments[0]))));
        host.put("randomBytes", guest.function(arguments -> randomBytes(guest, arguments[0])));
        return guest.evaluate("crypto/crypto.js").execute(Guest.object(host));
    }

    private static Object hash(Guest guest, Value[] arguments) {
        RunningHash hash = RunningHash.plain(algorithm(guest, arguments[0]));
        hash.update(input(guest, arguments[1]));
        return HashOutput.of(guest, hash.digest(), arguments[2]);
    }

    private static Object hmac(Guest guest, Value[] arguments) {
        RunningHash hash = RunningHash.keyed(algorithm(guest, arguments[0]), input(guest, arguments[1]));
        hash.update(input(guest, arguments[2]));
        return HashOutput.of(guest, hash.digest(), arguments[3]);
    }

    private static Object running(Guest guest, RunningHash hash) {
        ProxyExecutable update = guest.action(arguments -> hash.update(input(guest, arguments[0])));
        ProxyExecutable digest = guest.function(arguments -> HashOutput.of(guest, hash.digest(), arguments[0]));
        return Guest.object(Map.of("update", update, "digest", digest));
    }

    private static HashAlgorithm algorithm(Guest guest, Value name) {
        HashAlgorithm algorithm = name.isString() ? HashAlgorithm.of(name.asString()) : null;
        if (algorithm == null) {
            throw guest.raise("Error", "invalid algorithm: " + guest.text(name));
        }
        return algorithm;
    }

    private static byte[] input(Guest guest, Value value) {
        byte[] bytes = InputBytes.of(value);
        if (bytes == null) {
            throw guest.raise(
                    "Error", "invalid type " + Guest.typeName(value) + ", expected string, ArrayBuffer or Uint8Array");
        }
        return bytes;
    }

    private static Object randomBytes(Guest guest, Value size) {
        double count = size.isNumber() && size.fitsInDouble() ? size.asDouble() : Double.NaN;
        if (!(count >= 1 && count <= MAX_RANDOM_BYTES)) {
            throw guest.raise(
                    "Error", "invalid size: randomBytes() gives 1 to " + MAX_RANDOM_BYTES + " bytes at a time");
        }
        byte[] bytes = new byte[(int) count];
        RANDOM.nextBytes(bytes);
        return guest.arrayBuffer(bytes);
    }
}
