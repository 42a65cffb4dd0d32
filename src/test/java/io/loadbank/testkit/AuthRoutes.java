package io.loadbank.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;

/** {@code /basic-auth/user/password} and {@code /digest-auth/user/password} (MD5, {@code qop} auth). */
final class AuthRoutes {

    private static final Pattern FIELD = Pattern.compile("(\\w+)=(?:\"([^\"]*)\"|([^\",\\s]+))");
    private static final String NONCE = "dcd98b7102dd2f0e8b11d0f600bfb0c0";

    private AuthRoutes() {}

    static void register(Map<String, Routes.Route> all) {
        all.put("basic-auth", AuthRoutes::basic);
        all.put("digest-auth", AuthRoutes::digest);
        all.put("tls-session", AuthRoutes::session);
    }

    /** The id of the TLS 1.2 session: the same again if it was resumed. */
    private static void session(TargetCall call) throws IOException {
        SSLSession session = ((SSLSocket) call.connection.socket).getSession();
        call.text(200, HexFormat.of().formatHex(session.getId()));
    }

    private static void basic(TargetCall call) throws IOException {
        String pair = call.rest.get(0) + ":" + call.rest.get(1);
        String wanted = "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        if (wanted.equals(call.header("Authorization"))) {
            call.json(200, Map.of("authenticated", true));
        } else {
            call.json(401, Map.of("authenticated", false), "Www-Authenticate", "Basic realm=\"test\"");
        }
    }

    private static void digest(TargetCall call) throws IOException {
        String user = call.rest.get(0);
        String given = call.header("Authorization");
        if (given != null && given.startsWith("Digest ")) {
            Map<String, String> fields = fields(given.substring(7));
            if (user.equals(fields.get("username")) && expected(call, fields).equals(fields.get("response"))) {
                String data = new String(call.body, StandardCharsets.UTF_8);
                call.json(200, Map.of("authenticated", true, "user", user, "data", data));
                return;
            }
        }
        String qop = call.arg("qop", "auth").equals("none") ? "" : " qop=\"auth\",";
        call.text(
                401,
                "",
                "Www-Authenticate",
                "Digest realm=\"test\"," + qop + " nonce=\"" + NONCE
                        + "\", opaque=\"5ccc069c403ebaf9f0171e9517f40e41\"");
    }

    private static String expected(TargetCall call, Map<String, String> fields) {
        String ha1 = md5(call.rest.get(0) + ":test:" + call.rest.get(1));
        String ha2 = md5(call.method + ":" + fields.get("uri"));
        String qop = fields.get("qop");
        return qop == null
                ? md5(ha1 + ":" + NONCE + ":" + ha2)
                : md5(String.join(":", ha1, NONCE, fields.get("nc"), fields.get("cnonce"), qop, ha2));
    }

    private static Map<String, String> fields(String text) {
        Map<String, String> fields = new HashMap<>();
        Matcher matcher = FIELD.matcher(text);
        while (matcher.find()) {
            String quoted = matcher.group(2);
            fields.put(matcher.group(1), quoted == null ? matcher.group(3) : quoted);
        }
        return fields;
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
