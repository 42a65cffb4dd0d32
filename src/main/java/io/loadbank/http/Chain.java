package io.loadbank.http;

import io.loadbank.http.HopCall.Outgoing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One request and all that follows from it: makes the first hop, then from each finished hop the next one, until there
 * is an answer. Bookkeeping without I/O; used by one thread at a time.
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
    /** The challenge that the next hop answers. */
    private @Nullable DigestChallenge challenge;

    /** What is said for NTLM, if it is asked for. */
    private @Nullable NtlmDialogue ntlm;
    /** The connection that the next hop has to use. */
    private @Nullable Connection kept;

    private byte @Nullable [] answer;
    private boolean redirectLimitHit;
    private boolean cancelled;
    /** Why nothing can be sent at all. */
    private @Nullable TransportError unsendable;

    Chain(Request request, ConnectionPool pool) {
        this.request = request;
        this.pool = pool;
        this.url = request.auth() == Auth.BASIC ? request.url() : request.url().withoutUserInfo();
        this.ntlm = dialogue(request);
        this.method = request.method();
        this.headers = request.headers();
        this.body = request.body();
        this.redirectsLeft = Math.max(0, request.maxRedirects());
        this.ownReferer = request.headers().get("Referer") != null;
        if (!request.compression().isEmpty() && body != null && body.length > 0) {
            compress(body);
        }
    }

    private void compress(byte[] plain) {
        try {
            body = BodyCodec.encode(plain, request.compression());
            if (headers.get("Content-Encoding") == null) {
                String value = BodyCodec.header(request.compression());
                headers = headers.toBuilder().set("Content-Encoding", value).build();
            }
        } catch (IOException | LinkageError e) {
            unsendable = TransportError.other("error compressing request body (" + e.getMessage() + ")");
        }
    }

    /** The next hop to send; finished already if it cannot be written. */
    HopCall hop(WireBuffer buffer, @Nullable Thread waiter, @Nullable Runnable whenDone) {
        buffer.clear();
        Headers sent = HopHeaders.of(request, url, headers, hops.isEmpty(), pool.policy.noConnectionReuse());
        DigestChallenge asked = challenge;
        if (asked != null) {
            sent = sent.toBuilder().set("Authorization", credentials(asked)).build();
        }
        NtlmDialogue dialogue = ntlm;
        String proof = dialogue == null ? null : dialogue.authorization();
        if (proof != null) {
            sent = sent.toBuilder().set("Authorization", proof).build();
        }
        byte[] content = body;
        Proxy proxy = pool.egress.proxies().of(url);
        Proxy reader = proxy != null && proxy.reads(url) ? proxy : null;
        String identity = reader == null ? null : reader.authorization();
        if (identity != null) {
            sent = sent.toBuilder().set("Proxy-Authorization", identity).build();
        }
        int length = content == null ? -1 : content.length;
        TransportError refused =
                unsendable == null ? RequestHead.write(buffer, method, url, sent, length, reader != null) : unsendable;
        if (refused == null && request.version() == HttpVersion.HTTP_3) {
            refused = H3Failures.unsuited(url, proxy, request.auth());
        }
        String connection = sent.get("Connection");
        boolean closeAfter =
                pool.policy.noConnectionReuse() || (connection != null && Framing.hasToken(connection, "close"));
        boolean noContent = content == null || content.length == 0;
        Outgoing outgoing = new Outgoing(
                method,
                url,
                buffer,
                sent,
                proxy,
                noContent ? null : content,
                request.discardBody(),
                isRepeatable(sent),
                closeAfter);
        HopCall call = new HopCall(pool, outgoing, waiter, refused == null ? whenDone : null);
        if (dialogue != null) {
            call.old = true;
            call.keeps = dialogue.goesOn();
            call.kept = kept;
            kept = null;
        }
        call.marks.asked = System.nanoTime();
        speak(call);
        if (refused != null) {
            call.finish(refused);
        }
        return call;
    }

    private void speak(HopCall call) {
        switch (request.version()) {
            case ANY -> {}
            case HTTP_1_1 -> call.old = true;
            case HTTP_3 -> call.quic = true;
        }
    }

    private String credentials(DigestChallenge asked) {
        String user = request.url().user();
        String password = request.url().password();
        return asked.answer(user == null ? "" : user, password == null ? "" : password, method, url.requestTarget());
    }

    /** Takes a finished hop in; true if another one has to follow. Unpacks the body of the last, which takes time. */
    boolean goesOn(HopCall done) {
        TransportError error = done.error;
        kept = done.kept;
        done.kept = null;
        CookieJar jar = request.cookies().jar();
        if (jar != null && !done.setCookies.isEmpty()) {
            jar.accept(done.url, done.setCookies);
        }
        if (error != null) {
            giveBack();
            cancelled = done.cancelled;
            answer = done.responseBody;
            add(done, error, false);
            return false;
        }
        int status = done.status.status();
        if (isNegotiated(done)) {
            return true;
        }
        if (status == 401 && challenge == null && isChallenged(done)) {
            done.marks.ended = System.nanoTime();
            add(done, null, true);
            return true;
        }
        return switch (Redirect.of(status, done.headers.get("Location"), method, url)) {
            case Redirect.None none -> {
                answer(done);
                yield false;
            }
            case Redirect.Broken broken -> {
                add(done, broken.error(), false);
                yield false;
            }
            case Redirect.Follow follow -> follow(done, follow);
        };
    }

    /** Whether taking that hop in means to unpack a body. */
    boolean hasPackedBody(HopCall done) {
        return done.responseBody != null && done.headers.get("Content-Encoding") != null;
    }

    /** Digest credentials stay with the host they were given for, like any others. */
    private boolean isChallenged(HopCall done) {
        boolean willing = request.auth() == Auth.DIGEST
                && request.url().user() != null
                && headers.get("Authorization") == null
                && Redirect.isSameOrSubdomain(url.host(), request.url().host());
        challenge = willing ? DigestChallenge.parse(done.headers.get("Www-Authenticate")) : null;
        return challenge != null;
    }

    private boolean follow(HopCall done, Redirect.Follow follow) {
        if (redirectsLeft == 0) {
            redirectLimitHit = true;
            answer(done);
            return false;
        }
        redirectsLeft--;
        challenge = null;
        done.marks.ended = System.nanoTime();
        add(done, null, false);
        headers = Redirect.headers(headers, request.url(), url, follow, ownReferer);
        method = follow.method();
        url = request.auth() == Auth.BASIC ? follow.url() : follow.url().withoutUserInfo();
        ntlm = Redirect.isSameOrSubdomain(url.host(), request.url().host()) ? dialogue(request) : null;
        if (!follow.keepsBody()) {
            body = null;
        }
        return true;
    }

    private void answer(HopCall done) {
        byte[] packed = done.responseBody;
        String encoding = packed == null ? null : done.headers.get("Content-Encoding");
        if (packed == null || encoding == null) {
            answer = packed;
            add(done, null, false);
            return;
        }
        switch (BodyCodec.decode(packed, encoding, pool.policy.limits().maxBodyBytes())) {
            case Decoded.Plain plain -> {
                answer = plain.bytes();
                add(done, null, false);
            }
            case Decoded.Broken broken -> {
                String text = "error decompressing response body (" + broken.reason() + ")";
                add(done, new TransportError(TransportError.DECOMPRESSION, text), false);
            }
        }
    }

    private static @Nullable NtlmDialogue dialogue(Request request) {
        String user = request.url().user();
        if (request.auth() != Auth.NTLM || user == null || request.headers().get("Authorization") != null) {
            return null;
        }
        String password = request.url().password();
        return new NtlmDialogue(user, password == null ? "" : password);
    }

    /** Whether NTLM has another thing to say; if not, a connection kept for it goes back. */
    private boolean isNegotiated(HopCall done) {
        NtlmDialogue dialogue = ntlm;
        boolean first = dialogue != null && dialogue.isSilent();
        if (dialogue != null && done.status.status() == 401 && dialogue.hears(done.headers.get("Www-Authenticate"))) {
            done.marks.ended = System.nanoTime();
            add(done, null, first);
            return true;
        }
        giveBack();
        return false;
    }

    private void giveBack() {
        Connection unused = kept;
        if (unused != null) {
            kept = null;
            pool.giveBack(unused);
        }
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

    private void add(HopCall call, @Nullable TransportError error, boolean challenged) {
        boolean failed = error != null;
        hops.add(new Hop(
                call.method,
                call.url,
                failed ? 0 : call.status.status(),
                failed ? "" : call.status.text(),
                failed ? "" : call.status.proto(),
                failed ? Headers.EMPTY : call.headers,
                failed ? List.of() : call.setCookies,
                call.peer.ip(),
                call.peer.port(),
                call.peer.tlsVersion(),
                call.peer.tlsCipherSuite(),
                call.marks.timings(),
                epochNanos(call.marks.ended),
                challenged,
                error,
                pool.policy.tracing() ? sent(call) : null,
                call.peer.staple()));
    }

    private static Hop.Sent sent(HopCall call) {
        WireBuffer head = call.head;
        return new Hop.Sent(new String(head.bytes(), 0, head.length(), StandardCharsets.UTF_8), call.body);
    }

    /** The wall-clock time of a recent moment on the monotonic clock. */
    private static long epochNanos(long nanoTime) {
        Instant now = Instant.now();
        long ago = System.nanoTime() - nanoTime;
        return now.getEpochSecond() * 1_000_000_000L + now.getNano() - ago;
    }
}
