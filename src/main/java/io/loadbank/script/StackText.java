package io.loadbank.script;

import java.util.ArrayList;
import java.util.List;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.SourceSection;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/** Errors of a script in the user's terms: positions in the uploaded files, nothing of the daemon's own. */
final class StackText {

    private static final int MAX_FRAMES = 20;

    private final ScriptProgram program;

    StackText(ScriptProgram program) {
        this.program = program;
    }

    /** A position in the upload; line and column from 1. */
    record Position(String path, int line, int column) {
        @Override
        public String toString() {
            String url = ModuleUrl.isRemotePath(path) ? ModuleUrl.url(path) : "file://" + path;
            return url + ":" + line + ":" + column;
        }
    }

    /** Message and stack, one frame a line. */
    String of(PolyglotException e) {
        StringBuilder text = new StringBuilder(message(e));
        int frames = 0;
        for (PolyglotException.StackFrame frame : e.getPolyglotStackTrace()) {
            Position position = frame.isGuestFrame() ? position(frame.getSourceLocation()) : null;
            if (position != null && frames++ < MAX_FRAMES) {
                String name = frame.getRootName();
                boolean named = name != null && !name.startsWith(":");
                text.append("\n\tat ").append(named ? name + " (" + position + ")" : position.toString());
            }
        }
        return text.toString();
    }

    /** The error's own text, without the position that the engine puts before it. */
    static String message(PolyglotException e) {
        String message = e.getMessage();
        if (message == null) {
            return e.isHostException() || e.isInternalError() ? "internal error" : "error without a message";
        }
        Value thrown = e.getGuestObject();
        if (message.equals("Error") && thrown != null && thrown.hasMembers()) {
            // the engine says so of any object that is thrown, be it an Error or not
            return thrown.toString();
        }
        return e.isHostException() ? message : firstLines(message);
    }

    private static String firstLines(String message) {
        // a syntax error carries the source line and a caret below it
        int end = message.indexOf('\n');
        String first = end < 0 ? message : message.substring(0, end);
        return first.replaceFirst("^SyntaxError: \\S+?:\\d+:\\d+ ", "SyntaxError: ");
    }

    /** Where an error happened: its own location, else the innermost frame in the upload. */
    @Nullable
    Position position(PolyglotException e) {
        Position own = position(e.getSourceLocation());
        return own != null ? own : positions(e).stream().findFirst().orElse(null);
    }

    /** The positions of the frames in the upload, innermost first. */
    List<Position> positions(PolyglotException e) {
        List<Position> positions = new ArrayList<>();
        for (PolyglotException.StackFrame frame : e.getPolyglotStackTrace()) {
            Position position = frame.isGuestFrame() ? position(frame.getSourceLocation()) : null;
            if (position != null) {
                positions.add(position);
            }
        }
        return positions;
    }

    private @Nullable Position position(@Nullable SourceSection section) {
        if (section == null || !section.isAvailable()) {
            return null;
        }
        String path = section.getSource().getPath();
        if (path == null) {
            path = section.getSource().getName();
        }
        if (program.files().at(path) == null) {
            return null;
        }
        int line = section.getStartLine();
        int column = section.getStartColumn();
        if (line == 1) {
            boolean wrapped = section.getSource().getMimeType() == null;
            int shift = wrapped ? CommonJs.shift() : EsModule.shift(program.code(path), path);
            column = Math.max(1, column - shift);
        }
        return program.uploaded(path, line, column);
    }
}
