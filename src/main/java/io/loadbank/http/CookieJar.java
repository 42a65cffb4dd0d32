package io.loadbank.http;

/** A store of cookies by the rules of RFC 6265; safe for use by several threads. */
public final class CookieJar {}
