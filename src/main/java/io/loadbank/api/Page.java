package io.loadbank.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.loadbank.plan.Problem;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * A part of a list.
 *
 * @param next give it as {@code cursor} to get on; null at the end
 */
record Page<T>(
        List<T> items,

        @Schema(description = "Give it as cursor to get on; null at the end", nullable = true) @Nullable
        String next) {

    /** Where to begin, and how much to give. */
    record Window(@Nullable String after, int limit) {
        private static final int DEFAULT_LIMIT = 50;
        private static final int MAX_LIMIT = 1_000;

        /** Reads {@code limit} and {@code cursor}. */
        static Window of(QueryReader query, List<Problem> problems) {
            Long limit = query.count("limit");
            if (limit != null && (limit < 1 || limit > MAX_LIMIT)) {
                problems.add(new Problem("limit", "must be 1 to " + MAX_LIMIT + ", is " + limit));
                limit = null;
            }
            String cursor = query.text("cursor");
            String after = null;
            try {
                after = cursor == null
                        ? null
                        : new String(Base64.getUrlDecoder().decode(cursor), UTF_8);
            } catch (IllegalArgumentException e) {
                problems.add(new Problem("cursor", "is none of ours", "take it from next of the page before"));
            }
            return new Window(after, limit == null ? DEFAULT_LIMIT : limit.intValue());
        }
    }

    /** A list that is short enough to give at once. */
    static <T> Page<T> whole(ServerHttpRequest request, List<T> items) {
        QueryReader.none(request);
        return new Page<>(items, null);
    }

    /**
     * Cuts a page out of everything.
     *
     * @param key names an element's place in the order, greater is later in the list; survives the element
     */
    static <E, T> Page<T> cut(List<E> all, Window window, Function<E, String> key, Function<E, T> shown) {
        List<T> items = new ArrayList<>();
        String last = null;
        for (E each : all) {
            String at = key.apply(each);
            if (window.after() != null && at.compareTo(window.after()) <= 0) {
                continue;
            }
            if (items.size() == window.limit()) {
                return new Page<>(
                        items,
                        Base64.getUrlEncoder()
                                .withoutPadding()
                                .encodeToString(String.valueOf(last).getBytes(UTF_8)));
            }
            items.add(shown.apply(each));
            last = at;
        }
        return new Page<>(items, null);
    }

    /** A key that puts what is newer first. */
    static String newestFirst(Instant at, String tie) {
        return String.format(Locale.ROOT, "%019d%09d", Long.MAX_VALUE - at.getEpochSecond(), 999_999_999 - at.getNano())
                + tie;
    }
}
