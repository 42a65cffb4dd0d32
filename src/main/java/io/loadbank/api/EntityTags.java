package io.loadbank.api;

import io.loadbank.library.ScriptVersion;
import io.loadbank.run.RunView;
import java.util.Arrays;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;

/** Strong entity tags, and the check of {@code If-Match} against them. */
final class EntityTags {
    private EntityTags() {}

    /** Changes with the run's commands and state, not with each number. */
    static String of(RunView view) {
        return "\"" + view.revision() + "\"";
    }

    /** Names version and contents; a script's address by bare name gets another with each upload. */
    static String of(ScriptVersion version) {
        return "\"" + version.version() + "-" + version.digest().replace("sha256:", "") + "\"";
    }

    /** Refuses a change whose author saw another state. */
    static void check(ServerHttpRequest request, String current) {
        List<String> headers = request.getHeaders().getOrEmpty(HttpHeaders.IF_MATCH);
        if (headers.isEmpty()) {
            return;
        }
        boolean matches = headers.stream()
                .flatMap(header -> Arrays.stream(header.split(",", -1)))
                .map(String::strip)
                .anyMatch(tag -> tag.equals("*") || tag.equals(current));
        if (!matches) {
            throw new Refusal(
                            ProblemType.PRECONDITION_FAILED,
                            "If-Match asks for " + String.join(", ", headers) + ", it is " + current + " now")
                    .with(HttpHeaders.ETAG, current);
        }
    }
}
