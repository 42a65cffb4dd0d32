package io.loadbank.metric;

import io.loadbank.metric.Registration.Registered;
import io.loadbank.metric.Registration.Rejected;

/** The metrics every run has, under k6's names; durations are milliseconds, data are bytes. */
public final class BuiltinMetrics {
    public final Metric vus;
    public final Metric vusMax;
    public final Metric iterations;
    public final Metric iterationDuration;
    public final Metric droppedIterations;
    public final Metric dataSent;
    public final Metric dataReceived;
    public final Metric checks;
    public final Metric groupDuration;
    public final Metric httpReqs;
    public final Metric httpReqDuration;
    public final Metric httpReqBlocked;
    public final Metric httpReqConnecting;
    public final Metric httpReqTlsHandshaking;
    public final Metric httpReqSending;
    public final Metric httpReqWaiting;
    public final Metric httpReqReceiving;
    public final Metric httpReqFailed;
    public final Metric wsSessions;
    public final Metric wsConnecting;
    public final Metric wsMsgsSent;
    public final Metric wsMsgsReceived;
    public final Metric wsPing;
    public final Metric wsSessionDuration;
    public final Metric grpcReqDuration;
    public final Metric grpcStreams;
    public final Metric grpcStreamsMsgsSent;
    public final Metric grpcStreamsMsgsReceived;

    BuiltinMetrics(MetricRegistry registry) {
        vus = built(registry, "vus", MetricType.GAUGE, ValueKind.DEFAULT);
        vusMax = built(registry, "vus_max", MetricType.GAUGE, ValueKind.DEFAULT);
        iterations = built(registry, "iterations", MetricType.COUNTER, ValueKind.DEFAULT);
        iterationDuration = built(registry, "iteration_duration", MetricType.TREND, ValueKind.TIME);
        droppedIterations = built(registry, "dropped_iterations", MetricType.COUNTER, ValueKind.DEFAULT);
        dataSent = built(registry, "data_sent", MetricType.COUNTER, ValueKind.DATA);
        dataReceived = built(registry, "data_received", MetricType.COUNTER, ValueKind.DATA);
        checks = built(registry, "checks", MetricType.RATE, ValueKind.DEFAULT);
        groupDuration = built(registry, "group_duration", MetricType.TREND, ValueKind.TIME);
        httpReqs = built(registry, "http_reqs", MetricType.COUNTER, ValueKind.DEFAULT);
        httpReqDuration = built(registry, "http_req_duration", MetricType.TREND, ValueKind.TIME);
        httpReqBlocked = built(registry, "http_req_blocked", MetricType.TREND, ValueKind.TIME);
        httpReqConnecting = built(registry, "http_req_connecting", MetricType.TREND, ValueKind.TIME);
        httpReqTlsHandshaking = built(registry, "http_req_tls_handshaking", MetricType.TREND, ValueKind.TIME);
        httpReqSending = built(registry, "http_req_sending", MetricType.TREND, ValueKind.TIME);
        httpReqWaiting = built(registry, "http_req_waiting", MetricType.TREND, ValueKind.TIME);
        httpReqReceiving = built(registry, "http_req_receiving", MetricType.TREND, ValueKind.TIME);
        httpReqFailed = built(registry, "http_req_failed", MetricType.RATE, ValueKind.DEFAULT);
        wsSessions = built(registry, "ws_sessions", MetricType.COUNTER, ValueKind.DEFAULT);
        wsConnecting = built(registry, "ws_connecting", MetricType.TREND, ValueKind.TIME);
        wsMsgsSent = built(registry, "ws_msgs_sent", MetricType.COUNTER, ValueKind.DEFAULT);
        wsMsgsReceived = built(registry, "ws_msgs_received", MetricType.COUNTER, ValueKind.DEFAULT);
        wsPing = built(registry, "ws_ping", MetricType.TREND, ValueKind.TIME);
        wsSessionDuration = built(registry, "ws_session_duration", MetricType.TREND, ValueKind.TIME);
        grpcReqDuration = built(registry, "grpc_req_duration", MetricType.TREND, ValueKind.TIME);
        grpcStreams = built(registry, "grpc_streams", MetricType.COUNTER, ValueKind.DEFAULT);
        grpcStreamsMsgsSent = built(registry, "grpc_streams_msgs_sent", MetricType.COUNTER, ValueKind.DEFAULT);
        grpcStreamsMsgsReceived = built(registry, "grpc_streams_msgs_received", MetricType.COUNTER, ValueKind.DEFAULT);
    }

    private static Metric built(MetricRegistry registry, String name, MetricType type, ValueKind contains) {
        return switch (registry.register(name, type, contains)) {
            case Registered registered -> registered.metric();
            case Rejected rejected -> throw new IllegalStateException(rejected.reason());
        };
    }
}
