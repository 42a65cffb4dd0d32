package io.loadbank.script.module.ws;

import io.loadbank.http.CookieJar;
import io.loadbank.http.Headers;
import io.loadbank.metric.Tags;
import io.loadbank.script.module.CookieJarHandle;
import io.loadbank.script.module.Guest;
import io.loadbank.script.module.Realm;
import io.loadbank.script.module.TagArguments;
import io.loadbank.ws.WsRequest;
import java.util.List;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/**
 * What a script gives along with a WebSocket's URL.
 *
 * @param tags of the call; null for none
 */
record WsParams(Headers headers, @Nullable Tags tags, CookieJar jar, boolean deflate) {

    /**
     * Reads the params of a call.
     *
     * @param strict whether an unknown key is an error
     * @throws RuntimeException the raised JavaScript error
     */
    static WsParams read(Realm realm, Value given, boolean strict) {
        Guest guest = realm.guest();
        String agent = realm.run().settings().userAgent();
        Headers.Builder headers = Headers.builder();
        if (!agent.isEmpty()) {
            headers.set("User-Agent", agent);
        }
        CookieJar jar = realm.vu().jar();
        Tags tags = null;
        boolean deflate = false;
        if (!given.isNull()) {
            for (String key : given.getMemberKeys()) {
                Value value = given.getMember(key);
                switch (key) {
                    case "headers" -> headers(guest, headers, value);
                    case "tags" -> tags = TagArguments.read(guest, value);
                    case "jar" -> jar = jar(guest, value, jar);
                    case "compression" -> deflate = deflate(guest, value);
                    default -> {
                        if (strict) {
                            throw guest.raise("Error", "unknown option '" + key + "' of a WebSocket");
                        }
                    }
                }
            }
        }
        return new WsParams(headers.build(), tags, jar, deflate);
    }

    private static void headers(Guest guest, Headers.Builder headers, Value given) {
        if (given.hasMembers()) {
            for (String name : given.getMemberKeys()) {
                headers.set(name, guest.text(given.getMember(name)));
            }
        }
    }

    private static CookieJar jar(Guest guest, Value given, CookieJar otherwise) {
        if (given.isNull()) {
            return otherwise;
        }
        CookieJar jar = CookieJarHandle.jarOf(given);
        if (jar == null) {
            throw guest.raise("Error", "the jar of a WebSocket must be a CookieJar of k6/http");
        }
        return jar;
    }

    private static boolean deflate(Guest guest, Value given) {
        String text = given.isNull() ? "" : guest.text(given).strip();
        if (!text.isEmpty() && !text.equals("deflate")) {
            throw guest.raise(
                    "Error", "unsupported compression algorithm '" + text + "': a WebSocket has only 'deflate'");
        }
        return !text.isEmpty();
    }

    WsRequest request(Realm realm, String url, List<String> protocols) {
        int max = realm.run().settings().connections().limits().maxBodyBytes();
        return new WsRequest(url, headers, protocols, deflate, jar, WsRequest.DEFAULT_TIMEOUT, max);
    }
}
