package io.loadbank.api;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Keeps web pages from reaching a daemon on their reader's machine: the {@code Host} must be one that is allowed (a page
 * that rebinds its own name to 127.0.0.1 is not), and nothing is changed on behalf of another origin.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class BrowserGuard implements WebFilter {
    private static final Set<HttpMethod> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    /** Orchestrators ask by address; what is to be seen there is no secret and changes nothing. */
    private static final String HEALTH = "/actuator/health";

    private final Set<String> allowedHosts;

    BrowserGuard(ApiSettings settings) {
        this.allowedHosts = settings.allowedHosts().stream()
                .map(it -> it.strip().toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        if (!isHostAllowed(request)) {
            return Mono.error(new Refusal(
                    ProblemType.HOST_NOT_ALLOWED,
                    "requests to " + ObjectReader.shown(request.getHeaders().getFirst(HttpHeaders.HOST))
                            + " are not answered; the setting loadbank.api.allowed-hosts names those that are"));
        }
        if (!SAFE.contains(request.getMethod()) && !isSameOrigin(request)) {
            return Mono.error(new Refusal(
                    ProblemType.ORIGIN_NOT_ALLOWED,
                    "a page of " + ObjectReader.shown(request.getHeaders().getFirst(HttpHeaders.ORIGIN)) + " must not "
                            + request.getMethod() + " here"));
        }
        return chain.filter(exchange);
    }

    private boolean isHostAllowed(ServerHttpRequest request) {
        String path = request.getPath().value();
        if (allowedHosts.contains("*") || path.equals(HEALTH) || path.startsWith(HEALTH + "/")) {
            return true;
        }
        List<String> hosts = request.getHeaders().getOrEmpty(HttpHeaders.HOST);
        return hosts.size() == 1 && allowedHosts.contains(withoutPort(hosts.getFirst()));
    }

    /** Browsers tell where a request comes from; what is not a browser tells nothing. */
    private static boolean isSameOrigin(ServerHttpRequest request) {
        HttpHeaders headers = request.getHeaders();
        for (String site : headers.getOrEmpty("Sec-Fetch-Site")) {
            if (!site.equals("same-origin") && !site.equals("none")) {
                return false;
            }
        }
        for (String origin : headers.getOrEmpty(HttpHeaders.ORIGIN)) {
            if (!isOriginOf(origin, headers.getFirst(HttpHeaders.HOST))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isOriginOf(String origin, @Nullable String host) {
        try {
            String authority = URI.create(origin).getRawAuthority();
            return authority != null && authority.equalsIgnoreCase(host);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static String withoutPort(String host) {
        int colon = host.lastIndexOf(':');
        boolean hasPort = colon > host.lastIndexOf(']') && (host.startsWith("[") || host.indexOf(':') == colon);
        return (hasPort ? host.substring(0, colon) : host).toLowerCase(Locale.ROOT);
    }
}
