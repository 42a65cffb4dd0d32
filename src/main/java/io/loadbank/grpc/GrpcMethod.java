package io.loadbank.grpc;

import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.TypeRegistry;

/** A method that can be called. Immutable. */
public final class GrpcMethod {

    private final MethodDescriptor descriptor;
    private final TypeRegistry types;
    private final boolean nullable;

    GrpcMethod(MethodDescriptor descriptor, TypeRegistry types) {
        this.descriptor = descriptor;
        this.types = types;
        this.nullable = JsonMessages.isNullable(descriptor.getOutputType());
    }

    /** {@code hello.v1}; empty for none. */
    public String packageName() {
        return descriptor.getFile().getPackage();
    }

    /** {@code Hello}. */
    public String service() {
        return descriptor.getService().getName();
    }

    /** {@code hello.v1.Hello}. */
    public String fullService() {
        return descriptor.getService().getFullName();
    }

    /** {@code Say}. */
    public String name() {
        return descriptor.getName();
    }

    /** {@code /hello.v1.Hello/Say}. */
    public String path() {
        return "/" + fullService() + "/" + name();
    }

    public boolean isClientStream() {
        return descriptor.isClientStreaming();
    }

    public boolean isServerStream() {
        return descriptor.isServerStreaming();
    }

    /**
     * The bytes of a request.
     *
     * @param json in protobuf's JSON mapping
     */
    public byte[] request(String json) throws ProtoException {
        return JsonMessages.encode(descriptor.getInputType(), types, json);
    }

    /** A response as JSON, default values included. */
    public String response(byte[] bytes) throws ProtoException {
        return JsonMessages.decode(descriptor.getOutputType(), types, nullable, bytes);
    }

    /** The response that says nothing. */
    public String emptyResponse() {
        try {
            return response(new byte[0]);
        } catch (ProtoException requiredFieldsAreMissing) {
            return "{}";
        }
    }

    TypeRegistry types() {
        return types;
    }
}
