package io.loadbank.remote;

import io.loadbank.library.RemoteModules;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Modules from the network, by GET over TLS. A module is kept for some minutes, so that uploading a script again asks
 * nobody.
 *
 * <p>A name is resolved and judged right before the client connects, and the client takes the answer from the JDK's
 * cache of names: a host cannot show a public address to the check and a private one to the connection, unless somebody
 * turned that cache off.
 */
public final class FetchedModules implements RemoteModules, AutoCloseable {

    private static final int MAX_REDIRECTS = 5;
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final Duration KEPT = Duration.ofMinutes(10);
    private static final long MAX_KEPT_BYTES = 32L << 20;

    private final AllowedHosts hosts;
    private final boolean privateAllowed;
    private final String userAgent;
    private final HttpClient client;
    private final Map<String, Kept> kept = new LinkedHashMap<>();
    private long keptBytes;

    private record Kept(Fetched.Module module, long atNanos) {}

    /**
     * Fetches from these hosts.
     *
     * @param privateAllowed whether addresses that are not of the public internet may be asked
     * @param tls null for the JDK's own trust
     */
    public FetchedModules(AllowedHosts hosts, boolean privateAllowed, String userAgent, @Nullable SSLContext tls) {
        this.hosts = hosts;
        this.privateAllowed = privateAllowed;
        this.userAgent = userAgent;
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(TIMEOUT);
        this.client = (tls == null ? builder : builder.sslContext(tls)).build();
    }

    @Override
    public Fetched fetch(String url, long maxBytes) {
        if (hosts instanceof AllowedHosts.None) {
            return new Fetched.Refused("remote modules are not fetched (loadbank.script.remote-imports is off)");
        }
        Fetched.Module known = known(url);
        if (known != null) {
            return known.bytes().length <= maxBytes ? known : tooLarge(maxBytes);
        }
        // what serves scripts to k6 may tell it from a browser by this parameter
        Fetched marked = follow(url + (url.contains("?") ? "&" : "?") + "_k6=1", maxBytes);
        Fetched fetched = marked instanceof Fetched.Module ? marked : follow(url, maxBytes);
        if (fetched instanceof Fetched.Module module) {
            keep(url, module);
        }
        return fetched;
    }

    private Fetched follow(String url, long maxBytes) {
        String at = url;
        for (int hop = 0; hop <= MAX_REDIRECTS; hop++) {
            try {
                URI uri = URI.create(at);
                String wrong = wrong(uri);
                if (wrong != null) {
                    return new Fetched.Refused(wrong);
                }
                HttpResponse<byte[]> response = send(uri, maxBytes);
                String location = response.headers().firstValue("location").orElse(null);
                if (response.statusCode() / 100 == 3 && location != null) {
                    at = uri.resolve(location).toString();
                } else if (response.statusCode() != 200) {
                    return new Fetched.Refused(uri.getHost() + " answered " + response.statusCode());
                } else {
                    return new Fetched.Module(response.body());
                }
            } catch (IllegalArgumentException e) {
                return new Fetched.Refused("this is no URL: " + at);
            } catch (IOException e) {
                return new Fetched.Refused("it cannot be fetched: " + reason(e));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return new Fetched.Refused("fetching it was interrupted");
            }
        }
        return new Fetched.Refused("it is redirected more than " + MAX_REDIRECTS + " times");
    }

    /** Waits for the whole answer; a body that is too long, or does not come to an end, breaks it off. */
    private HttpResponse<byte[]> send(URI uri, long maxBytes) throws IOException, InterruptedException {
        var handler = HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), maxBytes);
        CompletableFuture<HttpResponse<byte[]>> answer = client.sendAsync(request(uri), handler);
        try {
            return answer.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IOException(uri.getHost() + " did not answer within " + TIMEOUT.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException cause ? cause : new IOException(String.valueOf(e.getCause()), e);
        } finally {
            answer.cancel(true);
        }
    }

    private static String reason(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private HttpRequest request(URI uri) {
        return HttpRequest.newBuilder(uri)
                .timeout(TIMEOUT)
                .header("User-Agent", userAgent)
                .header("Accept", "*/*")
                .build();
    }

    /** Why a URL must not be asked; null if it may. */
    private @Nullable String wrong(URI uri) throws UnknownHostException {
        String host = uri.getHost();
        if (!"https".equals(uri.getScheme()) || host == null) {
            return "it leads to " + uri + ", which is no https URL";
        }
        if (uri.getRawUserInfo() != null) {
            return "its URL carries a password";
        }
        if (!hosts.allow(host)) {
            return host + " is not among the hosts of loadbank.script.remote-imports";
        }
        if (!privateAllowed) {
            for (InetAddress address : InetAddress.getAllByName(host)) {
                if (!PublicAddresses.contains(address)) {
                    return host + " has the private address " + address.getHostAddress()
                            + " (loadbank.script.remote-private is false)";
                }
            }
        }
        return null;
    }

    private static Fetched tooLarge(long maxBytes) {
        return new Fetched.Refused("it has more than " + maxBytes + " bytes");
    }

    private synchronized Fetched.@Nullable Module known(String url) {
        Kept found = kept.get(url);
        return found == null || System.nanoTime() - found.atNanos > KEPT.toNanos() ? null : found.module;
    }

    private synchronized void keep(String url, Fetched.Module module) {
        Kept before = kept.remove(url);
        keptBytes += module.bytes().length - (before == null ? 0 : before.module.bytes().length);
        kept.put(url, new Kept(module, System.nanoTime()));
        while (keptBytes > MAX_KEPT_BYTES) {
            Kept eldest = kept.remove(kept.keySet().iterator().next());
            keptBytes -= eldest == null ? 0 : eldest.module.bytes().length;
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
