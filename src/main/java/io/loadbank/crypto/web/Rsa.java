package io.loadbank.crypto.web;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** What the RSA algorithms have in common: their keys. */
abstract class Rsa implements WebAlgorithm {

    private static final int MIN_BITS = 512;
    private static final int MAX_BITS = 16_384;

    private final Set<Usage> privateUsages;
    private final Set<Usage> publicUsages;

    Rsa(Set<Usage> privateUsages, Set<Usage> publicUsages) {
        this.privateUsages = privateUsages;
        this.publicUsages = publicUsages;
    }

    /** The {@code use} of their JWKs. */
    abstract String use();

    /** The {@code alg} of their JWKs. */
    abstract String jwkName(Sha hash);

    /** A source of randomness that ends the search for primes when nobody waits for it any more. */
    private static final class StoppableRandom extends SecureRandom {
        private static final long serialVersionUID = 1L;

        private final transient Stop stop;

        StoppableRandom(Stop stop) {
            this.stop = stop;
        }

        @Override
        public void nextBytes(byte[] bytes) {
            stop.check();
            super.nextBytes(bytes);
        }
    }

    @Override
    public Generated generate(KeyRequest request, Stop stop) {
        Set<Usage> all = EnumSet.copyOf(privateUsages);
        all.addAll(publicUsages);
        request.allow(all);
        Sha hash = request.algorithm().hash();
        int bits = request.algorithm().integer("modulusLength");
        BigInteger exponent = new BigInteger(1, request.algorithm().bytes("publicExponent"));
        if (bits < MIN_BITS || bits > MAX_BITS) {
            throw WebCryptoException.operation(
                    name() + ": modulusLength must be from " + MIN_BITS + " to " + MAX_BITS + ", not " + bits);
        }
        if (exponent.bitLength() > 32 || exponent.intValue() < 3 || !exponent.testBit(0)) {
            throw WebCryptoException.operation(name() + ": unusable publicExponent " + exponent);
        }
        Set<Usage> ofPrivate = request.among(privateUsages);
        if (ofPrivate.isEmpty()) {
            throw WebCryptoException.syntax("the private key has no usages");
        }
        KeyPair pair;
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(new RSAKeyGenParameterSpec(bits, exponent), new StoppableRandom(stop));
            pair = generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw WebCryptoException.operation(name() + " failed: " + e.getMessage());
        }
        return new Generated.Pair(
                publicKey((RSAPublicKey) pair.getPublic(), hash, true, request.among(publicUsages)),
                privateKey((RSAPrivateCrtKey) pair.getPrivate(), hash, request.extractable(), ofPrivate));
    }

    private WebKey publicKey(RSAPublicKey key, Sha hash, boolean extractable, Set<Usage> usages) {
        return new WebKey(
                WebKey.Type.PUBLIC,
                extractable,
                description(key.getModulus(), key.getPublicExponent(), hash),
                usages,
                new KeyMaterial.RsaPublic(key));
    }

    private WebKey privateKey(RSAPrivateCrtKey key, Sha hash, boolean extractable, Set<Usage> usages) {
        return new WebKey(
                WebKey.Type.PRIVATE,
                extractable,
                description(key.getModulus(), key.getPublicExponent(), hash),
                usages,
                new KeyMaterial.RsaPrivate(key));
    }

    private WebKey.Description description(BigInteger modulus, BigInteger exponent, Sha hash) {
        return new WebKey.Description(
                name(),
                Map.of(
                        "modulusLength",
                        modulus.bitLength(),
                        "publicExponent",
                        Jwk.unsigned(exponent, (exponent.bitLength() + 7) / 8),
                        "hash",
                        hash.label()));
    }

    @Override
    public WebKey load(KeyFormat format, KeyData data, KeyRequest request) {
        Sha hash = request.algorithm().hash();
        try {
            KeyFactory factory = KeyFactory.getInstance("RSA");
            return switch (format) {
                case SPKI -> {
                    request.allow(publicUsages);
                    var spec = new X509EncodedKeySpec(((KeyData.Encoded) data).bytes());
                    yield publicKey(
                            (RSAPublicKey) factory.generatePublic(spec), hash, request.extractable(), request.usages());
                }
                case PKCS8 -> {
                    request.allow(privateUsages);
                    var spec = new PKCS8EncodedKeySpec(((KeyData.Encoded) data).bytes());
                    yield loaded(factory.generatePrivate(spec), hash, request);
                }
                case JWK -> jwk(factory, (KeyData.Jwk) data, hash, request);
                case RAW -> throw unsupported(format);
            };
        } catch (GeneralSecurityException e) {
            throw WebCryptoException.data("this is no RSA key: " + e.getMessage());
        }
    }

    private WebKey loaded(java.security.PrivateKey key, Sha hash, KeyRequest request) {
        if (!(key instanceof RSAPrivateCrtKey complete)) {
            throw WebCryptoException.data("the private key lacks its primes");
        }
        request.requireUsage();
        return privateKey(complete, hash, request.extractable(), request.usages());
    }

    private WebKey jwk(KeyFactory factory, KeyData.Jwk data, Sha hash, KeyRequest request)
            throws GeneralSecurityException {
        boolean isPrivate = data.members().containsKey("d");
        request.allow(isPrivate ? privateUsages : publicUsages);
        Jwk jwk = Jwk.read(data, "RSA", request).use(use()).algorithm(jwkName(hash));
        BigInteger n = jwk.number("n");
        BigInteger e = jwk.number("e");
        if (!isPrivate) {
            RSAPublicKey key = (RSAPublicKey) factory.generatePublic(new RSAPublicKeySpec(n, e));
            return publicKey(key, hash, request.extractable(), request.usages());
        }
        RSAPrivateCrtKeySpec spec = new RSAPrivateCrtKeySpec(
                n,
                e,
                jwk.number("d"),
                jwk.number("p"),
                jwk.number("q"),
                jwk.number("dp"),
                jwk.number("dq"),
                jwk.number("qi"));
        if (!spec.getPrimeP().multiply(spec.getPrimeQ()).equals(n)) {
            throw WebCryptoException.data("p and q of the JWK do not belong to n");
        }
        return loaded(factory.generatePrivate(spec), hash, request);
    }

    @Override
    public KeyData export(KeyFormat format, WebKey key) {
        return switch (format) {
            case SPKI -> {
                key.require(WebKey.Type.PUBLIC);
                yield new KeyData.Encoded(
                        ((KeyMaterial.RsaPublic) key.material()).key().getEncoded());
            }
            case PKCS8 -> {
                key.require(WebKey.Type.PRIVATE);
                yield new KeyData.Encoded(
                        ((KeyMaterial.RsaPrivate) key.material()).key().getEncoded());
            }
            case JWK -> new KeyData.Jwk(members(key));
            case RAW -> throw unsupported(format);
        };
    }

    private Map<String, Object> members(WebKey key) {
        Map<String, Object> members = Jwk.of(key, "RSA");
        members.put("alg", jwkName(key.hash()));
        switch (key.material()) {
            case KeyMaterial.RsaPublic(RSAPublicKey rsa) -> {
                members.put("n", Jwk.text(rsa.getModulus()));
                members.put("e", Jwk.text(rsa.getPublicExponent()));
            }
            case KeyMaterial.RsaPrivate(RSAPrivateCrtKey rsa) -> {
                members.put("n", Jwk.text(rsa.getModulus()));
                members.put("e", Jwk.text(rsa.getPublicExponent()));
                members.put("d", Jwk.text(rsa.getPrivateExponent()));
                members.put("p", Jwk.text(rsa.getPrimeP()));
                members.put("q", Jwk.text(rsa.getPrimeQ()));
                members.put("dp", Jwk.text(rsa.getPrimeExponentP()));
                members.put("dq", Jwk.text(rsa.getPrimeExponentQ()));
                members.put("qi", Jwk.text(rsa.getCrtCoefficient()));
            }
            case KeyMaterial.Secret _, KeyMaterial.EcPublic _, KeyMaterial.EcPrivate _ ->
                throw WebCryptoException.invalidAccess("the key is no RSA key");
        }
        return members;
    }

    static java.security.PrivateKey privateKey(WebKey key) {
        key.require(WebKey.Type.PRIVATE);
        return ((KeyMaterial.RsaPrivate) key.material()).key();
    }

    static java.security.PublicKey publicKey(WebKey key) {
        key.require(WebKey.Type.PUBLIC);
        return ((KeyMaterial.RsaPublic) key.material()).key();
    }
}
