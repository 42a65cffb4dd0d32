package io.loadbank.http;

import java.security.cert.CertificateException;

/** A server certificate that was refused, with the error it stands for. */
final class CertificateFailure extends CertificateException {

    private static final long serialVersionUID = 1L;

    private final transient TransportError error;

    CertificateFailure(TransportError error) {
        super(error.detail());
        this.error = error;
    }

    TransportError error() {
        return error;
    }
}
