package io.loadbank.script.module;

import java.util.List;
import org.graalvm.polyglot.Value;

/** The module {@code k6/timers}: the global timer functions under a module's name. */
public final class TimersModule implements JsModule {

    @Override
    public String name() {
        return "k6/timers";
    }

    @Override
    public List<String> exports() {
        return List.of("clearInterval", "clearTimeout", "setInterval", "setTimeout");
    }

    @Override
    public Value open(Realm realm) {
        return realm.guest().evaluate("timers-module.js");
    }
}
