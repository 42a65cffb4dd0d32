package io.loadbank.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarksTest {

    /** Moments in the order of the fields, empty for never; timings in the order of the record. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "new connection,        0, 10, 30,   ,   , 31, 35, 60, 99,   31, 20,  0,  4, 25, 39",
        "new TLS connection,    0, 10, 30, 30, 50, 51, 55, 60, 99,   51, 20, 20,  4,  5, 39",
        "reused connection,     0,   ,   ,   ,   ,  3,  5,  9, 20,    3,  0,  0,  2,  4, 11",
        "nothing ever came,     0,   ,   ,   ,   ,  3,  5,   , 20,    3,  0,  0,  2, 15,  0",
        "never written,         0,   ,   ,   ,   ,  3,   ,   , 20,    3,  0,  0, 17,  0,  0",
        "answered while sent,   0,   ,   ,   ,   ,  3, 12,  9, 20,    3,  0,  0,  6,  0, 11",
        "no connection,         0, 10,   ,   ,   ,   ,   ,   , 20,    0,  0,  0,  0,  0,  0",
        "handshake failed,      0, 10, 30, 30,   ,   ,   ,   , 60,    0, 20,  0,  0,  0,  0",
        "clock starts below 0, -9,   ,   ,   ,   , -6, -5, -1,  0,    3,  0,  0,  1,  4,  1",
    })
    void moments_become_timings(
            String what,
            Long asked,
            Long connectStart,
            Long connectEnd,
            Long tlsStart,
            Long tlsEnd,
            Long ready,
            Long written,
            Long firstByte,
            Long ended,
            long blocked,
            long connecting,
            long tls,
            long sending,
            long waiting,
            long receiving) {
        Marks marks = new Marks();
        marks.asked = asked;
        marks.connectStart = moment(connectStart);
        marks.connectEnd = moment(connectEnd);
        marks.tlsStart = moment(tlsStart);
        marks.tlsEnd = moment(tlsEnd);
        marks.ready = moment(ready);
        marks.written = moment(written);
        marks.firstByte = moment(firstByte);
        marks.ended = moment(ended);

        assertThat(marks.timings())
                .as(what)
                .isEqualTo(new Timings(blocked, connecting, tls, sending, waiting, receiving));
        assertThat(marks.timings().durationNanos()).isEqualTo(sending + waiting + receiving);
    }

    private static long moment(Long value) {
        return value == null ? Marks.NEVER : value;
    }
}
