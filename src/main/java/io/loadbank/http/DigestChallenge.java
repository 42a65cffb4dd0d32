package io.loadbank.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a server asks of digest authentication (RFC 2617): MD5, with {@code qop} auth or none.
 *
 * @param opaque null if there is none
 * @param auth whether {@code qop} offers {@code auth}
 * @param algorithm as the server wrote it, null if it did not
 */
record DigestChallenge(
        String realm,
        String nonce,
        @Nullable String opaque,
        boolean auth,
        @Nullable String algorithm) {

    private static final Pattern FIELD = Pattern.compile("(\\w+)\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^\",\\s]+))");

    /** The digest challenge in a {@code Www-Authenticate} header, or null if there is none that can be answered. */
    static @Nullable DigestChallenge parse(@Nullable String header) {
        int start = header == null ? -1 : header.toLowerCase(Locale.ROOT).indexOf("digest ");
        if (header == null || start < 0) {
            return null;
        }
        Map<String, String> fields = new HashMap<>();
        Matcher matcher = FIELD.matcher(header.substring(start + "digest ".length()));
        while (matcher.find()) {
            String quoted = matcher.group(2);
            fields.putIfAbsent(matcher.group(1).toLowerCase(Locale.ROOT), quoted == null ? matcher.group(3) : quoted);
        }
        String nonce = fields.get("nonce");
        String algorithm = fields.get("algorithm");
        String qop = fields.get("qop");
        boolean auth = qop != null && Framing.hasToken(qop, "auth");
        if (nonce == null || (algorithm != null && !algorithm.equalsIgnoreCase("MD5")) || (qop != null && !auth)) {
            return null;
        }
        return new DigestChallenge(fields.getOrDefault("realm", ""), nonce, fields.get("opaque"), auth, algorithm);
    }

    /** The {@code Authorization} header that answers it, with a nonce of the client's own. */
    String answer(String user, String password, String method, String uri) {
        byte[] random = new byte[8];
        ThreadLocalRandom.current().nextBytes(random);
        return answer(user, password, method, uri, HexFormat.of().formatHex(random));
    }

    String answer(String user, String password, String method, String uri, String clientNonce) {
        String first = md5(user + ":" + realm + ":" + password);
        String second = md5(method + ":" + uri);
        String response = auth
                ? md5(String.join(":", first, nonce, "00000001", clientNonce, "auth", second))
                : md5(String.join(":", first, nonce, second));
        StringBuilder header = new StringBuilder("Digest username=\"").append(escaped(user));
        header.append("\", realm=\"").append(realm);
        header.append("\", nonce=\"").append(nonce);
        header.append("\", uri=\"").append(uri);
        header.append("\", response=\"").append(response).append('"');
        if (algorithm != null) {
            header.append(", algorithm=").append(algorithm);
        }
        if (opaque != null) {
            header.append(", opaque=\"").append(opaque).append('"');
        }
        if (auth) {
            header.append(", qop=auth, nc=00000001, cnonce=\"")
                    .append(clientNonce)
                    .append('"');
        }
        return header.toString();
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    private static String md5(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
