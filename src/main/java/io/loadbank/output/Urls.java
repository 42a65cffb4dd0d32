package io.loadbank.output;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** The parts of URLs that may be shown and sent. */
final class Urls {
    private Urls() {}

    /** Without user and password. */
    static URI bare(URI url) {
        String text = url.toString();
        String userInfo = url.getRawUserInfo();
        return userInfo == null ? url : URI.create(text.replaceFirst("//[^@/?#]*@", "//"));
    }

    /** Without user, password and query. */
    static String shown(URI url) {
        return bare(url).toString().replaceFirst("[?#].*", "");
    }

    /** An {@code Authorization} of the URL's user and password. */
    static String basic(URI url) {
        String raw = url.getRawUserInfo();
        String[] both = (raw == null ? "" : raw).split(":", 2);
        return HttpPush.basic(decoded(both[0]), both.length == 1 ? "" : decoded(both[1]));
    }

    static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
