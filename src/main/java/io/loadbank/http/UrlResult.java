package io.loadbank.http;

/** The outcome of reading a URL: the URL, or why the text is none. */
public sealed interface UrlResult {

    record Parsed(Url url) implements UrlResult {}

    /**
     * The text cannot be read as a URL.
     *
     * @param reason the parser's text, such as {@code parse "http://a b/": invalid character " " in host name}
     */
    record Malformed(String reason) implements UrlResult {}
}
