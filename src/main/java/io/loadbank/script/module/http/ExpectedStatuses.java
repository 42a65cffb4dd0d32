package io.loadbank.script.module.http;

import java.util.ArrayList;
import java.util.List;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyObject;
import org.jspecify.annotations.Nullable;

/** A response callback: which statuses count as expected. Opaque to scripts. */
final class ExpectedStatuses implements ProxyObject {

    static final ExpectedStatuses DEFAULT = new ExpectedStatuses(List.of(new Range(200, 399)));

    private record Range(int min, int max) {}

    private final List<Range> ranges;

    private ExpectedStatuses(List<Range> ranges) {
        this.ranges = List.copyOf(ranges);
    }

    /** Only this status; what the challenge of an authentication is judged by. */
    static ExpectedStatuses only(int status) {
        return new ExpectedStatuses(List.of(new Range(status, status)));
    }

    boolean matches(int status) {
        for (Range range : ranges) {
            if (status >= range.min && status <= range.max) {
                return true;
            }
        }
        return false;
    }

    /** Reads integers and {@code {min, max}} objects; null when one argument is neither, or there is none. */
    static @Nullable ExpectedStatuses read(Value[] arguments) {
        List<Range> ranges = new ArrayList<>();
        for (Value argument : arguments) {
            if (isInt(argument)) {
                ranges.add(new Range(argument.asInt(), argument.asInt()));
            } else if (argument.hasMembers() && isInt(argument.getMember("min")) && isInt(argument.getMember("max"))) {
                ranges.add(new Range(
                        argument.getMember("min").asInt(),
                        argument.getMember("max").asInt()));
            } else {
                return null;
            }
        }
        return ranges.isEmpty() ? null : new ExpectedStatuses(ranges);
    }

    private static boolean isInt(@Nullable Value value) {
        return value != null && value.isNumber() && value.fitsInInt();
    }

    @Override
    public @Nullable Object getMember(String key) {
        return null;
    }

    @Override
    public Object getMemberKeys() {
        return List.of().toArray();
    }

    @Override
    public boolean hasMember(String key) {
        return false;
    }

    @Override
    public void putMember(String key, Value value) {
        throw new UnsupportedOperationException("expected statuses cannot be changed");
    }
}
