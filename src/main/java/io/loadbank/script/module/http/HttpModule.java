package io.loadbank.script.module.http;

import io.loadbank.http.CookieJar;
import io.loadbank.http.Exchange;
import io.loadbank.http.Hop;
import io.loadbank.script.module.Console;
import io.loadbank.script.module.Guest;
import io.loadbank.script.module.JsModule;
import io.loadbank.script.module.Phase;
import io.loadbank.script.module.Realm;
import io.loadbank.script.module.RequestPace;
import io.loadbank.script.module.RunSettings;
import io.loadbank.script.module.VuScope;
import io.loadbank.vu.LogSink.Level;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/** The module {@code k6/http}. */
public final class HttpModule implements JsModule {

    @Override
    public String name() {
        return "k6/http";
    }

    @Override
    public List<String> exports() {
        return HttpExports.NAMES;
    }

    @Override
    public boolean liveBindings() {
        return true;
    }

    @Override
    public Value open(Realm realm) {
        HttpState state = new HttpState(realm);
        Guest guest = realm.guest();
        Map<String, Object> host = new LinkedHashMap<>();
        host.put("constants", guest.tree(HttpExports.CONSTANTS));
        host.put("async", guest.action(arguments -> AsyncRequest.start(state, arguments)));
        host.put("batch", guest.function(arguments -> new Batch(state).run(arguments[0])));
        host.put("cookieJar", guest.function(_ -> CookieJarObject.current(state)));
        host.put("newCookieJar", guest.function(_ -> new CookieJarObject(guest, new CookieJar())));
        host.put("file", guest.function(arguments -> FileObject.of(guest, arguments)));
        return guest.evaluate("http/http.js")
                .execute(
                        guest.function(arguments -> send(state, arguments)),
                        guest.action(arguments -> Console.line(realm, Level.WARN, arguments[0].asString())),
                        guest.function(arguments -> expectedStatuses(guest, arguments)),
                        guest.action(arguments -> setCallback(state, arguments)),
                        Guest.object(host));
    }

    private static @Nullable Object send(HttpState state, Value[] arguments) {
        refuseInInit(state.realm, "HTTP requests are");
        return request(state, arguments[0].asString(), arguments[1], arguments[2], arguments[3]);
    }

    /** Makes one request as {@code http.request} does. */
    static @Nullable Object request(HttpState state, String method, Value url, Value body, Value params) {
        Prepared prepared = new RequestReader(state).read(method, url, body, params);
        return switch (prepared) {
            case Prepared.Refused refused -> refused(state, refused);
            case Prepared.Sendable call -> send(state, call);
        };
    }

    /** Raises an error in the init context. */
    static void refuseInInit(Realm realm, String what) {
        if (realm.vu().phase() == Phase.INIT) {
            throw realm.guest().raise("Error", what + " not available in the init context");
        }
    }

    private static @Nullable Object send(HttpState state, Prepared.Sendable call) {
        Realm realm = state.realm;
        VuScope vu = realm.vu();
        keepPace(realm);
        Exchange exchange = vu.client().send(call.request());
        state.samples.take(call, exchange);
        if (exchange.interrupted()) {
            vu.awaitInterrupt();
            return null;
        }
        return answer(state, call, exchange);
    }

    /** Waits for the run's {@code rps} limit. */
    static void keepPace(Realm realm) {
        RequestPace pace = realm.run().settings().requestPace();
        if (pace != null) {
            realm.vu().pause(pace.reserve(System.nanoTime()));
        }
    }

    /** The response for the script; or the exception it asked for. */
    static Object answer(HttpState state, Prepared.Sendable call, Exchange exchange) {
        Realm realm = state.realm;
        Hop last = exchange.last();
        if (last.error() != null) {
            if (call.throwErrors()) {
                throw realm.guest().raise("Error", last.failure());
            }
            Console.line(realm, Level.WARN, "Request Failed: " + last.failure());
        } else if (last.status() == 101) {
            throw realm.guest().raise("Error", "unsupported response status: " + last.statusText());
        }
        if (exchange.redirectLimitHit() && !limitWasChosen(realm.run().settings(), call)) {
            Console.line(
                    realm,
                    Level.WARN,
                    "stopped after " + call.request().maxRedirects() + " redirects; the last response is returned");
        }
        return new ResponseObject(state, call, exchange);
    }

    private static boolean limitWasChosen(RunSettings settings, Prepared.Sendable call) {
        return settings.maxRedirectsSet() || call.request().maxRedirects() != settings.maxRedirects();
    }

    /** What a call with an unusable argument answers. */
    static Object refused(HttpState state, Prepared.Refused refused) {
        Realm realm = state.realm;
        if (realm.run().settings().throwErrors()) {
            throw realm.guest().raise("Error", refused.error());
        }
        Console.line(realm, Level.WARN, "Request Failed: " + refused.error());
        return new ResponseObject(state, refused, null);
    }

    private static Object expectedStatuses(Guest guest, Value[] arguments) {
        ExpectedStatuses expected = ExpectedStatuses.read(arguments);
        if (expected == null) {
            throw guest.raise(
                    "Error", "expectedStatuses() takes integers and objects {min, max} with integers, at least one");
        }
        return expected;
    }

    private static void setCallback(HttpState state, Value[] arguments) {
        Value given = state.realm.guest().argument(arguments, 0);
        if (given.isNull()) {
            state.callback = null;
        } else if (given.isProxyObject() && given.asProxyObject() instanceof ExpectedStatuses expected) {
            state.callback = expected;
        } else {
            throw state.realm
                    .guest()
                    .raise("Error", "setResponseCallback() takes what expectedStatuses() returns, or null");
        }
    }
}
