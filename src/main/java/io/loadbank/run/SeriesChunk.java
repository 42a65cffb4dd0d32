package io.loadbank.run;

/**
 * A stretch of a run's time series, in a form of its own that storage does not look into.
 *
 * @param index counts from 0 within the run
 */
@SuppressWarnings("ArrayRecordComponent") // handed on as it is, compared by nobody
public record SeriesChunk(int index, byte[] bytes) {}
