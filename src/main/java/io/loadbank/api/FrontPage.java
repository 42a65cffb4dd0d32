package io.loadbank.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.swagger.v3.oas.annotations.Hidden;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What a browser sees first, and what the types of problems mean. */
@Hidden
@RestController
final class FrontPage {
    private static final MediaType TEXT = new MediaType("text", "plain", UTF_8);

    private final Resource contract = new ClassPathResource("openapi.yaml", FrontPage.class);
    private final Resource page = new ClassPathResource("front-page.html", FrontPage.class);

    @GetMapping(path = "/", produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<Resource> page() {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noCache())
                .contentType(new MediaType("text", "html", UTF_8))
                .body(page);
    }

    /** The committed contract; a test holds it against the code. */
    @GetMapping(path = "/openapi.yaml")
    ResponseEntity<Resource> contract() {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noCache())
                .contentType(new MediaType("application", "yaml", UTF_8))
                .body(contract);
    }

    @GetMapping(path = "/problems")
    ResponseEntity<String> problems() {
        String list =
                Arrays.stream(ProblemType.values()).map(FrontPage::line).collect(Collectors.joining("\n", "", "\n"));
        return ResponseEntity.ok().contentType(TEXT).body(list);
    }

    @GetMapping(path = "/problems/{slug}")
    ResponseEntity<String> problem(@PathVariable String slug) {
        for (ProblemType type : ProblemType.values()) {
            if (type.slug().equals(slug)) {
                return ResponseEntity.ok().contentType(TEXT).body(line(type) + "\n");
            }
        }
        throw Refusal.notFound("there is no problem " + slug + ", /problems lists them");
    }

    private static String line(ProblemType type) {
        return type.uri() + "  " + type.status() + "  " + type.title();
    }
}
