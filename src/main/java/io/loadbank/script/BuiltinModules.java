package io.loadbank.script;

import io.loadbank.script.module.DataModule;
import io.loadbank.script.module.ExecutionModule;
import io.loadbank.script.module.JsModule;
import io.loadbank.script.module.K6Module;
import io.loadbank.script.module.MetricsModule;
import io.loadbank.script.module.SecretsModule;
import io.loadbank.script.module.StreamsModule;
import io.loadbank.script.module.TimersModule;
import io.loadbank.script.module.crypto.CryptoModule;
import io.loadbank.script.module.crypto.X509Module;
import io.loadbank.script.module.files.CsvModule;
import io.loadbank.script.module.files.FsModule;
import io.loadbank.script.module.grpc.GrpcModule;
import io.loadbank.script.module.html.HtmlModule;
import io.loadbank.script.module.http.HttpModule;
import io.loadbank.script.module.redis.RedisModule;
import io.loadbank.script.module.text.EncodingModule;
import io.loadbank.script.module.ws.WebSocketsModule;
import io.loadbank.script.module.ws.WsModule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The modules that scripts can import by name. */
final class BuiltinModules {

    private static final Map<String, JsModule> BY_NAME = byName(List.of(
            new K6Module(),
            new HttpModule(),
            new HtmlModule(),
            new FsModule(),
            new CsvModule(),
            new StreamsModule(),
            new RedisModule("k6/experimental/redis"),
            new RedisModule("k6/x/redis"),
            new MetricsModule(),
            new ExecutionModule(),
            new DataModule(),
            new TimersModule(),
            new SecretsModule(),
            new EncodingModule(),
            new CryptoModule(),
            new X509Module(),
            new WsModule(),
            WebSocketsModule.current(),
            WebSocketsModule.experimental(),
            new GrpcModule()));

    private BuiltinModules() {}

    private static Map<String, JsModule> byName(List<JsModule> modules) {
        Map<String, JsModule> map = new LinkedHashMap<>();
        modules.forEach(module -> map.put(module.name(), module));
        return Map.copyOf(map);
    }

    static boolean exists(String name) {
        return BY_NAME.containsKey(name);
    }

    static JsModule get(String name) {
        JsModule module = BY_NAME.get(name);
        if (module == null) {
            throw new IllegalArgumentException("no built-in module " + name);
        }
        return module;
    }
}
