package io.loadbank.grpc;

/** Definitions or a message that cannot be used; the text says why, for the author of the script. */
public final class ProtoException extends Exception {

    private static final long serialVersionUID = 1L;

    public ProtoException(String message) {
        super(message, null, false, false);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
