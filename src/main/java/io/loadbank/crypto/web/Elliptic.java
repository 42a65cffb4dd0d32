package io.loadbank.crypto.web;

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** What ECDSA and ECDH have in common: their keys. */
abstract class Elliptic implements WebAlgorithm {

    private final Set<Usage> privateUsages;
    private final Set<Usage> publicUsages;

    Elliptic(Set<Usage> privateUsages, Set<Usage> publicUsages) {
        this.privateUsages = privateUsages;
        this.publicUsages = publicUsages;
    }

    /** The {@code use} of their JWKs. */
    abstract String use();

    @Override
    public Generated generate(KeyRequest request, Stop stop) {
        Set<Usage> all = EnumSet.copyOf(privateUsages);
        all.addAll(publicUsages);
        request.allow(all);
        Curve curve = Curve.of(request.algorithm().text("namedCurve"));
        java.security.KeyPair pair;
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(curve.generation());
            pair = generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw WebCryptoException.operation(name() + " failed: " + e.getMessage());
        }
        Set<Usage> ofPrivate = request.among(privateUsages);
        if (ofPrivate.isEmpty()) {
            throw WebCryptoException.syntax("the private key has no usages");
        }
        var w = ((ECPublicKey) pair.getPublic()).getW();
        CurvePoint point = new CurvePoint(curve, w.getAffineX(), w.getAffineY());
        return new Generated.Pair(
                publicKey(point, new KeyRequest(request.algorithm(), true, request.among(publicUsages))),
                privateKey(
                        new KeyMaterial.EcPrivate(point, ((ECPrivateKey) pair.getPrivate()).getS()),
                        new KeyRequest(request.algorithm(), request.extractable(), ofPrivate)));
    }

    private WebKey publicKey(CurvePoint point, KeyRequest request) {
        request.allow(publicUsages);
        return new WebKey(
                WebKey.Type.PUBLIC,
                request.extractable(),
                description(point),
                request.usages(),
                new KeyMaterial.EcPublic(point));
    }

    private WebKey privateKey(KeyMaterial.EcPrivate material, KeyRequest request) {
        request.allow(privateUsages);
        request.requireUsage();
        return new WebKey(
                WebKey.Type.PRIVATE, request.extractable(), description(material.point()), request.usages(), material);
    }

    private WebKey.Description description(CurvePoint point) {
        return new WebKey.Description(name(), Map.of("namedCurve", point.curve().label()));
    }

    @Override
    public WebKey load(KeyFormat format, KeyData data, KeyRequest request) {
        Curve curve = Curve.of(request.algorithm().text("namedCurve"));
        return switch (format) {
            case RAW -> {
                request.allow(publicUsages);
                yield publicKey(curve.point(((KeyData.Encoded) data).bytes()), request);
            }
            case SPKI -> {
                request.allow(publicUsages);
                yield publicKey(EllipticEncoding.spki(((KeyData.Encoded) data).bytes(), curve), request);
            }
            case PKCS8 -> {
                request.allow(privateUsages);
                yield privateKey(EllipticEncoding.pkcs8(((KeyData.Encoded) data).bytes(), curve), request);
            }
            case JWK -> jwk((KeyData.Jwk) data, curve, request);
        };
    }

    private WebKey jwk(KeyData.Jwk data, Curve curve, KeyRequest request) {
        request.allow(data.members().containsKey("d") ? privateUsages : publicUsages);
        Jwk jwk = Jwk.read(data, "EC", request).use(use());
        if (!jwk.text("crv").equals(curve.label())) {
            throw WebCryptoException.data("the JWK's crv is not " + curve.label());
        }
        CurvePoint point = curve.point(jwk.number("x"), jwk.number("y"));
        if (!jwk.has("d")) {
            return publicKey(point, request);
        }
        KeyMaterial.EcPrivate material = new KeyMaterial.EcPrivate(point, jwk.number("d"));
        if (!curve.publicPoint(material.secret()).equals(point)) {
            throw WebCryptoException.data("d of the JWK does not belong to x and y");
        }
        return privateKey(material, request);
    }

    @Override
    public KeyData export(KeyFormat format, WebKey key) {
        return switch (format) {
            case RAW -> {
                key.require(WebKey.Type.PUBLIC);
                yield new KeyData.Encoded(point(key).bytes());
            }
            case SPKI -> {
                key.require(WebKey.Type.PUBLIC);
                yield new KeyData.Encoded(EllipticEncoding.spki(point(key)));
            }
            case PKCS8 -> {
                key.require(WebKey.Type.PRIVATE);
                yield new KeyData.Encoded(EllipticEncoding.pkcs8((KeyMaterial.EcPrivate) key.material()));
            }
            case JWK -> {
                CurvePoint point = point(key);
                int length = point.curve().coordinateBytes();
                Map<String, Object> members = Jwk.of(key, "EC");
                members.put("crv", point.curve().label());
                members.put("x", Jwk.text(Jwk.unsigned(point.x(), length)));
                members.put("y", Jwk.text(Jwk.unsigned(point.y(), length)));
                if (key.material() instanceof KeyMaterial.EcPrivate(var _, var secret)) {
                    members.put("d", Jwk.text(Jwk.unsigned(secret, length)));
                }
                yield new KeyData.Jwk(members);
            }
        };
    }

    static CurvePoint point(WebKey key) {
        return switch (key.material()) {
            case KeyMaterial.EcPublic(CurvePoint point) -> point;
            case KeyMaterial.EcPrivate(CurvePoint point, var _) -> point;
            case KeyMaterial.Secret _, KeyMaterial.RsaPublic _, KeyMaterial.RsaPrivate _ ->
                throw WebCryptoException.invalidAccess("the key is not on a curve");
        };
    }
}
