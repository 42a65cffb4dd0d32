2026-11-22T12:15:32.534Z  INFO 18358 --- [loadbank] [           main] io.loadbank.LoadbankApplication          : Starting LoadbankApplication v0.1.0-SNAPSHOT using Java 25.0.3 with PID 18358 (/work/main/target/loadbank/loadbank.jar started by root in /work/main)
2026-11-22T12:15:32.544Z  INFO 18358 --- [loadbank] [           main] io.loadbank.LoadbankApplication          : No active profile set, falling back to 1 default profile: "default"
2026-11-22T12:15:35.289Z  INFO 18358 --- [loadbank] [           main] o.s.b.a.e.web.EndpointLinksResolver      : Exposing 3 endpoints beneath base path '/actuator'
2026-11-22T12:15:35.559Z  INFO 18358 --- [loadbank] [           main] o.s.boot.reactor.netty.NettyWebServer    : Netty started on port 7004 (http)
2026-11-22T12:15:35.565Z  INFO 18358 --- [loadbank] [           main] io.loadbank.LoadbankApplication          : Started LoadbankApplication in 3.42 seconds (process running for 3.813)
2026-11-22T12:15:37.756Z  INFO 18358 --- [loadbank] [           main] io.loadbank.warmup.WarmUp                : warmed up in 2183 ms
2026-11-22T12:15:39.959Z  INFO 18358 --- [loadbank] [ionShutdownHook] o.s.boot.reactor.netty.GracefulShutdown  : Commencing graceful shutdown. Waiting for active requests to complete
2026-11-22T12:15:39.961Z  INFO 18358 --- [loadbank] [ netty-shutdown] o.s.boot.reactor.netty.GracefulShutdown  : Graceful shutdown complete
