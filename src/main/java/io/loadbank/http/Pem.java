package io.loadbank.http;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.spec.AlgorithmParameterSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** The blocks of a PEM text, and the old way of encrypting one (RFC 1421 headers, OpenSSL's key derivation). */
final class Pem {

    private static final Pattern BLOCK = Pattern.compile(
            "-----BEGIN ([A-Z0-9 ]+)-----\\s*((?:[\\w-]+: .*\\R)*)\\s*([A-Za-z0-9+/=\\s]+)-----END \\1-----");
    private static final Pattern ENCRYPTED = Pattern.compile("DEK-Info: ([A-Z0-9-]+),([0-9A-Fa-f]+)");

    private Pem() {}

    /**
     * One block.
     *
     * @param type such as {@code CERTIFICATE}
     * @param headers lines before the content, empty if there are none
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Block(String type, String headers, byte[] content) {

        boolean isEncrypted() {
            return headers.contains("ENCRYPTED");
        }
    }

    static List<Block> blocks(String text) {
        List<Block> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(text);
        while (matcher.find()) {
            byte[] content = Base64.getMimeDecoder().decode(matcher.group(3));
            blocks.add(new Block(matcher.group(1), matcher.group(2), content));
        }
        return blocks;
    }

    static byte[] decrypt(Block block, String password) throws GeneralSecurityException {
        Matcher info = ENCRYPTED.matcher(block.headers());
        if (!info.find()) {
            throw new GeneralSecurityException("encrypted PEM block without DEK-Info");
        }
        byte[] iv = HexFormat.of().parseHex(info.group(2));
        String name = info.group(1).toUpperCase(Locale.ROOT);
        int keyLength = switch (name) {
            case "DES-CBC" -> 8;
            case "DES-EDE3-CBC", "AES-192-CBC" -> 24;
            case "AES-128-CBC" -> 16;
            case "AES-256-CBC" -> 32;
            default -> throw new GeneralSecurityException("unknown PEM encryption " + name);
        };
        String algorithm = name.startsWith("AES") ? "AES" : name.equals("DES-CBC") ? "DES" : "DESede";
        AlgorithmParameterSpec parameters = new IvParameterSpec(iv);
        Cipher cipher = Cipher.getInstance(algorithm + "/CBC/PKCS5Padding");
        cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key(password, iv, keyLength), algorithm), parameters);
        return cipher.doFinal(block.content());
    }

    /** EVP_BytesToKey with MD5 and one round; the salt is the first eight bytes of the vector. */
    private static byte[] key(String password, byte[] iv, int length) throws GeneralSecurityException {
        MessageDigest md5 = MessageDigest.getInstance("MD5");
        byte[] secret = password.getBytes(StandardCharsets.UTF_8);
        byte[] key = new byte[0];
        byte[] last = new byte[0];
        while (key.length < length) {
            md5.update(last);
            md5.update(secret);
            md5.update(iv, 0, 8);
            last = md5.digest();
            int before = key.length;
            key = Arrays.copyOf(key, before + last.length);
            System.arraycopy(last, 0, key, before, last.length);
        }
        return Arrays.copyOf(key, length);
    }
}
