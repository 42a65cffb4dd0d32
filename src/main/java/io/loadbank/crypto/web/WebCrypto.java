package io.loadbank.crypto.web;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The operations of {@code crypto.subtle}. Stateless; each refuses with a {@link WebCryptoException}.
 */
public final class WebCrypto {

    private static final Map<String, WebAlgorithm> BY_NAME = List.<WebAlgorithm>of(
                    new AesCbc(),
                    new AesCtr(),
                    new AesGcm(),
                    new AesKw(),
                    new Hmac(),
                    new Ecdsa(),
                    new Ecdh(),
                    new RsaPkcs1(),
                    new RsaPss(),
                    new RsaOaep(),
                    new Pbkdf2())
            .stream()
            .collect(Collectors.toUnmodifiableMap(
                    algorithm -> algorithm.name().toUpperCase(Locale.ROOT), Function.identity()));

    private WebCrypto() {}

    private static WebAlgorithm algorithm(Parameters parameters) {
        WebAlgorithm algorithm = BY_NAME.get(parameters.name().toUpperCase(Locale.ROOT));
        if (algorithm == null) {
            throw WebCryptoException.notSupported("unsupported algorithm: " + parameters.name());
        }
        return algorithm;
    }

    public static byte[] digest(Parameters parameters, byte[] data) {
        return Sha.of(parameters.name()).digest(data);
    }

    /** Makes a key or a pair; for RSA it may last seconds. */
    public static Generated generateKey(KeyRequest request, Stop stop) {
        return algorithm(request.algorithm()).generate(request, stop);
    }

    public static WebKey importKey(KeyFormat format, KeyData data, KeyRequest request) {
        WebAlgorithm algorithm = algorithm(request.algorithm());
        return algorithm.load(format, data, request);
    }

    public static KeyData exportKey(KeyFormat format, WebKey key) {
        WebAlgorithm algorithm = algorithm(new Parameters(key.algorithm().name(), Map.of()));
        if (!key.extractable()) {
            throw key.algorithm().name().equals("PBKDF2")
                    ? algorithm.unsupported("exportKey")
                    : WebCryptoException.invalidAccess("the key is not extractable");
        }
        return algorithm.export(format, key);
    }

    public static byte[] encrypt(Parameters parameters, WebKey key, byte[] data) {
        return using(parameters, key, Usage.ENCRYPT).encrypt(parameters, key, data);
    }

    public static byte[] decrypt(Parameters parameters, WebKey key, byte[] data) {
        return using(parameters, key, Usage.DECRYPT).decrypt(parameters, key, data);
    }

    public static byte[] sign(Parameters parameters, WebKey key, byte[] data) {
        return using(parameters, key, Usage.SIGN).sign(parameters, key, data);
    }

    public static boolean verify(Parameters parameters, WebKey key, byte[] signature, byte[] data) {
        return using(parameters, key, Usage.VERIFY).verify(parameters, key, signature, data);
    }

    /**
     * Derives bits; may last as long as the iterations asked for.
     *
     * @param bits how many; -1 for as many as there are
     */
    public static byte[] deriveBits(Parameters parameters, WebKey key, int bits, Stop stop) {
        return using(parameters, key, Usage.DERIVE_BITS).derive(parameters, key, bits, stop);
    }

    /** Derives a key; may last as long as the iterations asked for. */
    public static WebKey deriveKey(Parameters parameters, WebKey key, KeyRequest request, Stop stop) {
        WebAlgorithm algorithm = using(parameters, key, Usage.DERIVE_KEY);
        int bits = algorithm(request.algorithm()).keyBits(request.algorithm());
        byte[] bytes = algorithm.derive(parameters, key, bits, stop);
        return importKey(KeyFormat.RAW, new KeyData.Encoded(bytes), request);
    }

    private static WebAlgorithm using(Parameters parameters, WebKey key, Usage usage) {
        WebAlgorithm algorithm = algorithm(parameters);
        if (!algorithm.operations().contains(usage)) {
            throw algorithm.unsupported(usage.label());
        }
        if (!algorithm.name().equals(key.algorithm().name())) {
            throw WebCryptoException.invalidAccess(
                    "the key is for " + key.algorithm().name() + ", not for " + algorithm.name());
        }
        if (!key.usages().contains(usage)) {
            throw WebCryptoException.invalidAccess("the key is not for " + usage.label());
        }
        return algorithm;
    }
}
