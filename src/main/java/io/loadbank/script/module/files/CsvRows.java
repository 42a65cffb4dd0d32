package io.loadbank.script.module.files;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of a CSV file that the options ask for. Not thread-safe. */
final class CsvRows {

    private final CsvReader reader;
    private final CsvOptions options;
    private long line;
    private int width = -1;
    private @Nullable List<String> header;

    CsvRows(CsvReader reader, CsvOptions options) {
        this.reader = reader;
        this.options = options;
    }

    /** The names of the fields, once the first row was asked for; null if the options want none. */
    @Nullable
    List<String> header() {
        return header;
    }

    /** Bytes of the file up to here. */
    int position() {
        return reader.position();
    }

    /** The next row; null at the end. */
    @Nullable
    List<String> next() throws CsvException {
        while (options.toLine() < 0 || line <= options.toLine()) {
            List<String> record = reader.next();
            if (record == null) {
                break;
            }
            if (width >= 0 && record.size() != width) {
                throw new CsvException("record on line " + reader.line() + ": wrong number of fields");
            }
            width = record.size();
            if (options.asObjects() && line == 0) {
                header = record;
            }
            if (line++ >= options.firstRow()) {
                return record;
            }
        }
        if (options.asObjects() && header == null) {
            throw new CsvException("the file has no header line to name the fields with");
        }
        return null;
    }
}
