package io.loadbank.script.module.grpc;

import io.loadbank.grpc.GrpcMetadata;
import io.loadbank.grpc.ProtoException;
import io.loadbank.plan.DurationText;
import io.loadbank.script.module.Guest;
import java.time.Duration;
import java.util.Optional;
import org.graalvm.polyglot.Value;

/** Reads single params; what cannot be used is raised as a JavaScript error that names the param. */
final class ParamReader {

    private static final double MAX_MILLIS = 1e12;

    private final Guest guest;

    ParamReader(Guest guest) {
        this.guest = guest;
    }

    RuntimeException wrong(String key, Value given, String wanted) {
        return guest.raise("Error", "invalid " + key + " value: '" + guest.text(given) + "', it must be " + wanted);
    }

    boolean flag(String key, Value given) {
        if (!given.isBoolean()) {
            throw wrong(key, given, "a boolean");
        }
        return given.asBoolean();
    }

    String text(String key, Value given) {
        if (!given.isString()) {
            throw wrong(key, given, "a string");
        }
        return given.asString();
    }

    /** Bytes; 0 stands for the default. */
    int size(String key, Value given, int otherwise) {
        if (!given.isNumber() || !given.fitsInInt() || given.asInt() < 0) {
            throw wrong(key, given, "an integer from 0 to 2147483647");
        }
        return given.asInt() == 0 ? otherwise : given.asInt();
    }

    /** Milliseconds as a number or a text, or a text with units. */
    Duration timeout(Value given) {
        if (given.isNumber() && !Double.isNaN(given.asDouble())) {
            return Duration.ofNanos((long) (Math.clamp(given.asDouble(), -MAX_MILLIS, MAX_MILLIS) * 1e6));
        }
        if (given.isString()) {
            Optional<Duration> read = DurationText.parse(given.asString());
            if (read.isPresent()) {
                return read.get();
            }
        }
        throw wrong("timeout", given, "milliseconds or a text such as '10s'");
    }

    GrpcMetadata metadata(String key, Value given) {
        GrpcMetadata metadata = new GrpcMetadata();
        if (given.isNull()) {
            return metadata;
        }
        if (!given.hasMembers() || given.isString() || given.hasArrayElements()) {
            throw wrong(key, given, "an object");
        }
        for (String name : given.getMemberKeys()) {
            try {
                add(metadata, name.toLowerCase(java.util.Locale.ROOT), given.getMember(name));
            } catch (ProtoException e) {
                throw guest.raise("Error", e.getMessage());
            }
        }
        return metadata;
    }

    private void add(GrpcMetadata metadata, String name, Value value) throws ProtoException {
        if (name.endsWith("-bin")) {
            byte[] bytes = value.isString() ? null : Guest.bytes(value);
            if (bytes == null) {
                throw new ProtoException("metadata '" + name + "' must be binary, a Uint8Array");
            }
            metadata.add(name, bytes);
        } else if (value.isString()) {
            metadata.add(name, value.asString());
        } else {
            throw new ProtoException("metadata '" + name + "' must be a string");
        }
    }
}
