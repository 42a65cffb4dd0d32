package io.loadbank.wiring;

import io.loadbank.library.ScriptLibrary;
import io.loadbank.library.ScriptVersion;
import io.loadbank.library.Uploaded;
import io.loadbank.run.Creation;
import io.loadbank.run.RunBoard;
import io.loadbank.run.RunSpec;
import io.loadbank.run.ScriptIdentity;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Map;
import java.util.Objects;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Profile;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/** With the profile {@code demo}: a gentle run against the built-in target, and the lines that steer it. */
@Component
@Profile("demo")
final class DemoRun implements ApplicationListener<ApplicationReadyEvent> {
    private static final String SCRIPT = "demo";

    private final ScriptLibrary library;
    private final RunBoard board;
    private final Environment environment;
    private final PrintStream console;

    DemoRun(ScriptLibrary library, RunBoard board, Environment environment) {
        this.library = library;
        this.board = board;
        this.environment = environment;
        this.console = System.out;
    }

    @Override
    public void onApplicationEvent(ApplicationReadyEvent event) {
        String daemon = "http://" + host() + ":" + environment.getProperty("local.server.port");
        switch (start(daemon)) {
            case Creation.Created(var run) -> console.print(lines(daemon, run.id()));
            case Creation.Refused(var problems) -> console.println("The demo did not start: " + problems);
            case Creation.NoCapacity(var problem) -> console.println("The demo did not start: " + problem.message());
            case Creation.NotKept(var problem) -> console.println("The demo did not start: " + problem.message());
            case Creation.IdTaken(var id) -> console.println("The demo did not start: there is a run " + id);
        }
    }

    /** Loopback reaches the daemon unless it listens on one other address only. */
    private String host() {
        String address = environment.getProperty("server.address", "127.0.0.1");
        boolean everywhere = address.equals("0.0.0.0") || address.equals("::") || address.equals("::1");
        return everywhere ? "localhost" : address;
    }

    private Creation start(String daemon) {
        byte[] text;
        try {
            text = new ClassPathResource("demo.js", DemoRun.class).getContentAsByteArray();
        } catch (IOException e) {
            throw new IllegalStateException("the demo's script is not in the jar", e);
        }
        return switch (library.upload(SCRIPT, null, Map.of("demo.js", text))) {
            case Uploaded.Refused(var problems) -> new Creation.Refused(problems);
            case Uploaded.Stored(var version, var _) -> board.create(spec(version, daemon + "/demo/target"));
        };
    }

    private RunSpec spec(ScriptVersion version, String target) {
        return new RunSpec(
                null,
                SCRIPT,
                new ScriptIdentity(version.name(), version.version(), version.digest()),
                Objects.requireNonNull(library.files(version)),
                Map.of(),
                Map.of("TARGET", target),
                Map.of(),
                null,
                "the demo profile");
    }

    private static String lines(String daemon, String id) {
        String run = daemon + "/api/v1/runs/" + id;
        String patch = "  curl -sS -X PATCH -H 'Content-Type: application/merge-patch+json' " + run + " -d ";
        return String.join(
                "\n",
                "",
                "Loadbank runs " + id + ": 5 VUs against " + daemon + "/demo/target. Try, from another terminal:",
                "",
                "scale up, and down",
                patch + "'{\"vus\":40}'",
                patch + "'{\"vus\":2}'",
                "hold, and go on",
                patch + "'{\"paused\":true}'",
                patch + "'{\"paused\":false}'",
                "watch",
                "  curl -sSN " + run + "/events",
                "  curl -sS " + run,
                "  curl -sS " + run + "/metrics",
                "  curl -sS " + daemon + "/actuator/prometheus | grep k6_http_req_duration",
                "end it in order, and see how it went",
                patch + "'{\"stopped\":true}'",
                "  curl -sS -H 'Accept: text/plain' " + run + "/summary",
                "",
                "All of it to click: " + daemon + "/swagger-ui",
                "",
                "");
    }
}
