package io.loadbank.http;

import io.loadbank.http.HopCall.Outgoing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One request and all that follows from it: makes the first hop, then from each finished hop the next one, until there
 * is an answer. Pure bookkeeping; used by one thread at a time.
 */
final class Chain {

    private final Request request;
    private final ConnectionPool pool;
    private final boolean ownReferer;
    private final List<Hop> hops = new ArrayList<>(1);

    private Url url;
    private String method;
    private Headers headers;
    private byte @Nullable [] body;
    private int redirectsLeft;
    private byte @Nullable [] answer;
    private boolean redirectLimitHit;
    private boolean cancelled;

    Chain(Request request, ConnectionPool pool) {
        this.request = request;
        this.pool = pool;
        this.url = request.url();
        this.method = request.method();
        this.headers = request.headers();
        this.body = request.body();
        this.redirectsLeft = Math.max(0, request.maxRedirects());
        this.ownReferer = request.headers().get("Referer") != null;
    }

    /** The next hop to send; finished already if it cannot be written. */
    HopCall hop(WireBuffer buffer, @Nullable Thread waiter, @Nullable Runnable whenDone) {
        buffer.clear();
        Headers sent = HopHeaders.of(request, url, headers, hops.isEmpty(), pool.policy.noConnectionReuse());
        byte[] content = body;
        TransportError refused = RequestHead.write(buffer, method, url, sent, content == null ? -1 : content.length);
        String connection = sent.get("Connection");
        boolean closeAfter = connection != null && Framing.hasToken(connection, "close");
        boolean noContent = content == null || content.length == 0;
        Outgoing outgoing = new Outgoing(
                method, url, buffer, noContent ? null : content, request.discardBody(), isRepeatable(sent), closeAfter);
        HopCall call = new HopCall(pool, outgoing, waiter, refused == null ? whenDone : null);
        call.marks.asked = System.nanoTime();
        if (refused != null) {
            call.finish(refused);
        }
        return call;
    }

    /** Takes a finished hop in; true if another one has to follow. */
    boolean goesOn(HopCall done) {
        TransportError error = done.error;
        CookieJar jar = request.cookies().jar();
        if (jar != null && !done.setCookies.isEmpty()) {
            jar.accept(done.url, done.setCookies);
        }
        if (error != null) {
            cancelled = done.cancelled;
            answer = done.responseBody;
            add(done, error);
            return false;
        }
        return switch (Redirect.of(done.status.status(), done.headers.get("Location"), method, url)) {
            case Redirect.None none -> {
                answer(done);
                yield false;
            }
            case Redirect.Broken broken -> {
                add(done, broken.error());
                yield false;
            }
            case Redirect.Follow follow -> follow(done, follow);
        };
    }

    private boolean follow(HopCall done, Redirect.Follow follow) {
        if (redirectsLeft == 0) {
            redirectLimitHit = true;
            answer(done);
            return false;
        }
        redirectsLeft--;
        done.marks.ended = System.nanoTime();
        add(done, null);
        headers = Redirect.headers(headers, request.url(), url, follow, ownReferer);
        method = follow.method();
        url = follow.url();
        if (!follow.keepsBody()) {
            body = null;
        }
        return true;
    }

    private void answer(HopCall done) {
        answer = done.responseBody;
        add(done, null);
    }

    Exchange exchange() {
        return new Exchange(hops, answer, cancelled, redirectLimitHit);
    }

    private boolean isRepeatable(Headers sent) {
        return switch (method) {
            case "GET", "HEAD", "OPTIONS", "TRACE" -> true;
            default -> sent.get("Idempotency-Key") != null || sent.get("X-Idempotency-Key") != null;
        };
    }

    private void add(HopCall call, @Nullable TransportError error) {
        boolean failed = error != null;
        hops.add(new Hop(
                call.method,
                call.url,
                failed ? 0 : call.status.status(),
                failed ? "" : call.status.text(),
                failed ? "" : call.status.proto(),
                failed ? Headers.EMPTY : call.headers,
                failed ? List.of() : call.setCookies,
                call.remoteIp,
                call.remotePort,
                call.tlsVersion,
                call.tlsCipherSuite,
                call.marks.timings(),
                epochNanos(call.marks.ended),
                false,
                error));
    }

    /** The wall-clock time of a recent moment on the monotonic clock. */
    private static long epochNanos(long nanoTime) {
        Instant now = Instant.now();
        long ago = System.nanoTime() - nanoTime;
        return now.getEpochSecond() * 1_000_000_000L + now.getNano() - ago;
    }
}
