package io.loadbank.crypto.web;

import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;

/** The numbers a key is made of. */
sealed interface KeyMaterial {

    /** Plain bytes; never written after they are in here. */
    @SuppressWarnings("ArrayRecordComponent")
    record Secret(byte[] bytes) implements KeyMaterial {}

    record RsaPublic(RSAPublicKey key) implements KeyMaterial {}

    record RsaPrivate(RSAPrivateCrtKey key) implements KeyMaterial {}

    record EcPublic(CurvePoint point) implements KeyMaterial {}

    record EcPrivate(CurvePoint point, java.math.BigInteger secret) implements KeyMaterial {}
}
