package io.loadbank.script.module;

import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/** A Java function callable from JavaScript. Failures are raised through {@link Guest#raise}. */
@FunctionalInterface
public interface HostFunction {

    /** A null result is {@code null} in JavaScript; return {@link Guest#undefined()} for undefined. */
    @Nullable
    Object call(Value[] arguments);
}
