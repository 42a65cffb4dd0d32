package io.loadbank.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * One thing that k6's types declare.
 *
 * @param owner the class, interface or object it belongs to; {@code -} for what a module exports
 */
record TypesLine(String module, String kind, String owner, String name) {

    static TypesLine of(String text) {
        String[] words = text.split(" ", -1);
        return new TypesLine(words[0], words[1], words[2], words[3]);
    }

    /** Every line of the inventory, in its order. */
    static List<TypesLine> all(Path inventory) throws IOException {
        return Files.readAllLines(inventory).stream()
                .filter(line -> !line.startsWith("#"))
                .map(TypesLine::of)
                .toList();
    }

    boolean isExported() {
        return owner.equals("-");
    }

    String text() {
        return String.join(" ", module, kind, owner, name);
    }

    /** How a reader of the types would write it. */
    String shown() {
        return isExported() || owner.equals("default") ? name : owner + "." + name;
    }
}
