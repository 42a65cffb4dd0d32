package io.loadbank.grpc;

import com.google.protobuf.Any;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.TypeRegistry;
import com.google.protobuf.WireFormat;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One call in flight. Its owner sends; the listener is told what comes back. {@link #cancel()} may come from any thread.
 */
public final class GrpcCall {

    /** Messages that may wait for the owner. */
    private static final int WINDOW = 8;

    /** Bytes that may wait for a target that reads too slowly. */
    private static final long MAX_WAITING = 64 << 20;

    private static final Metadata.Key<byte[]> DETAILS =
            Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER);

    private final ClientCall<byte[], byte[]> call;
    private final GrpcListener listener;
    private final TypeRegistry types;
    private final int maxSendBytes;
    private final AtomicLong waiting = new AtomicLong();
    private volatile boolean over;
    /** Cancelled from this side; its end is still to be told. */
    private volatile boolean givenUp;

    private volatile @Nullable Status refused;

    GrpcCall(ClientCall<byte[], byte[]> call, GrpcListener listener, TypeRegistry types, int maxSendBytes) {
        this.call = call;
        this.listener = listener;
        this.types = types;
        this.maxSendBytes = maxSendBytes;
    }

    void start(Metadata metadata) {
        call.start(new Incoming(), metadata);
        call.request(WINDOW);
    }

    private final class Incoming extends ClientCall.Listener<byte[]> {
        private Metadata headers = new Metadata();

        @Override
        public void onHeaders(Metadata given) {
            headers = given;
        }

        @Override
        public void onMessage(byte[] message) {
            if (!over) {
                listener.message(message);
            }
        }

        @Override
        public void onReady() {
            waiting.set(0);
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            over = true;
            Status own = refused;
            Status shown = own == null || status.getCode() != Status.Code.CANCELLED ? status : own;
            listener.end(outcome(shown, headers, trailers));
        }
    }

    private GrpcOutcome outcome(Status status, Metadata headers, Metadata trailers) {
        List<String> details = status.isOk() ? List.of() : details(trailers);
        Map<String, List<String>> shown = GrpcMetadata.read(trailers);
        return new GrpcOutcome(status.getCode().value(), text(status), details, GrpcMetadata.read(headers), shown);
    }

    /** The status' own words, and what broke below it. */
    static String text(Status status) {
        String description = status.getDescription();
        Throwable cause = status.getCause();
        String text = description == null ? "" : description;
        if (cause != null && cause.getMessage() != null && !text.contains(cause.getMessage())) {
            text = text.isEmpty() ? cause.getMessage() : text + ": " + cause.getMessage();
        }
        return text;
    }

    /** The third field of a {@code google.rpc.Status}: any number of {@code Any}. */
    private List<String> details(Metadata trailers) {
        byte[] bytes = trailers.get(DETAILS);
        List<String> details = new ArrayList<>();
        if (bytes == null) {
            return details;
        }
        try {
            CodedInputStream in = CodedInputStream.newInstance(bytes);
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                if (WireFormat.getTagFieldNumber(tag) == 3) {
                    details.add(json(Any.parseFrom(in.readBytes())));
                } else if (!in.skipField(tag)) {
                    return details;
                }
            }
        } catch (IOException brokenDetails) {
            details.clear();
        }
        return details;
    }

    /** Details of a type that the script has not loaded are shown as they came. */
    private String json(Any detail) {
        try {
            return JsonMessages.print(types, detail);
        } catch (IOException | RuntimeException unknownType) {
            String value = Base64.getEncoder().encodeToString(detail.getValue().toByteArray());
            return "{\"@type\":\"" + detail.getTypeUrl().replaceAll("[\"\\\\\\p{Cntrl}]", "?") + "\",\"value\":\""
                    + value + "\"}";
        }
    }

    /** Sends a message; one that is too large, or too much for a target that does not read, ends the call. */
    public void send(byte[] message) {
        if (over || givenUp) {
            return;
        }
        if (message.length > maxSendBytes) {
            refuse("trying to send message larger than max (" + message.length + " vs. " + maxSendBytes + ")");
            return;
        }
        if (!call.isReady() && waiting.addAndGet(message.length) > MAX_WAITING) {
            refuse("the target reads too slowly: more than " + (MAX_WAITING >> 20) + " MiB wait to be sent");
            return;
        }
        call.sendMessage(message);
    }

    private void refuse(String why) {
        refused = Status.RESOURCE_EXHAUSTED.withDescription(why);
        givenUp = true;
        call.cancel(why, null);
    }

    /** Sends no more. */
    public void halfClose() {
        if (!over && !givenUp) {
            call.halfClose();
        }
    }

    /** Makes room for another message. */
    public void taken() {
        call.request(1);
    }

    /** Ends the call; the listener is told. */
    public void cancel() {
        givenUp = true;
        call.cancel("the call was cancelled", null);
    }
}
