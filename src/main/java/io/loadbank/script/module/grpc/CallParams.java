package io.loadbank.script.module.grpc;

import io.loadbank.grpc.GrpcMetadata;
import io.loadbank.metric.Tags;
import io.loadbank.script.module.Guest;
import io.loadbank.script.module.TagArguments;
import java.time.Duration;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/**
 * What a script gives along with a call.
 *
 * @param tags of the call; null for none
 * @param discard whether the response's message is dropped
 */
record CallParams(GrpcMetadata metadata, @Nullable Tags tags, Duration timeout, boolean discard) {

    static final Duration UNARY_TIMEOUT = Duration.ofMinutes(2);
    static final Duration STREAM_TIMEOUT = Duration.ofDays(365);

    static CallParams read(Guest guest, Value given, Duration timeout) {
        GrpcMetadata metadata = new GrpcMetadata();
        Tags tags = null;
        Duration limit = timeout;
        boolean discard = false;
        if (!given.isNull()) {
            ParamReader reader = new ParamReader(guest);
            for (String key : given.getMemberKeys()) {
                Value value = given.getMember(key);
                switch (key) {
                    case "metadata" -> metadata = reader.metadata(key, value);
                    case "tags" -> tags = TagArguments.read(guest, value);
                    case "timeout" -> limit = reader.timeout(value);
                    case "discardResponseMessage" -> discard = reader.flag(key, value);
                    default -> throw guest.raise("Error", "unknown param '" + key + "' of a gRPC call");
                }
            }
        }
        return new CallParams(metadata, tags, limit, discard);
    }
}
