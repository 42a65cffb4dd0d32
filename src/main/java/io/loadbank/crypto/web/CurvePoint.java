package io.loadbank.crypto.web;

import java.math.BigInteger;

/** A point on a curve: the public half of a key. Made by {@link Curve}, which checks it. */
record CurvePoint(Curve curve, BigInteger x, BigInteger y) {

    /** The point as 04 || x || y. */
    byte[] bytes() {
        int length = curve.coordinateBytes();
        byte[] bytes = new byte[1 + 2 * length];
        bytes[0] = 4;
        System.arraycopy(Jwk.unsigned(x, length), 0, bytes, 1, length);
        System.arraycopy(Jwk.unsigned(y, length), 0, bytes, 1 + length, length);
        return bytes;
    }
}
