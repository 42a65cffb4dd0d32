package io.loadbank.script.module.crypto;

/** Keys that OpenSSL made for these tests, as base64 of their DER form. */
final class OpenSslKeys {

    static final String EC_PKCS8 =
            "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg18xVb+Ws+z0yfmrkYE1u6esulXPPzjCU1K5iWC7PX1ChRANCAAR5ra4CCtUBzuYIqkvVzfRmra0xxTiLRtvA1TTQ7zFAaYHG68N/0WJwz9hvjgREHUeD/Jika9mbKYAP5/bEQj0t";

    static final String EC_SPKI =
            "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEea2uAgrVAc7mCKpL1c30Zq2tMcU4i0bbwNU00O8xQGmBxuvDf9FicM/Yb44ERB1Hg/yYpGvZmymAD+f2xEI9LQ==";

    private OpenSslKeys() {}
}
