package io.loadbank.grpc;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.TypeRegistry;
import io.grpc.MethodDescriptor.MethodType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;

/** The health check that targets offer as {@code grpc.health.v1.Health/Check}: a name in field 1, a status in field 1. */
public final class Health {

    public static final String PATH = "/grpc.health.v1.Health/Check";

    private Health() {}

    /**
     * Starts a check.
     *
     * @param service empty for the target as a whole
     */
    public static GrpcCall check(GrpcConnection connection, String service, Duration timeout, GrpcListener listener) {
        TypeRegistry none = TypeRegistry.getEmptyTypeRegistry();
        GrpcCall call = connection.call(PATH, MethodType.UNARY, none, new GrpcMetadata(), timeout, listener);
        call.send(question(service));
        call.halfClose();
        return call;
    }

    private static byte[] question(String service) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            CodedOutputStream out = CodedOutputStream.newInstance(bytes);
            if (!service.isEmpty()) {
                out.writeString(1, service);
            }
            out.flush();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The status in an answer: 0 unknown, 1 serving, 2 not serving, 3 service unknown. */
    public static int status(byte[] answer) {
        try {
            int status = 0;
            CodedInputStream in = CodedInputStream.newInstance(answer);
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                if (tag == 8) {
                    status = in.readEnum();
                } else if (!in.skipField(tag)) {
                    return status;
                }
            }
            return status;
        } catch (IOException unreadable) {
            return 0;
        }
    }
}
