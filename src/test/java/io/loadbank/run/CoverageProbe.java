package io.loadbank.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadbank.grpc.GrpcTarget;
import io.loadbank.script.ScriptFiles;
import io.loadbank.testkit.LoopbackTarget;
import io.loadbank.testkit.TestCertificate;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.Http2SslContextSpec;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.server.HttpServer;

/** One run of {@code types/probes.js}, which says of each line whether it is there. */
final class CoverageProbe {

    /** What the types do not have and the engine has. */
    static final List<TypesLine> BEYOND = beyond();

    private static final Path TYPES = Path.of("src/test/resources/types");
    private static final Path DATA = Path.of("src/test/resources/conformance/data");

    /** What the run said: verdicts by line, and the uses that threw. */
    record Findings(Map<TypesLine, String> verdicts, List<String> failures) {}

    private CoverageProbe() {}

    private static List<TypesLine> beyond() {
        List<TypesLine> lines = new ArrayList<>();
        for (String module :
                List.of("k6/crypto/x509", "k6/experimental/redis", "k6/experimental/websockets", "k6/x/redis")) {
            lines.add(new TypesLine("beyond", "module", "-", module));
        }
        for (String global : List.of(
                "TextDecoder",
                "TextEncoder",
                "clearInterval",
                "clearTimeout",
                "console",
                "crypto",
                "require",
                "setInterval",
                "setTimeout")) {
            lines.add(new TypesLine("beyond", "global", "-", global));
        }
        return List.copyOf(lines);
    }

    static Findings run(List<TypesLine> inventory) throws IOException {
        List<TypesLine> lines = new ArrayList<>(inventory);
        lines.addAll(BEYOND);
        DisposableServer modern = modern();
        try (RunLab lab = new RunLab();
                LoopbackTarget target = LoopbackTarget.start();
                GrpcTarget grpc = GrpcTarget.start()) {
            Run run = lab.create(new RunSpec(
                    null,
                    "coverage",
                    new ScriptIdentity("coverage", 1, "sha256:0"),
                    new ScriptFiles("probes.js", files(lines)),
                    Map.of(),
                    Map.of(
                            "BASE_URL",
                            target.url(),
                            "GRPC",
                            grpc.address(),
                            "HTTP2",
                            "https://127.0.0.1:" + modern.port()),
                    Map.of(),
                    null,
                    "tester"));
            RunView end = RunLab.awaitEnd(run);
            List<String> said = RunLab.consoleLines(run);
            assertThat(end.exitCode())
                    .as("problems %s, log %s", end.problems(), RunLab.lines(run))
                    .isZero();
            return findings(said);
        } finally {
            modern.disposeNow();
        }
    }

    /** A server that would rather speak HTTP/2. */
    private static DisposableServer modern() {
        TestCertificate own = TestCertificate.local();
        Http2SslContextSpec tls = Http2SslContextSpec.forServer(stream(own.certificatePem()), stream(own.keyPem()));
        return HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .protocol(HttpProtocol.H2, HttpProtocol.HTTP11)
                .secure(spec -> spec.sslContext(tls))
                .handle((_, response) -> response.sendString(Mono.just("ok")))
                .bindNow();
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Findings findings(List<String> said) {
        Map<TypesLine, String> verdicts = new LinkedHashMap<>();
        List<String> failures = new ArrayList<>();
        for (String line : said) {
            String[] words = line.split("\t", -1);
            if (words[0].equals("verdict")) {
                verdicts.put(TypesLine.of(words[1]), words[2]);
            } else {
                failures.add(line);
            }
        }
        return new Findings(verdicts, failures);
    }

    private static Map<String, byte[]> files(List<TypesLine> lines) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        files.put("probes.js", Files.readAllBytes(TYPES.resolve("probes.js")));
        files.put("people.csv", Files.readAllBytes(DATA.resolve("people.csv")));
        files.put("lab.proto", GrpcTarget.PROTO.getBytes(StandardCharsets.UTF_8));
        files.put("exports.js", exports(lines).getBytes(StandardCharsets.UTF_8));
        files.put(
                "lines.js",
                lines.stream()
                        .map(line -> "'" + line.text() + "'")
                        .collect(Collectors.joining(",\n", "export const lines = [\n", "];\n"))
                        .getBytes(StandardCharsets.UTF_8));
        return files;
    }

    /** A module that imports each name that the types export, as a script would. */
    private static String exports(List<TypesLine> lines) {
        Map<String, Set<String>> names = new LinkedHashMap<>();
        lines.stream()
                .filter(line -> line.isExported() && line.module().startsWith("k6") && !isTypesOnly(line.module()))
                .forEach(line -> names.computeIfAbsent(line.module(), _ -> new LinkedHashSet<>())
                        .add(line.name()));
        StringBuilder imports = new StringBuilder();
        Map<String, String> objects = new HashMap<>();
        for (Map.Entry<String, Set<String>> each : names.entrySet()) {
            int at = objects.size();
            StringBuilder object = new StringBuilder("{");
            List<String> asked = new ArrayList<>();
            for (String name : each.getValue()) {
                asked.add(name + " as m" + at + "_" + name);
                object.append(name)
                        .append(": m")
                        .append(at)
                        .append('_')
                        .append(name)
                        .append(", ");
            }
            imports.append("import { %s } from '%s';\n".formatted(String.join(", ", asked), each.getKey()));
            objects.put(each.getKey(), object.append('}').toString());
        }
        StringBuilder beyond = new StringBuilder("{");
        for (TypesLine line : BEYOND) {
            String value = "globalThis." + line.name();
            if (line.kind().equals("module")) {
                value = "b" + beyond.length();
                imports.append("import %s from '%s';\n".formatted(value, line.name()));
            }
            beyond.append("'%s': %s, ".formatted(line.name(), value));
        }
        objects.put("beyond", beyond.append('}').toString());
        return objects.entrySet().stream()
                .map(each -> "'" + each.getKey() + "': " + each.getValue())
                .collect(Collectors.joining(",\n", imports + "export const modules = {\n", "};\n"));
    }

    /** Modules that a script cannot import, in k6 either. */
    static boolean isTypesOnly(String module) {
        return module.equals("k6/options");
    }
}
