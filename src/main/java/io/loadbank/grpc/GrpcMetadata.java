package io.loadbank.grpc;

import io.grpc.Metadata;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The metadata that a call sends: texts, and bytes under names that end in {@code -bin}. Not thread-safe. */
public final class GrpcMetadata {

    private final Metadata metadata = new Metadata();

    /**
     * Adds a text.
     *
     * @throws ProtoException if the name cannot be one
     */
    public void add(String name, String value) throws ProtoException {
        try {
            metadata.put(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER), value);
        } catch (IllegalArgumentException e) {
            throw new ProtoException("metadata cannot have the name '" + name + "'");
        }
    }

    /**
     * Adds bytes.
     *
     * @throws ProtoException if the name cannot be one
     */
    public void add(String name, byte[] value) throws ProtoException {
        try {
            metadata.put(Metadata.Key.of(name, Metadata.BINARY_BYTE_MARSHALLER), value);
        } catch (IllegalArgumentException e) {
            throw new ProtoException("metadata cannot have the name '" + name + "'");
        }
    }

    Metadata copy() {
        Metadata copy = new Metadata();
        copy.merge(metadata);
        return copy;
    }

    static Map<String, List<String>> read(Metadata metadata) {
        Map<String, List<String>> read = new LinkedHashMap<>();
        for (String name : metadata.keys()) {
            List<String> values = new ArrayList<>();
            if (name.endsWith(Metadata.BINARY_HEADER_SUFFIX)) {
                Iterable<byte[]> all = metadata.getAll(Metadata.Key.of(name, Metadata.BINARY_BYTE_MARSHALLER));
                if (all != null) {
                    all.forEach(bytes -> values.add(new String(bytes, StandardCharsets.UTF_8)));
                }
            } else {
                Iterable<String> all = metadata.getAll(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER));
                if (all != null) {
                    all.forEach(values::add);
                }
            }
            read.put(name, values);
        }
        return read;
    }
}
