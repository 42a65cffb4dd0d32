package io.loadbank.generator;

/**
 * How well a run gets the load that it asks for, from its beginning until now.
 *
 * @param due iterations of arrival rates that were due
 * @param dropped those of them that did not start
 * @param startLagMs the 99th percentile of how late the others started, NaN without any
 * @param missingVus VUs that were asked for and are not there, at this instant
 * @param desiredVus VUs that are asked for, at this instant
 * @param pulseLagMs how late the run's own thread came to look, at this instant
 */
public record Delivery(long due, long dropped, double startLagMs, int missingVus, int desiredVus, double pulseLagMs) {}
