package io.loadbank.crypto.web;

/** A refusal, with the error name that the Web Cryptography API gives it. */
public final class WebCryptoException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String name;
    private final String reason;

    private WebCryptoException(String name, String reason) {
        super(reason, null, false, false);
        this.name = name;
        this.reason = reason;
    }

    /** Such as {@code OperationError}. */
    public String name() {
        return name;
    }

    public String reason() {
        return reason;
    }

    /** An argument of the wrong type. */
    public static WebCryptoException type(String reason) {
        return new WebCryptoException("TypeError", reason);
    }

    static WebCryptoException notSupported(String reason) {
        return new WebCryptoException("NotSupportedError", reason);
    }

    /** A key that may not be used like this. */
    static WebCryptoException invalidAccess(String reason) {
        return new WebCryptoException("InvalidAccessError", reason);
    }

    static WebCryptoException operation(String reason) {
        return new WebCryptoException("OperationError", reason);
    }

    /** Usages that do not go with the key. */
    static WebCryptoException syntax(String reason) {
        return new WebCryptoException("SyntaxError", reason);
    }

    /** Key data that is no key of the kind. */
    static WebCryptoException data(String reason) {
        return new WebCryptoException("DataError", reason);
    }
}
