package io.loadbank.script.module.grpc;

import io.loadbank.grpc.GrpcSchema;
import io.loadbank.grpc.ProtoException;
import io.loadbank.script.module.Console;
import io.loadbank.script.module.Guest;
import io.loadbank.script.module.JsModule;
import io.loadbank.script.module.Phase;
import io.loadbank.script.module.Realm;
import io.loadbank.script.module.UploadedFiles;
import io.loadbank.vu.LogSink.Level;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/** The module {@code k6/net/grpc}. */
public final class GrpcModule implements JsModule {

    private static final List<String> STATUSES = List.of(
            "OK",
            "Canceled",
            "Unknown",
            "InvalidArgument",
            "DeadlineExceeded",
            "NotFound",
            "AlreadyExists",
            "PermissionDenied",
            "ResourceExhausted",
            "FailedPrecondition",
            "Aborted",
            "OutOfRange",
            "Unimplemented",
            "Internal",
            "Unavailable",
            "DataLoss",
            "Unauthenticated");

    /** The names of k6, misspelling included. */
    private static final List<String> HEALTH = List.of("Unknown", "Serving", "NotServing", "ServiceUnkown");

    private static final Map<String, Object> CONSTANTS = constants();

    private static Map<String, Object> constants() {
        Map<String, Object> constants = new LinkedHashMap<>();
        for (int i = 0; i < STATUSES.size(); i++) {
            constants.put("Status" + STATUSES.get(i), i);
        }
        for (int i = 0; i < HEALTH.size(); i++) {
            constants.put("HealthCheck" + HEALTH.get(i), i);
        }
        return constants;
    }

    /** What a load depends on. */
    private record Load(List<String> directories, List<String> files) {}

    @Override
    public String name() {
        return "k6/net/grpc";
    }

    @Override
    public List<String> exports() {
        List<String> names = new ArrayList<>(List.of("Client", "Stream"));
        names.addAll(CONSTANTS.keySet());
        return names;
    }

    @Override
    public Value open(Realm realm) {
        Guest guest = realm.guest();
        return guest.evaluate("grpc/grpc.js")
                .execute(
                        guest.tree(CONSTANTS),
                        guest.function(_ -> client(realm)),
                        guest.action(arguments -> Console.line(realm, Level.WARN, arguments[0].asString())));
    }

    private static Object client(Realm realm) {
        Guest guest = realm.guest();
        GrpcClient client = new GrpcClient(realm);
        Map<String, Object> host = new LinkedHashMap<>();
        host.put("load", guest.function(arguments -> client.load(load(realm, arguments[0], arguments[1]))));
        host.put("loadProtoset", guest.function(arguments -> client.load(protoset(realm, arguments[0].asString()))));
        host.put("connect", guest.action(arguments -> client.connect(arguments[0].asString(), arguments[1])));
        host.put("close", guest.action(_ -> client.close()));
        host.put("check", guest.action(arguments -> client.method(arguments[0].asString())));
        host.put(
                "invoke",
                guest.function(
                        arguments -> client.invoke(arguments[0].asString(), arguments[1].asString(), arguments[2])));
        host.put(
                "asyncInvoke",
                guest.action(arguments -> client.asyncInvoke(
                        arguments[0].asString(), arguments[1].asString(), arguments[2], arguments[3])));
        host.put("healthCheck", guest.function(arguments -> client.healthCheck(arguments[0].asString())));
        host.put("stream", guest.function(arguments -> stream(realm, client, arguments)));
        return Guest.object(host);
    }

    private static Object stream(Realm realm, GrpcClient client, Value[] arguments) {
        Guest guest = realm.guest();
        GrpcStream stream = new GrpcStream(realm, client, arguments[0].asString(), arguments[1], arguments[2]);
        return Guest.object(Map.of(
                "write", guest.action(given -> stream.write(given[0].asString())),
                "end", guest.action(_ -> stream.end())));
    }

    private static GrpcSchema load(Realm realm, Value directories, Value names) {
        refuseOutsideInit(realm);
        UploadedFiles files = realm.run().files();
        List<String> places = new ArrayList<>();
        for (String each : texts(realm, "import paths", directories)) {
            places.add(files.resolve(each));
        }
        if (places.isEmpty()) {
            places.add(files.resolve("."));
        }
        List<String> wanted = new ArrayList<>();
        for (String each : texts(realm, "files", names)) {
            wanted.add(each.startsWith("./") ? each.substring(2) : each);
        }
        return shared(
                realm, new Load(places, wanted), () -> GrpcSchema.ofTexts(name -> find(files, places, name), wanted));
    }

    private static byte @Nullable [] find(UploadedFiles files, List<String> places, String name) {
        if (name.startsWith("/")) {
            return files.at(files.resolve(name));
        }
        for (String place : places) {
            byte[] text = files.at(files.resolve((place.equals("/") ? "/" : place + "/") + name));
            if (text != null) {
                return text;
            }
        }
        return null;
    }

    private static GrpcSchema protoset(Realm realm, String name) {
        refuseOutsideInit(realm);
        UploadedFiles files = realm.run().files();
        String path = files.resolve(name);
        byte[] bytes = files.at(path);
        if (bytes == null) {
            throw realm.guest().raise("Error", "the upload has no file '" + path.substring(1) + "'");
        }
        return shared(realm, new Load(List.of(), List.of(path)), () -> GrpcSchema.ofProtoset(bytes));
    }

    /** Reads definitions. */
    @FunctionalInterface
    private interface Loading {
        GrpcSchema load() throws ProtoException;
    }

    /** Definitions are read once a run: what all its VUs load alike they share. */
    private static GrpcSchema shared(Realm realm, Load key, Loading loading) {
        Object loaded = realm.run().shared(key, () -> {
            try {
                return loading.load();
            } catch (ProtoException e) {
                return e;
            }
        });
        if (loaded instanceof GrpcSchema schema) {
            return schema;
        }
        throw realm.guest().raise("Error", ((ProtoException) loaded).getMessage());
    }

    private static void refuseOutsideInit(Realm realm) {
        if (realm.vu().phase() != Phase.INIT) {
            throw realm.guest().raise("Error", "load() of a gRPC client is only available in the init context");
        }
    }

    private static List<String> texts(Realm realm, String what, Value given) {
        List<String> texts = new ArrayList<>();
        if (given.isNull()) {
            return texts;
        }
        if (!given.hasArrayElements()) {
            throw realm.guest().raise("Error", "the " + what + " of load() must be an array of strings");
        }
        for (long i = 0; i < given.getArraySize(); i++) {
            texts.add(realm.guest().text(given.getArrayElement(i)));
        }
        return texts;
    }
}
