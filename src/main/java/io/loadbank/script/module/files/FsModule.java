package io.loadbank.script.module.files;

import io.loadbank.script.module.Guest;
import io.loadbank.script.module.JsModule;
import io.loadbank.script.module.Phase;
import io.loadbank.script.module.Realm;
import java.util.List;
import java.util.Map;
import org.graalvm.polyglot.Value;

/** The module {@code k6/experimental/fs}. */
public final class FsModule implements JsModule {

    private static final String FACE = "k6/experimental/fs";

    @Override
    public String name() {
        return FACE;
    }

    @Override
    public List<String> exports() {
        return List.of("open", "SeekMode");
    }

    @Override
    public Value open(Realm realm) {
        return face(realm).getMember("module");
    }

    /** The JavaScript part: what the module exports, and how to tell its files from other objects. */
    static Value face(Realm realm) {
        Guest guest = realm.guest();
        return guest.kept(
                FACE,
                () -> guest.evaluate("files/fs.js")
                        .execute(guest.function(arguments -> open(realm, arguments[0].asString()))));
    }

    private static Object open(Realm realm, String path) {
        if (realm.vu().phase() != Phase.INIT) {
            return failure("ForbiddenError", "open() is only available in the init context");
        }
        if (path.isEmpty()) {
            return failure("TypeError", "open() needs the path of a file");
        }
        String at = realm.run().files().resolve(path);
        byte[] bytes = realm.run().files().at(at);
        if (bytes == null) {
            return realm.run().files().isDirectory(at)
                    ? failure("InvalidResourceError", "'" + path + "' is a directory, not a file")
                    : failure("NotFoundError", "the upload has no file '" + at.substring(1) + "'");
        }
        return Guest.object(Map.of("path", at, "bytes", realm.guest().arrayBuffer(bytes)));
    }

    private static Object failure(String name, String message) {
        return Guest.object(Map.of("name", name, "message", message));
    }
}
