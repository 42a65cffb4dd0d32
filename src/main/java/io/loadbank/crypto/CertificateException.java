package io.loadbank.crypto;

/** Text that is no certificate. */
public final class CertificateException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String reason;

    CertificateException(String reason) {
        super(reason);
        this.reason = reason;
    }

    public String reason() {
        return reason;
    }
}
