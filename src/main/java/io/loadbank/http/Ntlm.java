package io.loadbank.http;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.digests.MD4Digest;
import org.jspecify.annotations.Nullable;

/**
 * A server's NTLM challenge and the messages around it ([MS-NLMP], 2.2.1 and 3.3.2): version 2, without session security.
 *
 * @param nonce eight bytes of the server's
 * @param targetInfo what the server says of itself, to be repeated
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Ntlm(byte[] nonce, byte[] targetInfo) {

    private static final byte[] SIGNATURE = "NTLMSSP\0".getBytes(StandardCharsets.US_ASCII);
    private static final int UNICODE = 0x1;
    private static final int REQUEST_TARGET = 0x4;
    private static final int NTLM = 0x200;
    private static final int ALWAYS_SIGN = 0x8000;
    private static final int EXTENDED_SECURITY = 0x80000;
    private static final int TARGET_INFO = 0x800000;
    private static final int FLAGS =
            UNICODE | REQUEST_TARGET | NTLM | ALWAYS_SIGN | EXTENDED_SECURITY | TARGET_INFO | 0xa0000000;

    private static final int TIMESTAMP = 7;
    private static final int HEAD = 64;
    /** Milliseconds from 1601, when the clock of these messages began, to 1970. */
    private static final long EPOCH_OFFSET_MILLIS = 11_644_473_600_000L;

    /** The first message: what this side can do. */
    static String negotiate() {
        byte[] bytes = new byte[32];
        little(bytes).put(SIGNATURE).putInt(1).putInt(FLAGS);
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** The challenge in a server's token, or null if it is none. */
    static @Nullable Ntlm parse(String token) {
        try {
            byte[] bytes = Base64.getDecoder().decode(token);
            ByteBuffer message = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            if (bytes.length < 32 || !Arrays.equals(bytes, 0, 8, SIGNATURE, 0, 8) || message.getInt(8) != 2) {
                return null;
            }
            int length = bytes.length < 48 ? 0 : Short.toUnsignedInt(message.getShort(40));
            int offset = length == 0 ? 0 : message.getInt(44);
            if (offset < 0 || offset > bytes.length - length) {
                return null;
            }
            return new Ntlm(Arrays.copyOfRange(bytes, 24, 32), Arrays.copyOfRange(bytes, offset, offset + length));
        } catch (IllegalArgumentException notBase64) {
            return null;
        }
    }

    /**
     * The last message: proof of the password.
     *
     * @param name {@code user}, {@code DOMAIN\\user} or {@code user@domain}
     * @param clientNonce eight bytes of this side's
     * @param epochMillis the time now
     */
    String authenticate(String name, String password, byte[] clientNonce, long epochMillis) {
        int slash = name.indexOf('\\');
        String domain = slash < 0 ? "" : name.substring(0, slash);
        String user = name.substring(slash + 1);
        byte[] key = key(user, password, domain);
        long told = timestamp();
        long time = told != 0 ? told : (epochMillis + EPOCH_OFFSET_MILLIS) * 10_000;
        byte[] proof = proof(key, clientNonce, time);
        byte[] older = told != 0 ? new byte[24] : join(hmac(key, nonce, clientNonce), clientNonce);
        byte[][] parts = {older, proof, utf16(domain), utf16(user), utf16(""), new byte[0]};
        int size = HEAD;
        for (byte[] part : parts) {
            size += part.length;
        }
        byte[] bytes = new byte[size];
        ByteBuffer message = little(bytes).put(SIGNATURE).putInt(3);
        int offset = HEAD;
        for (byte[] part : parts) {
            message.putShort((short) part.length).putShort((short) part.length).putInt(offset);
            offset += part.length;
        }
        message.putInt(FLAGS);
        for (byte[] part : parts) {
            message.put(part);
        }
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** NTOWFv2 of [MS-NLMP] 3.3.2. */
    static byte[] key(String user, String password, String domain) {
        byte[] secret = utf16(password);
        MD4Digest digest = new MD4Digest();
        digest.update(secret, 0, secret.length);
        byte[] hash = new byte[digest.getDigestSize()];
        digest.doFinal(hash, 0);
        return hmac(hash, utf16(user.toUpperCase(Locale.ROOT) + domain));
    }

    /**
     * The response to the challenge, behind its own proof.
     *
     * @param time hundreds of nanoseconds since 1601
     */
    byte[] proof(byte[] key, byte[] clientNonce, long time) {
        byte[] blob = new byte[28 + targetInfo.length + 4];
        little(blob)
                .putShort((short) 0x0101)
                .putShort((short) 0)
                .putInt(0)
                .putLong(time)
                .put(clientNonce)
                .putInt(0)
                .put(targetInfo);
        return join(hmac(key, nonce, blob), blob);
    }

    /** The time that the server tells, or 0. */
    private long timestamp() {
        ByteBuffer info = ByteBuffer.wrap(targetInfo).order(ByteOrder.LITTLE_ENDIAN);
        while (info.remaining() >= 4) {
            int kind = Short.toUnsignedInt(info.getShort());
            int length = Short.toUnsignedInt(info.getShort());
            if (length > info.remaining()) {
                return 0;
            }
            if (kind == TIMESTAMP && length == 8) {
                return info.getLong();
            }
            info.position(info.position() + length);
        }
        return 0;
    }

    private static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] utf16(String text) {
        return text.getBytes(StandardCharsets.UTF_16LE);
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static byte[] hmac(byte[] key, byte[]... data) {
        try {
            Mac mac = Mac.getInstance("HmacMD5");
            mac.init(new SecretKeySpec(key, "HmacMD5"));
            for (byte[] each : data) {
                mac.update(each);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
