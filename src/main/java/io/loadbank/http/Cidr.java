package io.loadbank.http;

import io.netty.util.NetUtil;
import org.jspecify.annotations.Nullable;

/** A network such as {@code 10.0.0.0/8} or {@code fd00::/8}. */
final class Cidr {

    private final byte[] network;
    private final int bits;
    private final String text;

    private Cidr(byte[] network, int bits, String text) {
        this.network = network;
        this.bits = bits;
        this.text = text;
    }

    static Cidr parse(String text) {
        int slash = text.indexOf('/');
        byte[] network = slash < 0 ? null : address(text.substring(0, slash));
        int bits = slash < 0 ? -1 : (int) Framing.contentLength(text.substring(slash + 1));
        if (network == null || bits < 0 || bits > network.length * 8) {
            throw new IllegalArgumentException("invalid CIDR address: " + text);
        }
        return new Cidr(network, bits, text);
    }

    boolean contains(byte[] address) {
        if (address.length != network.length) {
            return false;
        }
        for (int i = 0; i < bits; i++) {
            int mask = 0x80 >> (i & 7);
            if ((address[i >> 3] & mask) != (network[i >> 3] & mask)) {
                return false;
            }
        }
        return true;
    }

    /** The bytes of an IP literal, or null if the text is a name. */
    static byte @Nullable [] address(String literal) {
        return NetUtil.createByteArrayFromIpAddressString(literal);
    }

    @Override
    public String toString() {
        return text;
    }
}
