/**
 * How load leaves the box over gRPC: .proto files and server reflection give the methods, a VU's own HTTP/2 connections
 * carry the calls, messages are JSON on this side and bytes on the wire. Must not know scripts, metrics samples or VUs'
 * iterations. Nothing here throws for what a network or a target does.
 */
@NullMarked
package io.loadbank.grpc;

import org.jspecify.annotations.NullMarked;
