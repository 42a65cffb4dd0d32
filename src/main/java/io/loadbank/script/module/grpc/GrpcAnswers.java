package io.loadbank.script.module.grpc;

import io.loadbank.grpc.GrpcMethod;
import io.loadbank.grpc.GrpcOutcome;
import io.loadbank.grpc.ProtoException;
import io.loadbank.script.module.Guest;
import io.loadbank.script.module.JsonText;
import java.util.LinkedHashMap;
import java.util.Map;
import org.graalvm.polyglot.Value;

/** The objects that scripts get of calls, made as JSON text first. */
final class GrpcAnswers {

    private GrpcAnswers() {}

    static Map<String, Object> method(GrpcMethod method) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("package", method.packageName());
        shown.put("service", method.service());
        shown.put("full_method", method.path());
        shown.put("name", method.name());
        shown.put("is_client_stream", method.isClientStream());
        shown.put("is_server_stream", method.isServerStream());
        return shown;
    }

    static Value response(Guest guest, GrpcMethod method, CallParams params, Unary unary) {
        GrpcOutcome outcome = unary.outcome();
        StringBuilder json = new StringBuilder("{\"message\":");
        json.append(params.discard() ? "null" : message(guest, method, unary));
        json.append(",\"error\":").append(outcome.isOk() ? "null" : error(outcome));
        json.append(",\"headers\":");
        JsonText.write(json, outcome.headers());
        json.append(",\"trailers\":");
        JsonText.write(json, outcome.trailers());
        json.append(",\"status\":").append(outcome.code()).append('}');
        return guest.parseJson(json.toString());
    }

    private static String message(Guest guest, GrpcMethod method, Unary unary) {
        byte[] bytes = unary.message();
        if (bytes == null || !unary.outcome().isOk()) {
            return method.emptyResponse();
        }
        try {
            return method.response(bytes);
        } catch (ProtoException e) {
            throw guest.raise("Error", e.getMessage());
        }
    }

    /** {@code {code, message, details}} as JSON. */
    static String error(GrpcOutcome outcome) {
        StringBuilder json =
                new StringBuilder("{\"code\":").append(outcome.code()).append(",\"message\":");
        JsonText.write(json, outcome.message());
        return json.append(",\"details\":[")
                .append(String.join(",", outcome.details()))
                .append("]}")
                .toString();
    }

    static String failure(GrpcOutcome outcome) {
        return "rpc error: code = " + outcome.code() + " desc = " + outcome.message();
    }
}
