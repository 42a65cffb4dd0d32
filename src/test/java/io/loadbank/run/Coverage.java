package io.loadbank.run;

/**
 * What is so about one thing that k6's types declare.
 *
 * @param how a sentence; empty where there is nothing to say
 */
record Coverage(TypesLine line, Status status, String how) {

    /** Whether a script may rely on it. */
    enum Status {
        SUPPORTED("supported"),
        DIFFERS("differs"),
        NOT_SUPPORTED("not supported");

        final String text;

        Status(String text) {
            this.text = text;
        }
    }
}
