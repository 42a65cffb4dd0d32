package io.loadbank.script.module.files;

/** A CSV file that cannot be read; the message says what is wrong and on which line. */
final class CsvException extends Exception {
    private static final long serialVersionUID = 1L;

    CsvException(String message) {
        super(message, null, false, false);
    }
}
