package io.loadbank.run;

import io.loadbank.run.Coverage.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a person has to say about lines, from {@code types/notes.txt}: {@code line => differs: how},
 * {@code line => partly: how} where a probe sees that it differs, {@code line => not supported: why}, or
 * {@code line => tested by: ClassName}. Blank lines and those with # are comments.
 */
final class CoverageNotes {

    static final String DIFFERS = "differs";
    static final String PARTLY = "partly";
    static final String NOT_SUPPORTED = "not supported";
    static final String TESTED = "tested by";

    /** A remark of one of one kind. */
    record Note(String kind, String text) {}

    private final Map<TypesLine, Note> notes = new LinkedHashMap<>();

    CoverageNotes(Path file) throws IOException {
        for (String text : Files.readAllLines(file)) {
            if (!text.isBlank() && !text.startsWith("#")) {
                String[] sides = text.split(" => ", 2);
                String[] words = sides[1].split(": ", 2);
                notes.put(TypesLine.of(sides[0]), new Note(words[0], words[1]));
            }
        }
    }

    Map<TypesLine, Note> all() {
        return notes;
    }

    /** The text of a line's note of this kind, null without one. */
    @Nullable
    String text(TypesLine line, String kind) {
        Note note = notes.get(line);
        return note != null && note.kind().equals(kind) ? note.text() : null;
    }

    /** Which kind of note can be true of a line of this status. */
    static boolean fits(Note note, Status status) {
        return switch (status) {
            case SUPPORTED -> note.kind().equals(TESTED);
            case DIFFERS -> note.kind().equals(DIFFERS) || note.kind().equals(PARTLY);
            case NOT_SUPPORTED -> note.kind().equals(NOT_SUPPORTED);
        };
    }
}
