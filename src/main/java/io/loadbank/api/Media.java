package io.loadbank.api;

import io.loadbank.plan.Problem;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;

/** The kinds of bodies that are understood, and what to tell those who send another. */
final class Media {
    static final MediaType MERGE_PATCH = MediaType.valueOf("application/merge-patch+json");
    static final String UPLOADS = "application/javascript, text/javascript, application/typescript,"
            + " multipart/form-data, application/x-tar";

    private static final Set<String> JAVASCRIPT = Set.of("application/javascript", "text/javascript");
    private static final Set<String> TAR = Set.of("application/x-tar", "application/tar", "application/octet-stream");
    private static final Set<String> TYPESCRIPT =
            Set.of("application/typescript", "text/typescript", "application/x-typescript");

    private Media() {}

    /** The kind of the body; a request without one is refused. */
    static MediaType required(ServerHttpRequest request) {
        String header = request.getHeaders().getFirst(HttpHeaders.CONTENT_TYPE);
        MediaType type;
        try {
            type = header == null ? null : MediaType.parseMediaType(header);
        } catch (InvalidMediaTypeException e) {
            throw unsupported(request, null);
        }
        if (type == null) {
            throw unsupported(request, null);
        }
        if (type.getParameter("charset") != null && !"utf-8".equalsIgnoreCase(type.getParameter("charset"))) {
            throw new Refusal(
                    ProblemType.UNSUPPORTED_MEDIA_TYPE, "the body must be UTF-8, is " + type.getParameter("charset"));
        }
        return type;
    }

    static boolean isJavaScript(MediaType type) {
        return JAVASCRIPT.contains(type.getType() + "/" + type.getSubtype());
    }

    static boolean isTypeScript(MediaType type) {
        return TYPESCRIPT.contains(type.getType() + "/" + type.getSubtype());
    }

    static boolean isTar(MediaType type) {
        return TAR.contains(type.getType() + "/" + type.getSubtype());
    }

    static boolean isJson(MediaType type) {
        return MediaType.APPLICATION_JSON.equalsTypeAndSubtype(type);
    }

    static boolean isMergePatch(MediaType type) {
        return isJson(type) || MERGE_PATCH.equalsTypeAndSubtype(type);
    }

    /** The refusal of a body that is no upload, with the way that works. */
    static Refusal unsupported(ServerHttpRequest request, @Nullable MediaType type) {
        String kind = type == null ? "" : type.getType() + "/" + type.getSubtype();
        Problem problem = switch (kind) {
            case "" -> problem("the body has no Content-Type", curl(request));
            case "application/x-www-form-urlencoded" ->
                problem("curl --data-binary calls a body a form unless it is told what it is", curl(request));
            default -> problem(kind + " is not understood here", curl(request));
        };
        boolean takesJson = request.getPath().value().endsWith("/runs");
        return new Refusal(ProblemType.UNSUPPORTED_MEDIA_TYPE, problem.message(), List.of(problem))
                .with("Accept-Post", takesJson ? "application/json, " + UPLOADS : UPLOADS);
    }

    /** The refusal of a patch that is no JSON. */
    static Refusal notAPatch(ServerHttpRequest request) {
        String hint = "curl -sS -X PATCH -H 'Content-Type: " + MERGE_PATCH + "' '" + url(request)
                + "' -d '{\"paused\":true}'";
        var problem = new Problem("Content-Type", "a change is " + MERGE_PATCH + " or application/json", hint);
        return new Refusal(ProblemType.UNSUPPORTED_MEDIA_TYPE, problem.message(), List.of(problem))
                .with("Accept-Patch", MERGE_PATCH + ", application/json");
    }

    private static Problem problem(String message, String hint) {
        return new Problem("Content-Type", message, hint);
    }

    /** The whole line that does it right. */
    private static String curl(ServerHttpRequest request) {
        return "curl -sS -H 'Content-Type: application/javascript' --data-binary @script.js '" + url(request) + "'";
    }

    /** The address that was called, fit for single quotes, without the values of env. */
    private static String url(ServerHttpRequest request) {
        String host = request.getHeaders().getFirst(HttpHeaders.HOST);
        String query = request.getURI().getRawQuery();
        String shown = query == null ? "" : "?" + query.replaceAll("(^|&)env=([^=&]*?)(=|%3[Dd])[^&]*", "$1env=$2=...");
        return (request.getURI().getScheme() + "://" + host + request.getURI().getRawPath() + shown)
                .replace("'", "%27");
    }
}
