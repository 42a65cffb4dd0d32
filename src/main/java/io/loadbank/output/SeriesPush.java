package io.loadbank.output;

import io.loadbank.metric.SeriesSnapshot;
import java.io.IOException;
import java.util.List;

/** Sends the values of time series somewhere. Confined to the thread of its {@link SeriesFeed}. */
interface SeriesPush {

    /** Makes ready to send what these series tell; answers how many values that are. */
    int prepare(List<SeriesSnapshot> series, long epochMillis);

    /** Sends what was made ready. Their values are totals: what fails is made up for by the next time. */
    void send() throws IOException, InterruptedException;

    /** After the last values. */
    void end(long epochMillis) throws IOException, InterruptedException;

    void close();
}
