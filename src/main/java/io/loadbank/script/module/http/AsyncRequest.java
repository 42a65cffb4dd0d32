package io.loadbank.script.module.http;

import io.loadbank.http.Exchange;
import io.loadbank.http.Hop;
import io.loadbank.metric.Tags;
import io.loadbank.script.module.EventLoop;
import io.loadbank.script.module.Guest;
import io.loadbank.script.module.Realm;
import org.graalvm.polyglot.Value;

/** {@code http.asyncRequest}: sent in the background, with the tags of the moment it was asked for. */
final class AsyncRequest {

    private AsyncRequest() {}

    /** @param arguments method, URL, body, params, resolve, reject */
    static void start(HttpState state, Value[] arguments) {
        Realm realm = state.realm;
        HttpModule.refuseInInit(realm, "HTTP requests are");
        Value resolve = arguments[4];
        Value reject = arguments[5];
        switch (new RequestReader(state).read(arguments[0].asString(), arguments[1], arguments[2], arguments[3])) {
            case Prepared.Refused refused -> resolve.executeVoid(HttpModule.refused(state, refused));
            case Prepared.Sendable call -> {
                HttpModule.keepPace(realm);
                Tags tags = realm.vu().tags();
                EventLoop.Pending pending = realm.loop().begin();
                realm.vu()
                        .client()
                        .sendAsync(
                                call.request(),
                                exchange ->
                                        pending.complete(() -> settle(state, call, exchange, tags, resolve, reject)));
            }
        }
    }

    private static void settle(
            HttpState state, Prepared.Sendable call, Exchange exchange, Tags tags, Value resolve, Value reject) {
        state.samples.take(call, exchange, tags);
        Guest guest = state.realm.guest();
        Hop last = exchange.last();
        if (last.error() != null && call.throwErrors() && !exchange.interrupted()) {
            reject.executeVoid(guest.error(last.failure()));
        } else {
            resolve.executeVoid(new ResponseObject(state, call, exchange));
        }
    }
}
