package io.loadbank.crypto.web;

import java.util.Set;

/**
 * One algorithm of the Web Cryptography API; what it does not do it refuses with NotSupportedError. Stateless.
 *
 * <p>Whether the key belongs to the algorithm and has the usage is checked by the caller, {@link WebCrypto}.
 */
interface WebAlgorithm {

    String name();

    /** The usages that it has an operation for. */
    Set<Usage> operations();

    default WebCryptoException unsupported(String operation) {
        return WebCryptoException.notSupported(name() + " does not support " + operation);
    }

    default Generated generate(KeyRequest request, Stop stop) {
        throw unsupported("generateKey");
    }

    WebKey load(KeyFormat format, KeyData data, KeyRequest request);

    default KeyData export(KeyFormat format, WebKey key) {
        throw unsupported("exportKey");
    }

    default byte[] encrypt(Parameters parameters, WebKey key, byte[] data) {
        throw unsupported("encrypt");
    }

    default byte[] decrypt(Parameters parameters, WebKey key, byte[] data) {
        throw unsupported("decrypt");
    }

    default byte[] sign(Parameters parameters, WebKey key, byte[] data) {
        throw unsupported("sign");
    }

    default boolean verify(Parameters parameters, WebKey key, byte[] signature, byte[] data) {
        throw unsupported("verify");
    }

    /**
     * Derives bits.
     *
     * @param bits how many; -1 for as many as there are
     */
    default byte[] derive(Parameters parameters, WebKey key, int bits, Stop stop) {
        throw unsupported("deriveBits");
    }

    /** How long a derived key of this algorithm is, in bits. */
    default int keyBits(Parameters parameters) {
        throw unsupported("deriveKey as the kind of the derived key");
    }

    default WebCryptoException unsupported(KeyFormat format) {
        return WebCryptoException.notSupported(name() + " keys have no format " + format.label());
    }
}
