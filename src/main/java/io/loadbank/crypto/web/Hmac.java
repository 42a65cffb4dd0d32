package io.loadbank.crypto.web;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC, its hash settled with the key. */
final class Hmac implements WebAlgorithm {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Set<Usage> USAGES = EnumSet.of(Usage.SIGN, Usage.VERIFY);

    @Override
    public Set<Usage> operations() {
        return USAGES;
    }

    @Override
    public String name() {
        return "HMAC";
    }

    @Override
    public Generated generate(KeyRequest request, Stop stop) {
        request.allow(USAGES);
        int bits = keyBits(request.algorithm());
        byte[] bytes = new byte[(bits + 7) / 8];
        RANDOM.nextBytes(bytes);
        request.requireUsage();
        return new Generated.One(key(bytes, bits, request));
    }

    /** As long as asked for, else a block of the hash. */
    @Override
    public int keyBits(Parameters parameters) {
        Sha hash = parameters.hash();
        int bits = parameters.has("length") ? parameters.integer("length") : hash.blockBytes() * 8;
        if (bits == 0) {
            throw WebCryptoException.operation("HMAC: length must not be 0");
        }
        return bits;
    }

    @Override
    public WebKey load(KeyFormat format, KeyData data, KeyRequest request) {
        request.allow(USAGES);
        Sha hash = request.algorithm().hash();
        byte[] bytes = switch (format) {
            case RAW -> ((KeyData.Encoded) data).bytes().clone();
            case JWK ->
                Jwk.read((KeyData.Jwk) data, "oct", request)
                        .use("sig")
                        .algorithm(jwkName(hash))
                        .bytes("k");
            case SPKI, PKCS8 -> throw unsupported(format);
        };
        if (bytes.length == 0) {
            throw WebCryptoException.data("HMAC: the key is empty");
        }
        int bits = bytes.length * 8;
        if (request.algorithm().has("length")) {
            int wanted = request.algorithm().integer("length");
            if (wanted > bits || wanted <= bits - 8) {
                throw WebCryptoException.data("HMAC: the key has " + bits + " bits, not " + wanted);
            }
            bits = wanted;
        }
        request.requireUsage();
        return key(bytes, bits, request);
    }

    private static WebKey key(byte[] bytes, int bits, KeyRequest request) {
        if (bits % 8 != 0) {
            bytes[bytes.length - 1] &= (byte) (0xFF << (8 - bits % 8));
        }
        return new WebKey(
                WebKey.Type.SECRET,
                request.extractable(),
                new WebKey.Description(
                        "HMAC", Map.of("hash", request.algorithm().hash().label(), "length", bits)),
                request.usages(),
                new KeyMaterial.Secret(bytes));
    }

    private static String jwkName(Sha hash) {
        return "HS" + hash.bits();
    }

    @Override
    public KeyData export(KeyFormat format, WebKey key) {
        return switch (format) {
            case RAW -> new KeyData.Encoded(key.secret().clone());
            case JWK -> {
                Map<String, Object> members = Jwk.of(key, "oct");
                members.put("k", Jwk.text(key.secret()));
                members.put("alg", jwkName(key.hash()));
                yield new KeyData.Jwk(members);
            }
            case SPKI, PKCS8 -> throw unsupported(format);
        };
    }

    @Override
    public byte[] sign(Parameters parameters, WebKey key, byte[] data) {
        return mac(key.hash(), key.secret()).doFinal(data);
    }

    @Override
    public boolean verify(Parameters parameters, WebKey key, byte[] signature, byte[] data) {
        return MessageDigest.isEqual(sign(parameters, key, data), signature);
    }

    /** A MAC over a key of any length; the JDK refuses an empty one, which is the same as one zero byte. */
    static Mac mac(Sha hash, byte[] key) {
        try {
            String algorithm = "Hmac" + hash.joined();
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key.length == 0 ? Arrays.copyOf(key, 1) : key, algorithm));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no HMAC with " + hash.label(), e);
        }
    }
}
