package io.loadbank.api;

import io.loadbank.library.ScriptLibrary;
import io.loadbank.library.Unpacked;
import io.loadbank.plan.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.core.codec.DecodingException;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ReactiveHttpInputMessage;
import org.springframework.http.codec.multipart.DefaultPartHttpMessageReader;
import org.springframework.http.codec.multipart.FilePart;
import org.springframework.http.codec.multipart.FormFieldPart;
import org.springframework.http.codec.multipart.Part;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads a script from a request's body: a single file as JavaScript or TypeScript, or several as multipart. */
@Component
final class UploadReader {
    /** What a script that came without a path is called inside its upload. */
    static final String SINGLE = "main.js";

    private static final String SINGLE_TYPED = "main.ts";

    private final ApiSettings settings;
    private final ScriptLibrary library;
    private final DefaultPartHttpMessageReader parts = new DefaultPartHttpMessageReader();

    UploadReader(ApiSettings settings, ScriptLibrary library) {
        this.settings = settings;
        this.library = library;
        parts.setMaxInMemorySize(-1); // the whole body was read and is within its limit
    }

    /**
     * Reads the upload.
     *
     * @param name from the query; a part of that name must not say otherwise
     */
    Mono<Upload> read(ServerHttpRequest request, @Nullable String name) {
        MediaType type = Media.required(request);
        if (Media.isJavaScript(type) || Media.isTypeScript(type)) {
            String path = Media.isTypeScript(type) ? SINGLE_TYPED : SINGLE;
            return BodyReader.read(request, limitOfOneFile(), "a script")
                    .map(bytes -> opened(new Upload(name, null, Map.of(path, bytes))));
        }
        if (Media.isTar(type)) {
            return BodyReader.read(request, settings.maxPackedBytes(), "an upload")
                    .map(bytes -> archive(name, bytes));
        }
        if (MediaType.MULTIPART_FORM_DATA.equalsTypeAndSubtype(type)) {
            if (type.getParameter("boundary") == null) {
                return Mono.error(new Refusal(
                        ProblemType.MALFORMED_REQUEST,
                        "multipart/form-data needs a boundary; curl -F sets it, leave the header to it"));
            }
            return BodyReader.read(request, settings.maxPackedBytes(), "an upload")
                    .flatMap(bytes -> multipart(request, bytes))
                    .map(upload -> opened(merged(upload, name)));
        }
        return Mono.error(Media.unsupported(request, type));
    }

    /** An upload that is one file, and that a tar, is what the tar holds. */
    private Upload opened(Upload upload) {
        if (upload.files().size() != 1 || upload.entry() != null) {
            return upload;
        }
        byte[] only = upload.files().values().iterator().next();
        return ScriptLibrary.isArchive(only) ? archive(upload.name(), only) : upload;
    }

    private Upload archive(@Nullable String name, byte[] tar) {
        return switch (library.unpack(tar)) {
            case Unpacked.Bad(var problems) -> throw Refusal.invalid(problems);
            case Unpacked.Files(var entry, var files) -> new Upload(name, entry, files);
        };
    }

    private long limitOfOneFile() {
        return Math.min(settings.maxFileBytes(), settings.maxPackedBytes());
    }

    private Mono<Upload> multipart(ServerHttpRequest request, byte[] bytes) {
        return parts.read(ResolvableType.forClass(Part.class), new Whole(request.getHeaders(), bytes), Map.of())
                .concatMap(part -> DataBufferUtils.join(part.content())
                        .map(UploadReader::bytes)
                        .defaultIfEmpty(new byte[0])
                        .map(content -> new Received(part, content)))
                .collectList()
                .onErrorMap(
                        DecodingException.class,
                        e -> new Refusal(
                                ProblemType.MALFORMED_REQUEST, "the multipart body cannot be read: " + e.getMessage()))
                .map(this::upload);
    }

    private static final class Received {
        final Part part;
        final byte[] content;

        Received(Part part, byte[] content) {
            this.part = part;
            this.content = content;
        }
    }

    private Upload upload(List<Received> received) {
        List<Problem> problems = new ArrayList<>();
        List<Problem> tooLarge = new ArrayList<>();
        Map<String, byte[]> files = new LinkedHashMap<>();
        Map<String, String> texts = new LinkedHashMap<>();
        Set<String> twice = new HashSet<>();
        for (Received each : received) {
            String field = each.part.name();
            if (each.part instanceof FilePart file && field.equals("file")) {
                if (files.put(file.filename(), each.content) != null && twice.add(file.filename())) {
                    problems.add(new Problem("file", "'" + file.filename() + "' is there twice"));
                }
                if (each.content.length > settings.maxFileBytes()) {
                    tooLarge.add(new Problem(
                            "file",
                            "'" + file.filename() + "' has " + each.content.length + " bytes, a file may have "
                                    + settings.maxFileBytes()));
                }
            } else if (each.part instanceof FormFieldPart text && isText(field)) {
                if (texts.put(field, text.value()) != null) {
                    problems.add(new Problem(field, "is there twice"));
                }
            } else {
                problems.add(wrongPart(field));
            }
        }
        if (!tooLarge.isEmpty()) {
            throw Refusal.of(ProblemType.TOO_LARGE, tooLarge);
        }
        if (!problems.isEmpty()) {
            throw Refusal.invalid(problems);
        }
        return new Upload(texts.get("name"), texts.get("entry"), files);
    }

    private static boolean isText(String field) {
        return field.equals("entry") || field.equals("name");
    }

    private static Problem wrongPart(String field) {
        if (field.equals("file")) {
            return new Problem(
                    "file",
                    "has no filename",
                    "its filename is the path inside the upload: -F 'file=@lib/a.js;filename=lib/a.js'");
        }
        return isText(field)
                ? new Problem(field, "must be a text part, is a file", "write it like -F " + field + "=TEXT")
                : new Problem(field, "is not a part of an upload", "the parts are: file (many), entry, name");
    }

    private static Upload merged(Upload upload, @Nullable String name) {
        if (name == null || name.equals(upload.name())) {
            return upload;
        }
        if (upload.name() != null) {
            throw Refusal.invalid(List.of(
                    new Problem("name", "is '" + name + "' in the query and '" + upload.name() + "' in the body")));
        }
        return new Upload(name, upload.entry(), upload.files());
    }

    private static byte[] bytes(DataBuffer buffer) {
        byte[] bytes = new byte[buffer.readableByteCount()];
        buffer.read(bytes);
        DataBufferUtils.release(buffer);
        return bytes;
    }

    /** A body that was read, as the framework's parser wants it. */
    private static final class Whole implements ReactiveHttpInputMessage {
        private final HttpHeaders headers;
        private final byte[] bytes;

        Whole(HttpHeaders headers, byte[] bytes) {
            this.headers = headers;
            this.bytes = bytes;
        }

        @Override
        public HttpHeaders getHeaders() {
            return headers;
        }

        @Override
        public Flux<DataBuffer> getBody() {
            return Flux.just(DefaultDataBufferFactory.sharedInstance.wrap(bytes));
        }
    }
}
