package io.loadbank.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadbank.metric.Registration.Registered;
import io.loadbank.metric.Registration.Rejected;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MetricRegistryTest {
    private final MetricRegistry registry = new MetricRegistry();

    @ParameterizedTest
    @CsvSource({
        "vus, GAUGE, DEFAULT",
        "vus_max, GAUGE, DEFAULT",
        "iterations, COUNTER, DEFAULT",
        "iteration_duration, TREND, TIME",
        "dropped_iterations, COUNTER, DEFAULT",
        "data_sent, COUNTER, DATA",
        "data_received, COUNTER, DATA",
        "checks, RATE, DEFAULT",
        "group_duration, TREND, TIME",
        "http_reqs, COUNTER, DEFAULT",
        "http_req_duration, TREND, TIME",
        "http_req_blocked, TREND, TIME",
        "http_req_connecting, TREND, TIME",
        "http_req_tls_handshaking, TREND, TIME",
        "http_req_sending, TREND, TIME",
        "http_req_waiting, TREND, TIME",
        "http_req_receiving, TREND, TIME",
        "http_req_failed, RATE, DEFAULT",
        "ws_sessions, COUNTER, DEFAULT",
        "ws_connecting, TREND, TIME",
        "ws_msgs_sent, COUNTER, DEFAULT",
        "ws_msgs_received, COUNTER, DEFAULT",
        "ws_ping, TREND, TIME",
        "ws_session_duration, TREND, TIME",
        "grpc_req_duration, TREND, TIME",
        "grpc_streams, COUNTER, DEFAULT",
        "grpc_streams_msgs_sent, COUNTER, DEFAULT",
        "grpc_streams_msgs_received, COUNTER, DEFAULT"
    })
    void built_in_metrics_are_there_from_the_start(String name, MetricType type, ValueKind contains) {
        Metric metric = Objects.requireNonNull(registry.find(name));
        assertThat(metric.type()).isEqualTo(type);
        assertThat(metric.contains()).isEqualTo(contains);
        assertThat(registry.register(name, type, contains)).isEqualTo(new Registered(metric));
    }

    @Test
    void there_are_no_other_built_in_metrics() {
        assertThat(registry.metrics()).hasSize(28);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "_", "1a", "a-b", "a b", "ä1", "aä", "a.b", "ab\n"})
    void illegal_names_are_rejected(String name) {
        assertThat(registry.register(name, MetricType.COUNTER, ValueKind.DEFAULT))
                .isInstanceOf(Rejected.class);
    }

    @Test
    void names_have_2_to_129_characters() {
        assertThat(registry.register("a".repeat(129), MetricType.RATE, ValueKind.DEFAULT))
                .isInstanceOf(Registered.class);
        assertThat(registry.register("a".repeat(130), MetricType.RATE, ValueKind.DEFAULT))
                .isInstanceOf(Rejected.class);
    }

    @Test
    void a_name_belongs_to_one_type_and_one_kind_of_values() {
        registry.register("mine", MetricType.TREND, ValueKind.DEFAULT);
        assertThat(registry.register("mine", MetricType.RATE, ValueKind.DEFAULT))
                .isEqualTo(new Rejected("metric 'mine' already exists as a trend, it cannot be a rate too"));
        assertThat(registry.register("mine", MetricType.TREND, ValueKind.TIME))
                .isEqualTo(new Rejected(
                        "metric 'mine' already exists with default values, it cannot have time values too"));
    }

    @Test
    void indices_are_dense_in_order_of_registration() {
        registry.register("mine", MetricType.TREND, ValueKind.DEFAULT);
        assertThat(registry.metrics()).extracting(Metric::index).first().isEqualTo(0);
        assertThat(registry.metrics()).last().satisfies(last -> {
            assertThat(last.name()).isEqualTo("mine");
            assertThat(last.index()).isEqualTo(registry.metrics().size() - 1);
        });
    }
}
