package io.loadbank.script.module.files;

import io.loadbank.script.module.DataModule;
import io.loadbank.script.module.Guest;
import io.loadbank.script.module.JsModule;
import io.loadbank.script.module.JsonText;
import io.loadbank.script.module.Phase;
import io.loadbank.script.module.Realm;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/** The module {@code k6/experimental/csv}. */
public final class CsvModule implements JsModule {

    private static final int ROWS_BETWEEN_LOOKS = 1024;

    @Override
    public String name() {
        return "k6/experimental/csv";
    }

    @Override
    public List<String> exports() {
        return List.of("parse", "Parser");
    }

    @Override
    public Value open(Realm realm) {
        Guest guest = realm.guest();
        Map<String, Object> host = Map.of(
                "parse", guest.function(arguments -> parse(realm, arguments)),
                "parser", guest.function(arguments -> parser(realm, arguments)));
        return guest.evaluate("files/csv.js").execute(FsModule.face(realm).getMember("inner"), Guest.object(host));
    }

    private static CsvRows rows(Realm realm, String path, int position, Value options) {
        byte[] bytes = Objects.requireNonNull(realm.run().files().at(path), path);
        CsvOptions read = new CsvOptions(
                options.getMember("delimiter").asString().charAt(0),
                options.getMember("skipFirstLine").asBoolean(),
                options.getMember("fromLine").asLong(),
                options.getMember("toLine").asLong(),
                options.getMember("asObjects").asBoolean());
        return new CsvRows(new CsvReader(bytes, position, read.delimiter()), read);
    }

    /** Path, position, options, key: a shared array of all rows. */
    private static Object parse(Realm realm, Value[] arguments) {
        String path = arguments[0].asString();
        int position = arguments[1].asInt();
        List<@Nullable String> elements = realm.run()
                .sharedArrays()
                .array(
                        "k6/experimental/csv\n" + path + "\n" + position + "\n" + arguments[3].asString(),
                        () -> elements(realm, rows(realm, path, position, arguments[2])));
        return DataModule.array(realm.guest(), elements);
    }

    private static List<@Nullable String> elements(Realm realm, CsvRows rows) {
        List<@Nullable String> elements = new ArrayList<>();
        try {
            for (List<String> row = rows.next(); row != null; row = rows.next()) {
                elements.add(JsonText.of(shown(rows, row)));
                if (elements.size() % ROWS_BETWEEN_LOOKS == 0 && realm.vu().stopped()) {
                    realm.vu().awaitInterrupt();
                    throw new IllegalStateException("stopped while reading a CSV file");
                }
            }
        } catch (CsvException e) {
            throw realm.guest().raise("Error", String.valueOf(e.getMessage()));
        }
        return elements;
    }

    private static Object shown(CsvRows rows, List<String> row) {
        List<String> header = rows.header();
        if (header == null) {
            return row;
        }
        Map<String, String> fields = new LinkedHashMap<>();
        for (int i = 0; i < row.size(); i++) {
            fields.put(header.get(i), row.get(i));
        }
        return fields;
    }

    /** Path, position, options: a function that gives the next row and the position behind it, or null at the end. */
    private static Object parser(Realm realm, Value[] arguments) {
        Guest guest = realm.guest();
        if (realm.vu().phase() != Phase.INIT) {
            throw guest.raise("Error", "csv Parser constructor must be called in the init context");
        }
        CsvRows rows = rows(realm, arguments[0].asString(), arguments[1].asInt(), arguments[2]);
        return guest.function(_ -> {
            try {
                List<String> row = rows.next();
                return row == null ? null : guest.tree(Map.of("value", shown(rows, row), "position", rows.position()));
            } catch (CsvException e) {
                throw guest.raise("Error", String.valueOf(e.getMessage()));
            }
        });
    }
}
