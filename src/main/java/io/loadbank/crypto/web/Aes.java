package io.loadbank.crypto.web;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** What the AES algorithms have in common: their keys. */
abstract class Aes implements WebAlgorithm {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Set<Usage> ENCRYPTING =
            EnumSet.of(Usage.ENCRYPT, Usage.DECRYPT, Usage.WRAP_KEY, Usage.UNWRAP_KEY);

    /** The last part of the algorithm's name. */
    private final String mode;

    Aes(String mode) {
        this.mode = mode;
    }

    @Override
    public String name() {
        return "AES-" + mode;
    }

    @Override
    public Set<Usage> operations() {
        return EnumSet.of(Usage.ENCRYPT, Usage.DECRYPT);
    }

    Set<Usage> usages() {
        return ENCRYPTING;
    }

    @Override
    public Generated generate(KeyRequest request, Stop stop) {
        request.allow(usages());
        byte[] bytes = new byte[keyBits(request.algorithm()) / 8];
        RANDOM.nextBytes(bytes);
        request.requireUsage();
        return new Generated.One(key(bytes, request));
    }

    @Override
    public int keyBits(Parameters parameters) {
        int bits = parameters.integer("length");
        if (bits != 128 && bits != 192 && bits != 256) {
            throw WebCryptoException.operation("an AES key has 128, 192 or 256 bits, not " + bits);
        }
        return bits;
    }

    @Override
    public WebKey load(KeyFormat format, KeyData data, KeyRequest request) {
        request.allow(usages());
        byte[] bytes = switch (format) {
            case RAW -> ((KeyData.Encoded) data).bytes().clone();
            case JWK -> Jwk.read((KeyData.Jwk) data, "oct", request).use("enc").bytes("k");
            case SPKI, PKCS8 -> throw unsupported(format);
        };
        if (bytes.length != 16 && bytes.length != 24 && bytes.length != 32) {
            throw WebCryptoException.data("an AES key has 128, 192 or 256 bits, not " + bytes.length * 8);
        }
        if (data instanceof KeyData.Jwk jwk) {
            Jwk.read(jwk, "oct", request).algorithm(jwkName(bytes));
        }
        request.requireUsage();
        return key(bytes, request);
    }

    private WebKey key(byte[] bytes, KeyRequest request) {
        return new WebKey(
                WebKey.Type.SECRET,
                request.extractable(),
                new WebKey.Description(name(), Map.of("length", bytes.length * 8)),
                request.usages(),
                new KeyMaterial.Secret(bytes));
    }

    private String jwkName(byte[] bytes) {
        return "A" + bytes.length * 8 + mode;
    }

    @Override
    public KeyData export(KeyFormat format, WebKey key) {
        return switch (format) {
            case RAW -> new KeyData.Encoded(key.secret().clone());
            case JWK -> {
                Map<String, Object> members = Jwk.of(key, "oct");
                members.put("k", Jwk.text(key.secret()));
                members.put("alg", jwkName(key.secret()));
                yield new KeyData.Jwk(members);
            }
            case SPKI, PKCS8 -> throw unsupported(format);
        };
    }

    /** Wraps what a cipher found wrong; a script learns no more than that it failed. */
    WebCryptoException failed(GeneralSecurityException cause) {
        return WebCryptoException.operation(name() + " failed: " + cause.getMessage());
    }
}
