package io.loadbank.recording;

/**
 * How requests of one kind ended, with how many there were so far; empty texts where there is none.
 *
 * @param name the request's name, mostly its URL
 * @param errorCode k6's code
 */
public record Outcome(String method, String name, String status, String errorCode, String error, long count) {}
