package io.loadbank.script.module.text;

import java.util.Base64;

/** One of the four kinds of base64: two alphabets, each with and without padding. */
record Base64Variant(Base64.Encoder encoder, Base64.Decoder decoder, boolean padded) {

    private static final Base64Variant STD = new Base64Variant(Base64.getEncoder(), Base64.getDecoder(), true);
    private static final Base64Variant RAW_STD =
            new Base64Variant(Base64.getEncoder().withoutPadding(), Base64.getDecoder(), false);
    private static final Base64Variant URL = new Base64Variant(Base64.getUrlEncoder(), Base64.getUrlDecoder(), true);
    private static final Base64Variant RAW_URL =
            new Base64Variant(Base64.getUrlEncoder().withoutPadding(), Base64.getUrlDecoder(), false);

    /** The variant of a name; unknown names mean the standard one. */
    static Base64Variant of(String name) {
        return switch (name) {
            case "rawstd" -> RAW_STD;
            case "url" -> URL;
            case "rawurl" -> RAW_URL;
            default -> STD;
        };
    }

    String encode(byte[] bytes) {
        return encoder.encodeToString(bytes);
    }

    /**
     * Decodes text; line breaks in it are ignored. Padding is required or forbidden, as the variant has it.
     *
     * @throws IllegalArgumentException if the text is not of this variant
     */
    byte[] decode(String text) {
        String dense = text.indexOf('\n') < 0 && text.indexOf('\r') < 0
                ? text
                : text.replace("\n", "").replace("\r", "");
        if (padded && dense.length() % 4 != 0) {
            throw new IllegalArgumentException("the padding is missing");
        }
        if (!padded && dense.indexOf('=') >= 0) {
            throw new IllegalArgumentException("this variant has no padding");
        }
        return decoder.decode(dense);
    }
}
