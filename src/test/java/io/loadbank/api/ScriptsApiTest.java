package io.loadbank.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.loadbank.run.RunState;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.client.MultipartBodyBuilder;
import org.springframework.test.web.reactive.server.WebTestClient.RequestHeadersSpec;

class ScriptsApiTest extends ApiUnderTest {

    @Test
    void a_new_script_is_201_with_its_address_and_tag_and_the_same_bytes_again_are_200() {
        upload("first", "export default 1")
                .expectStatus()
                .isCreated()
                .expectHeader()
                .valueEquals(HttpHeaders.LOCATION, "/api/v1/scripts/first@1")
                .expectHeader()
                .valueMatches(HttpHeaders.ETAG, "\"1-[0-9a-f]{64}\"")
                .expectBody()
                .jsonPath("$.name")
                .isEqualTo("first")
                .jsonPath("$.version")
                .isEqualTo(1)
                .jsonPath("$.digest")
                .value(String.class, it -> assertThat(it).matches("sha256:[0-9a-f]{64}"))
                .jsonPath("$.entry")
                .isEqualTo("main.js")
                .jsonPath("$.files[0].path")
                .isEqualTo("main.js")
                .jsonPath("$.files[0].bytes")
                .isEqualTo(16)
                .jsonPath("$.options.vus")
                .isEqualTo(1)
                .jsonPath("$.exports[0]")
                .isEqualTo("default")
                .jsonPath("$.createdAt")
                .value(String.class, it -> assertThat(Instant.parse(it)).isEqualTo(now.get()));
        upload("first", "export default 1")
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.version")
                .isEqualTo(1);
        upload("first", "export default 2")
                .expectStatus()
                .isCreated()
                .expectBody()
                .jsonPath("$.version")
                .isEqualTo(2);
    }

    @Test
    void text_javascript_is_understood_too_and_the_name_may_be_left_out() {
        http.post()
                .uri("/api/v1/scripts")
                .header("Content-Type", "text/javascript; charset=utf-8")
                .bodyValue("export default 'no name'")
                .exchange()
                .expectStatus()
                .isCreated()
                .expectBody()
                .jsonPath("$.name")
                .isEqualTo("main");
    }

    @Test
    void a_script_that_throws_without_its_env_is_stored_without_options() {
        upload("needy", "throw 1")
                .expectStatus()
                .isCreated()
                .expectBody()
                .jsonPath("$.options")
                .isEmpty()
                .jsonPath("$.problems[0].message")
                .isEqualTo("Error: no TARGET");
    }

    @Test
    void a_syntax_error_is_a_422_with_its_line() {
        refused(upload("broken", "a syntax error"), 422, "invalid-input")
                .jsonPath("$.problems[0].path")
                .isEqualTo("main.js:1:7")
                .jsonPath("$.problems[0].message")
                .isEqualTo("SyntaxError: Expected ; but found error");
        http.get().uri("/api/v1/scripts/broken").exchange().expectStatus().isNotFound();
    }

    @Test
    void several_files_travel_as_multipart_with_their_directories() {
        var body = new MultipartBodyBuilder();
        body.part("entry", "src/start.js");
        body.part("name", "shop");
        file(body, "src/start.js", "import './lib/cart.js'");
        file(body, "src/lib/cart.js", "export const cart = 'ä'");

        multipart("/api/v1/scripts", body)
                .exchange()
                .expectStatus()
                .isCreated()
                .expectBody()
                .jsonPath("$.name")
                .isEqualTo("shop")
                .jsonPath("$.entry")
                .isEqualTo("src/start.js")
                .jsonPath("$.files[0].path")
                .isEqualTo("src/lib/cart.js");
        http.get()
                .uri("/api/v1/scripts/shop@1/files/src/lib/cart.js")
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .contentType("text/plain;charset=UTF-8")
                .expectHeader()
                .valueEquals("X-Content-Type-Options", "nosniff")
                .expectBody(String.class)
                .isEqualTo("export const cart = 'ä'");
        refused(http.get().uri("/api/v1/scripts/shop/files/src/gone.js"), 404, "not-found")
                .jsonPath("$.detail")
                .isEqualTo("there is no file src/gone.js in shop@1");
    }

    @Test
    void everything_that_is_wrong_with_the_parts_comes_at_once() {
        var body = new MultipartBodyBuilder();
        body.part("script", "x");
        body.part("file", "no filename");
        file(body, "a.js", "1");
        file(body, "a.js", "2");

        refused(multipart("/api/v1/scripts", body), 422, "invalid-input")
                .jsonPath("$.detail")
                .isEqualTo("3 things are wrong, see problems")
                .jsonPath("$.problems[*].message")
                .isEqualTo(new net.minidev.json.JSONArray()
                        .appendElement("is not a part of an upload")
                        .appendElement("has no filename")
                        .appendElement("'a.js' is there twice"));
    }

    @Test
    void a_path_that_leaves_the_upload_is_a_422() {
        var body = new MultipartBodyBuilder();
        file(body, "../../etc/cron.d/x", "1");

        refused(multipart("/api/v1/scripts?name=evil", body), 422, "invalid-input")
                .jsonPath("$.problems[0].message")
                .isEqualTo("'../../etc/cron.d/x' has an empty part, '.' or '..' in it");
    }

