package io.loadbank.script.module.files;

/**
 * How a CSV file is read.
 *
 * @param fromLine first line that is read, from 0
 * @param toLine last line that is read; -1 for none
 * @param asObjects whether line 0 names the fields
 */
record CsvOptions(char delimiter, boolean skipFirstLine, long fromLine, long toLine, boolean asObjects) {

    /** The first line that is a row. */
    long firstRow() {
        return skipFirstLine || asObjects ? Math.max(1, fromLine) : fromLine;
    }
}
