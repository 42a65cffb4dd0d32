package io.loadbank.output;

import java.io.IOException;

/** A batch that the other side will never take: it is lost, the next one may be taken. */
final class Unacceptable extends IOException {
    private static final long serialVersionUID = 1L;

    Unacceptable(String reason) {
        super(reason);
    }
}
