package io.loadbank.script.module.http;

import io.loadbank.http.Exchange;
import io.loadbank.http.Hop;
import io.loadbank.http.Url;
import io.loadbank.script.module.Guest;
import io.loadbank.script.module.Realm;
import io.loadbank.script.module.RunSettings;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/** One call of {@code http.batch}: several requests at once, within the limits of the options. */
final class Batch {

    private final HttpState state;
    private final Realm realm;
    private final Guest guest;
    private final RunSettings settings;
    private final Map<String, Integer> busyHosts = new HashMap<>();
    private final ConcurrentLinkedQueue<Done> done = new ConcurrentLinkedQueue<>();

    private record Entry(int index, Prepared.Sendable call, String host) {}

    private record Done(Entry entry, Exchange exchange) {}

    Batch(HttpState state) {
        this.state = state;
        this.realm = state.realm;
        this.guest = realm.guest();
        this.settings = realm.run().settings();
    }

    /** Sends all and blocks until the last has ended; the responses, in order. */
    @Nullable
    Object run(Value requests) {
        HttpModule.refuseInInit(realm, "batch requests are");
        List<Prepared> prepared = new ArrayList<>();
        for (long i = 0; i < requests.getArraySize(); i++) {
            Prepared entry = read(requests.getArrayElement(i));
            prepared.add(entry);
            if (entry instanceof Prepared.Refused refused) {
                return refused(prepared, refused, (int) requests.getArraySize());
            }
        }
        Exchange[] exchanges = send(prepared);
        if (realm.vu().stopped()) {
            realm.vu().awaitInterrupt();
            return null;
        }
        return answers(prepared, exchanges);
    }

    private Prepared read(Value entry) {
        Value nothing = guest.undefined();
        if (entry.isString() || entry.hasMember("clean_url")) {
            return read("GET", entry, nothing, nothing);
        }
        if (entry.hasArrayElements()) {
            long size = entry.getArraySize();
            return size < 2
                    ? new Prepared.Refused("a batch entry given as an array needs a method and a URL", 0)
                    : read(
                            guest.text(entry.getArrayElement(0)),
                            entry.getArrayElement(1),
                            size > 2 ? entry.getArrayElement(2) : nothing,
                            size > 3 ? entry.getArrayElement(3) : nothing);
        }
        if (!entry.hasMembers() || !entry.hasMember("url")) {
            return new Prepared.Refused("a batch entry needs a url", 0);
        }
        Value given = entry.getMember("method");
        String method =
                given == null || given.isNull() ? "GET" : guest.text(given).toUpperCase(Locale.ROOT);
        boolean bodiless = method.equals("GET") || method.equals("HEAD");
        return read(
                method, entry.getMember("url"), bodiless ? nothing : member(entry, "body"), member(entry, "params"));
    }

    private Value member(Value entry, String name) {
        Value member = entry.getMember(name);
        return member == null ? guest.undefined() : member;
    }

    private Prepared read(String method, Value url, Value body, Value params) {
        return new RequestReader(state).read(method, url, body, params);
    }

    private Object refused(List<Prepared> prepared, Prepared.Refused refused, int size) {
        List<@Nullable Object> answers = new ArrayList<>();
        for (int i = 0; i < prepared.size() - 1; i++) {
            answers.add(new ResponseObject(state, prepared.get(i), null));
        }
        answers.add(HttpModule.refused(state, refused));
        while (answers.size() < size) {
            answers.add(null);
        }
        return Guest.array(answers);
    }

    private Exchange[] send(List<Prepared> prepared) {
        ArrayDeque<Entry> waiting = new ArrayDeque<>();
        for (int i = 0; i < prepared.size(); i++) {
            Prepared.Sendable call = (Prepared.Sendable) prepared.get(i);
            Url url = call.request().url();
            waiting.add(new Entry(i, call, url.host() + ":" + url.port()));
        }
        Exchange[] exchanges = new Exchange[prepared.size()];
        Thread self = Thread.currentThread();
        int running = 0;
        int left = waiting.size();
        while (left > 0) {
            for (Iterator<Entry> i = waiting.iterator(); running < settings.batch() && i.hasNext(); ) {
                Entry entry = i.next();
                if (hasRoom(entry.host)) {
                    i.remove();
                    busyHosts.merge(entry.host, 1, Integer::sum);
                    running++;
                    HttpModule.keepPace(realm);
                    realm.vu().client().sendAsync(entry.call.request(), exchange -> {
                        done.add(new Done(entry, exchange));
                        LockSupport.unpark(self);
                    });
                }
            }
            Done next = done.poll();
            if (next == null) {
                LockSupport.park(this);
                continue;
            }
            running--;
            left--;
            busyHosts.merge(next.entry.host, -1, Integer::sum);
            state.samples.take(next.entry.call, next.exchange);
            exchanges[next.entry.index] = next.exchange;
        }
        return exchanges;
    }

    private boolean hasRoom(String host) {
        int limit = settings.batchPerHost();
        return limit <= 0 || busyHosts.getOrDefault(host, 0) < limit;
    }

    private Object answers(List<Prepared> prepared, Exchange[] exchanges) {
        List<Object> answers = new ArrayList<>();
        for (int i = 0; i < exchanges.length; i++) {
            Prepared.Sendable call = (Prepared.Sendable) prepared.get(i);
            Hop last = exchanges[i].last();
            if (last.error() != null && call.throwErrors()) {
                throw guest.raise("Error", last.failure());
            }
            answers.add(new ResponseObject(state, call, exchanges[i]));
        }
        return Guest.array(answers);
    }
}
