package io.loadbank.summary;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NameOrderTest {

    @Test
    void names_sort_as_the_reference_sorts_them() {
        assertSorted(List.of(
                "_x",
                "a_b",
                "A_b",
                "a_c",
                "ab",
                "aB",
                "http_req_duration",
                "http_req_failed",
                "http_reqs",
                "iteration_duration",
                "iterations",
                "vus",
                "vus_max",
                "Z"));
    }

    @Test
    void sub_metrics_follow_their_metric() {
        assertSorted(List.of(
                "http_req",
                "http_req{a:b}",
                "http_req{b:a}",
                "http_req_duration",
                "http_req_duration{z:z}",
                "http_reqs",
                "http_reqs{a:1}",
                "http1"));
    }

    private static void assertSorted(List<String> expected) {
        List<String> shuffled = new ArrayList<>(expected);
        Collections.shuffle(shuffled, new Random(5));
        shuffled.sort(NameOrder.BY_NAME);
        assertThat(shuffled).isEqualTo(expected);
    }
}