    @Test
    void a_name_in_query_and_parts_must_be_the_same() {
        var body = new MultipartBodyBuilder();
        body.part("name", "two");
        file(body, "a.js", "1");

        refused(multipart("/api/v1/scripts?name=one", body), 422, "invalid-input")
                .jsonPath("$.detail")
                .isEqualTo("name: is 'one' in the query and 'two' in the body");
    }

    @Test
    void multipart_that_breaks_off_is_a_400() {
        refused(
                http.post()
                        .uri("/api/v1/scripts")
                        .header("Content-Type", "multipart/form-data; boundary=xyz")
                        .bodyValue(
                                "--xyz\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.js\"\r\n\r\n1"),
                400,
                "malformed-request");
        refused(
                http.post()
                        .uri("/api/v1/scripts")
                        .header("Content-Type", "multipart/form-data")
                        .bodyValue("x"),
                400,
                "malformed-request");
    }

    @Test
    void validating_shows_the_plan_and_stores_nothing() {
        http.post()
                .uri("/api/v1/scripts/validate?env=TARGET=secret-value")
                .contentType(JAVASCRIPT)
                .bodyValue("throw 1 // unless there is a TARGET")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.valid")
                .isEqualTo(true)
                .jsonPath("$.scenarios.default.vus")
                .isEqualTo(1)
                .jsonPath("$.maxVUs")
                .isEqualTo(100)
                .jsonPath("$.exports[1]")
                .isEqualTo("setup")
                .jsonPath("$.imports[0]")
                .isEqualTo("k6/http")
                .jsonPath("$.warnings[0]")
                .isEqualTo("unknown option foo");
        http.get().uri("/api/v1/scripts/main@2").exchange().expectStatus().isNotFound();
    }

    @Test
    void validating_a_broken_script_tells_where_it_is_broken() {
        http.post()
                .uri("/api/v1/scripts/validate")
                .contentType(JAVASCRIPT)
                .bodyValue("a syntax error")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.valid")
                .isEqualTo(false)
                .jsonPath("$.problems[0].path")
                .isEqualTo("main.js:1:7");
    }

    @Test
    void the_list_goes_page_by_page_newest_first() {
        now.updateAndGet(it -> it.plusSeconds(1));
        upload("paged", "1");
        now.updateAndGet(it -> it.plusSeconds(1));
        upload("paged", "2");
        now.updateAndGet(it -> it.plusSeconds(1));
        upload("paged", "3");

        var first = page("/api/v1/scripts?limit=2");
        var second = page("/api/v1/scripts?limit=2&cursor=" + first.get("next"));

        assertThat(String.valueOf(first.get("items"))).contains("version=3").contains("version=2");
        assertThat(String.valueOf(second.get("items"))).startsWith("[{name=paged, version=1");
    }

    private Map<?, ?> page(String uri) {
        return Objects.requireNonNull(http.get()
                .uri(uri)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(Map.class)
                .returnResult()
                .getResponseBody());
    }

    @Test
    void a_version_in_use_cannot_be_deleted() {
        var run = running("busy");

        refused(http.delete().uri("/api/v1/scripts/busy"), 409, "conflict")
                .jsonPath("$.detail")
                .isEqualTo("a live run executes busy@1, stop it first");
        run.end(RunState.FINISHED);
        http.delete()
                .uri("/api/v1/scripts/busy")
                .exchange()
                .expectStatus()
                .isNoContent()
                .expectBody()
                .isEmpty();
        refused(http.get().uri("/api/v1/scripts/busy"), 404, "not-found")
                .jsonPath("$.detail")
                .isEqualTo("there is no script busy");
        refused(http.delete().uri("/api/v1/scripts/busy"), 404, "not-found");
    }

    @Test
    void if_match_protects_a_script_that_has_changed_in_the_meantime() {
        upload("guarded", "1");
        var tag = String.valueOf(http.get()
                .uri("/api/v1/scripts/guarded")
                .exchange()
                .returnResult(byte[].class)
                .getResponseHeaders()
                .getETag());
        upload("guarded", "2");

        refused(http.delete().uri("/api/v1/scripts/guarded").header("If-Match", tag), 412, "precondition-failed");
        http.delete()
                .uri("/api/v1/scripts/guarded@1")
                .header("If-Match", "\"other\", " + tag)
                .exchange()
                .expectStatus()
                .isNoContent();
        http.delete()
                .uri("/api/v1/scripts/guarded")
                .header("If-Match", "*")
                .exchange()
                .expectStatus()
                .isNoContent();
    }

    @Test
    void a_digest_addresses_a_script() {
        upload("by-digest", "export default 'by digest'");
        var digest = page("/api/v1/scripts/by-digest").get("digest");

        assertThat(page("/api/v1/scripts/" + digest).get("name")).isEqualTo("by-digest");
    }

    private RequestHeadersSpec<?> multipart(String uri, MultipartBodyBuilder body) {
        return http.post().uri(uri).contentType(MediaType.MULTIPART_FORM_DATA).bodyValue(body.build());
    }

    private static void file(MultipartBodyBuilder body, String path, String text) {
        body.part("file", new ByteArrayResource(text.getBytes(UTF_8))).filename(path);
    }
}
