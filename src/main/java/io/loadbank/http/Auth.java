package io.loadbank.http;

/** How the user info of a URL becomes an {@code Authorization} header. */
public enum Auth {
    /** Sent with the first request. */
    BASIC,
    /** Sent only in answer to a 401: always two requests then, nonces are not reused. */
    DIGEST,
    /** Sent in answer to a 401, in up to three requests on one HTTP/1.1 connection. */
    NTLM
}
