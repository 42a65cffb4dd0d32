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
        "vus, GAUGE, DEFAULT", "iterations, COUNTER, DEFAULT", "iteration_duration, TREND, TIME",
        "data_sent, COUNTER, DATA", "checks, RATE, DEFAULT", "http_req_failed, RATE, DEFAULT",
        "http_req_tls_handshaking, TREND, TIME", "ws_ping, TREND, TIME", "grpc_req_duration, TREND, TIME"
    })
    void built_in_metrics_are_there_from_the_start(String name, MetricType type, ValueKind contains) {
        Metric metric = Objects.requireNonNull(registry.find(name));
        assertThat(metric.type()).isEqualTo(type);
        assertThat(metric.contains()).isEqualTo(contains);
        assertThat(registry.register(name, type, contains)).isEqualTo(new Registered(metric));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "1a", "a-b", "a b", "ä1", "a.b"})
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
