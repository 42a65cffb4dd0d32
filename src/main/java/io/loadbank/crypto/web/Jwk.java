package io.loadbank.crypto.web;

import java.math.BigInteger;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads and writes the members of a JSON Web Key (RFC 7517, RFC 7518). */
final class Jwk {

    private final Map<String, Object> members;

    private Jwk(Map<String, Object> members) {
        this.members = members;
    }

    /** Reads a key of a kind; it must fit what is asked of it. */
    static Jwk read(KeyData.Jwk data, String kind, KeyRequest request) {
        Jwk jwk = new Jwk(data.members());
        if (!kind.equals(data.members().get("kty"))) {
            throw WebCryptoException.data("a JWK for " + request.algorithm().name() + " has kty '" + kind + "'");
        }
        if (Boolean.FALSE.equals(data.members().get("ext")) && request.extractable()) {
            throw WebCryptoException.data("the JWK is not extractable");
        }
        if (data.members().get("key_ops") instanceof List<?> operations) {
            for (Usage usage : request.usages()) {
                if (!operations.contains(usage.label())) {
                    throw WebCryptoException.data("key_ops of the JWK does not have " + usage.label());
                }
            }
        }
        return jwk;
    }

    /** Refuses a JWK whose {@code use} is another one. */
    Jwk use(String expected) {
        Object use = members.get("use");
        if (use != null && !use.equals(expected)) {
            throw WebCryptoException.data("the JWK's use is not '" + expected + "'");
        }
        return this;
    }

    /** Refuses a JWK whose {@code alg} is another one. */
    Jwk algorithm(String expected) {
        Object algorithm = members.get("alg");
        if (algorithm != null && !algorithm.equals(expected)) {
            throw WebCryptoException.data("the JWK's alg is not '" + expected + "'");
        }
        return this;
    }

    boolean has(String member) {
        return members.containsKey(member);
    }

    String text(String member) {
        if (members.get(member) instanceof String text) {
            return text;
        }
        throw WebCryptoException.data("the JWK has no text '" + member + "'");
    }

    byte[] bytes(String member) {
        String text = text(member);
        try {
            if (text.indexOf('=') < 0) {
                return Base64.getUrlDecoder().decode(text);
            }
        } catch (IllegalArgumentException _) {
            // told below
        }
        throw WebCryptoException.data("'" + member + "' of the JWK is not base64url");
    }

    BigInteger number(String member) {
        return new BigInteger(1, bytes(member));
    }

    /** Starts the JWK of a key. */
    static Map<String, Object> of(WebKey key, String kind) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("kty", kind);
        members.put("ext", key.extractable());
        members.put("key_ops", key.usages().stream().map(Usage::label).toList());
        return members;
    }

    static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static String text(BigInteger number) {
        return text(unsigned(number, (number.bitLength() + 7) / 8));
    }

    /** A number in so many bytes, the highest first. */
    static byte[] unsigned(BigInteger number, int length) {
        byte[] signed = number.toByteArray();
        byte[] bytes = new byte[length];
        int kept = Math.min(signed.length, length);
        System.arraycopy(signed, signed.length - kept, bytes, length - kept, kept);
        return bytes;
    }
}
