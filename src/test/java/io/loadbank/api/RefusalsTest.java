package io.loadbank.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

/** What a user sees who got something wrong, word for word. */
class RefusalsTest extends ApiUnderTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}                                         | script: is missing (name, name@version or sha256:... of a script that was uploaded)",
                "{\"script\":5}                             | script: must be text, is 5",
                "{\"script\":\"gone\"}                      | script: there is no script \"gone\" (upload it: POST /api/v1/scripts)",
                "{\"script\":\"x\",\"vus\":1}               | vus: is not a field here (known here: script, name, id, options, env, secrets, tags, paused, failOnSaturation, summaryMode, noSummary, summaryExport, newMachineReadableSummary, noThresholds, outputs)",
                "{\"script\":\"x\",\"optoins\":{}}          | optoins: is not a field here (did you mean options?)",
                "{\"script\":\"x\",\"options\":[]}          | options: must be an object, is a list",
                "{\"script\":\"x\",\"env\":{\"A\":1}}       | env.A: must be text, is a number",
                "{\"script\":\"x\",\"tags\":{\"A\":null}}   | tags.A: must be text, is null",
                "{\"script\":\"x\",\"paused\":\"yes\"}      | paused: must be true or false, is \"yes\"",
                "{\"script\":\"x\",\"id\":\"../x\"}         | id: \"../x\" cannot be an id (use 1 to 100 of A-Z a-z 0-9 . _ -)",
                "{\"script\":\"x\",\"name\":\" \"}          | name: must have 1 to 200 characters",
                "{\"script\":\"x\",\"outputs\":[null]}      | outputs[0]: must be text or an object, is null",
                "{\"script\":\"x\",\"outputs\":\"influxdb=http://a:secret@h\"} | outputs: must be a list, is text",
                "{\"script\":\"x\",\"failOnSaturation\":1}  | failOnSaturation: must be true or false, is 1",
                "{\"script\":\"x\",\"summaryMode\":\"short\"} | summaryMode: must be compact, full or disabled (compact is what runs have that say nothing; full adds groups and scenarios)",
                "{\"script\":\"x\",\"noThresholds\":0}      | noThresholds: must be true or false, is 0",
            })
    void a_wrong_run_request_is_a_422(String body, String problem) {
        assertThat(problems(createRun(body), 422)).containsExactly(problem);
    }

    @Test
    void all_problems_of_a_request_come_at_once() {
        assertThat(problems(createRun("{\"env\":5,\"tags\":{\"a\":1,\"b\":2},\"x\":0,\"paused\":[]}"), 422))
                .containsExactly(
                        "script: is missing (name, name@version or sha256:... of a script that was uploaded)",
                        "env: must be an object, is 5",
                        "tags.a: must be text, is a number",
                        "tags.b: must be text, is a number",
                        "paused: must be true or false, is a list",
                        "x: is not a field here (known here: script, name, id, options, env, secrets, tags, paused, failOnSaturation, summaryMode, noSummary, summaryExport, newMachineReadableSummary, noThresholds, outputs)");
    }

    @Test
    void a_secret_in_the_wrong_place_is_not_repeated() {
        var body = createRun("{\"script\":\"x\",\"env\":{\"TOKEN\":[\"t0p-s3cret\"]}}")
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();

        assertThat(body).contains("env.TOKEN").doesNotContain("t0p-s3cret");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"vus\":\"ten\"}                          | vus: must be a whole number, is \"ten\"",
                "{\"vus\":1.5}                              | vus: must be a whole number, is 1.5",
                "{\"vus\":-1}                               | vus: must be 0 or more, is -1",
                "{\"vus\":null}                             | vus: must be a whole number, is null",
                "{\"vus\":99999999999999999999}             | vus: is too large a number",
                "{\"paused\":1}                             | paused: must be true or false, is 1",
                "{\"duration\":\"soon\"}                    | duration: must be a duration, is \"soon\" (write it like \"1m30s\" or \"500ms\")",
                "{\"duration\":\"-5s\"}                     | duration: must not be negative, is \"-5s\"",
                "{\"duration\":true}                        | duration: must be a duration, is true (write it like \"1m30s\" or \"500ms\")",
                "{\"at\":\"tomorrow\"}                      | at: must be a time, is \"tomorrow\" (write it like \"2026-11-21T20:00:00Z\")",
                "{\"vu\":1}                                 | vu: is not a field here (did you mean vus?)",
                "{\"scenarios\":5}                          | scenarios: must be an object, is 5",
                "{\"scenarios\":{\"a\":5}}                  | scenarios.a: must be an object, is 5",
                "{\"scenarios\":{\"a\":{\"vus\":\"x\"}}}    | scenarios.a.vus: must be a whole number, is \"x\"",
                "{\"scenarios\":{\"a\":{\"stopped\":true}}} | scenarios.a.stopped: is not a field here (known here: paused, vus, maxVUs, rate, timeUnit, stages, duration, ramp, at, in)",
                "{\"stages\":[5]}                           | stages[0]: must be an object, is 5",
                "{\"stages\":[{\"target\":5}]}              | stages[0].duration: is missing",
                "{\"stages\":[{\"target\":5,\"duration\":\"1s\",\"x\":1}]} | stages[0].x: is not a field here (known here: duration, target)",
            })
    void a_wrong_change_is_a_422_and_nothing_of_it_is_applied(String body, String problem) {
        var run = running("unchanged");

        assertThat(problems(patch(run.id(), body), 422)).containsExactly(problem);
        assertThat(run.patches).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"script\":          | the body is not JSON: line 1, column 11: ",
                "nonsense              | the body is not JSON: line 1, column 1: Unrecognized token",
                "{\"a\":1,\"a\":2}     | the body is not JSON: line 1, column 11: Duplicate Object property \"a\"",
                "{} {}                 | the body is not JSON: line 1, column 4: ",
                "[]                    | the body must be a JSON object, is a list",
                "null                  | the body must be a JSON object, is null",
                "\"text\"              | the body must be a JSON object, is text",
                "``                    | the body is not JSON: ",
            })
    void what_is_no_json_object_is_a_400(String body, String detail) {
        refused(createRun(body), 400, "malformed-request")
                .jsonPath("$.detail")
                .value(String.class, it -> assertThat(it).startsWith(detail).doesNotContain("Source", "jackson"));
    }

    @Test
    void json_that_is_nested_without_end_is_a_400() {
        refused(createRun("{\"options\":" + "[".repeat(100_000)), 400, "malformed-request");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "GET    | /api/v1/runs?state=runing      | state: \"runing\" is no state (known: created, initializing, ready, setup, running, paused, teardown, finished, aborted, failed, interrupted)",
                "GET    | /api/v1/runs?limit=0           | limit: must be 1 to 1000, is 0",
                "GET    | /api/v1/runs?limit=x           | limit: must be a whole number, is \"x\"",
                "GET    | /api/v1/runs?cursor=%25        | cursor: is none of ours (take it from next of the page before)",
                "GET    | /api/v1/runs?tag=team          | tag: must be a name and a value (write it like ?tag=KEY=VALUE)",
                "GET    | /api/v1/runs?stat=running      | stat: is not a query parameter here (did you mean state?)",
                "GET    | /api/v1/runs?limit=1&limit=2   | limit: is given 2 times",
                "GET    | /api/v1/runs/x?wait=soon       | wait: must be a duration, is \"soon\" (write it like 1m30s or 500ms)",
                "GET    | /api/v1/scripts?name=x         | name: is not a query parameter here (known here: limit, cursor)",
                "DELETE | /api/v1/runs/x?force=true      | force: is not a query parameter here (there are none here)",
                "POST   | /api/v1/runs?vus=ten           | vus: must be a whole number, is \"ten\"",
                "POST   | /api/v1/runs?vu=10             | vu: is not a query parameter here (did you mean vus?)",
                "POST   | /api/v1/runs?duration=abc      | duration: must be a duration, is \"abc\" (write it like 1m30s or 500ms)",
                "POST   | /api/v1/runs?paused=maybe      | paused: must be true or false, is \"maybe\"",
                "POST   | /api/v1/runs?env=s3cret        | env: must be a name and a value (write it like ?env=KEY=VALUE)",
                "POST   | /api/v1/runs?env=A=1&env=A=2   | env: A is given twice",
            })
    void a_wrong_query_is_a_422(String method, String uri, String problem) {
        var request = http.method(HttpMethod.valueOf(method)).uri(URI.create("http://127.0.0.1:" + port + uri));
        var response = method.equals("POST")
                ? request.contentType(JAVASCRIPT).bodyValue("1").exchange()
                : request.exchange();

        assertThat(problems(response, 422)).containsExactly(problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "GET    | /nothing                | 404 | not-found          | there is nothing at /nothing, /openapi.yaml tells what is",
                "GET    | /api/v1/scripts/x/y     | 404 | not-found          | there is nothing at /api/v1/scripts/x/y, /openapi.yaml tells what is",
                "GET    | /api/v1/runs/nobody     | 404 | not-found          | there is no run nobody",
                "GET    | /api/v1/runs/nobody/logs | 404 | not-found         | there is no run nobody",
                "GET    | /api/v1/scripts/nobody@1 | 404 | not-found         | there is no script nobody@1",
                "PUT    | /api/v1/runs            | 405 | method-not-allowed | there is no PUT here, only GET, POST",
                "DELETE | /api/v1/runs            | 405 | method-not-allowed | there is no DELETE here, only GET, POST",
                "GET    | /api/v1/runs/stop-all   | 404 | not-found          | there is no run stop-all",
                "POST   | /api/v1/runs/x/rerun    | 404 | not-found          | there is no run x",
            })
    void what_is_not_there_is_told_in_a_sentence(String method, String uri, int status, String slug, String detail) {
        refused(http.method(HttpMethod.valueOf(method)).uri(uri), status, slug)
                .jsonPath("$.detail")
                .isEqualTo(detail)
                .jsonPath("$.instance")
                .isEqualTo(uri);
    }

    @Test
    void a_wrong_method_is_answered_with_those_that_work() {
        var allowed = http.put()
                .uri("/api/v1/runs")
                .exchange()
                .returnResult(byte[].class)
                .getResponseHeaders()
                .getAllow();
        assertThat(allowed).containsExactlyInAnyOrder(HttpMethod.GET, HttpMethod.POST);
    }

    @Test
    void a_representation_that_does_not_exist_is_a_406() {
        refused(http.get().uri("/api/v1/runs").accept(MediaType.APPLICATION_XML), 406, "not-acceptable")
                .jsonPath("$.detail")
                .isEqualTo("this is available as [application/json] only");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "application/x-www-form-urlencoded | curl --data-binary calls a body a form unless it is told what it is | curl -sS -H 'Content-Type: application/javascript' --data-binary @script.js 'http://127.0.0.1:PORT/api/v1/runs?vus=2&env=TOKEN=...&name=x'",
                "``                                | the body has no Content-Type | curl -sS -H 'Content-Type: application/javascript' --data-binary @script.js 'http://127.0.0.1:PORT/api/v1/runs?vus=2&env=TOKEN=...&name=x'",
                "application/xml                   | application/xml is not understood here | curl -sS -H 'Content-Type: application/javascript' --data-binary @script.js 'http://127.0.0.1:PORT/api/v1/runs?vus=2&env=TOKEN=...&name=x'",
            })
    void a_body_of_another_kind_is_a_415_with_the_way_that_works(String type, String detail, String hint) {
        var request = http.post().uri("/api/v1/runs?vus=2&env=TOKEN=s3cret&name=x");
        var response = type.isEmpty()
                ? request.exchange()
                : request.header("Content-Type", type).bodyValue("x").exchange();

        response.expectHeader()
                .valueEquals(
                        "Accept-Post",
                        "application/json, application/javascript, text/javascript, application/typescript,"
                                + " multipart/form-data, application/x-tar");
        refused(response, 415, "unsupported-media-type")
                .jsonPath("$.detail")
                .isEqualTo(detail)
                .jsonPath("$.problems[0].hint")
                .isEqualTo(hint.replace("PORT", "" + port));
    }

    @Test
    void a_charset_other_than_utf_8_is_a_415() {
        refused(
                        http.post()
                                .uri("/api/v1/scripts")
                                .header("Content-Type", "text/javascript;charset=iso-8859-1")
                                .bodyValue("1"),
                        415,
                        "unsupported-media-type")
                .jsonPath("$.detail")
                .isEqualTo("the body must be UTF-8, is iso-8859-1");
    }

    @Test
    void a_bug_is_a_500_that_shows_nothing_of_the_inside() {
        upload("buggy", "1");

        refused(createRun("{\"script\":\"buggy\",\"options\":{\"bug\":1}}"), 500, "internal-error")
                .jsonPath("$.detail")
                .value(
                        String.class,
                        it -> assertThat(it)
                                .startsWith("the daemon's log tells more")
                                .doesNotContain("internals", "Exception"));
    }

    @ParameterizedTest
    @CsvSource({
        "evil.example,      403",
        "evil.example:6565, 403",
        "127.0.0.1.nip.io,  403",
        "localhost:1,       200",
        "LOCALHOST,         200",
        "127.0.0.1,         200",
        "[::1]:6565,        200",
        "[::2]:6565,        403",
    })
    void only_hosts_on_the_list_are_answered(String host, int status) {
        var response = http.get().uri("/api/v1/runs").header("Host", host).exchange();

        if (status == 200) {
            response.expectStatus().isOk();
        } else {
            refused(response, 403, "host-not-allowed")
                    .jsonPath("$.detail")
                    .isEqualTo("requests to \"" + host
                            + "\" are not answered; the setting loadbank.api.allowed-hosts names those that are");
        }
    }

    @Test
    void health_is_answered_under_any_name() {
        http.get()
                .uri("/actuator/health/liveness")
                .header("Host", "10.0.0.7:6565")
                .exchange()
                .expectStatus()
                .isOk();
    }

    @ParameterizedTest
    @CsvSource({
        "POST,  Origin,         https://evil.example,    403",
        "POST,  Origin,         null,                    403",
        "POST,  Origin,         http://localhost:1,      403",
        "POST,  Origin,         http://127.0.0.1:PORT,   200",
        "POST,  Sec-Fetch-Site, cross-site,              403",
        "POST,  Sec-Fetch-Site, same-site,               403",
        "POST,  Sec-Fetch-Site, same-origin,             200",
        "POST,  Sec-Fetch-Site, none,                    200",
        "GET,   Origin,         https://evil.example,    200",
        "GET,   Sec-Fetch-Site, cross-site,              200",
    })
    void a_web_page_of_another_origin_changes_nothing(String method, String header, String value, int status) {
        var uri = method.equals("POST") ? "/api/v1/runs/stop-all" : "/api/v1/runs";
        var response = http.method(HttpMethod.valueOf(method))
                .uri(uri)
                .header(header, value.replace("PORT", "" + port))
                .exchange();

        response.expectHeader().doesNotExist("Access-Control-Allow-Origin");
        if (status == 200) {
            response.expectStatus().isOk();
        } else {
            refused(response, 403, "origin-not-allowed");
        }
    }

    private static List<String> problems(WebTestClient.ResponseSpec response, int status) {
        var body = Objects.requireNonNull(response.expectStatus()
                .isEqualTo(status)
                .expectHeader()
                .contentType(PROBLEM)
                .expectBody(Map.class)
                .returnResult()
                .getResponseBody());
        return ((List<?>) Objects.requireNonNull(body.get("problems")))
                .stream().map(RefusalsTest::sentence).toList();
    }

    private static String sentence(Object problem) {
        var map = (Map<?, ?>) problem;
        return map.get("path") + ": " + map.get("message")
                + (map.get("hint") == null ? "" : " (" + map.get("hint") + ")");
    }
}
