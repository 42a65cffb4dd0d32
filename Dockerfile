# syntax=docker/dockerfile:1
# The daemon as an image: docker build -t loadbank . (for others: docker buildx build --platform linux/amd64,linux/arm64 …)
# docs/deploy.md says what it expects of those who run it.

# 1. The distribution. Its jars are the same for every processor, so it is built on the builder's own.
FROM --platform=$BUILDPLATFORM eclipse-temurin:25-jdk-noble AS distribution
WORKDIR /src
COPY . .
# Times are whole seconds and fixed: the cache of stage 3 holds good for jars of the same times only, wherever layers go.
RUN --mount=type=cache,target=/root/.m2 \
    ./mvnw -q -B -ntp -Dmaven.test.skip=true -Dloadbank.aot.skip=true package \
    && find target/loadbank -exec touch -h -d 2026-11-21T20:00:00Z {} +

# 2. A Java of those modules that the daemon, its libraries and `jcmd` need; ImageTest holds the list to the jars.
FROM eclipse-temurin:25-jdk-noble AS java
RUN jlink --output /opt/java --no-header-files --no-man-pages --generate-cds-archive --include-locales=en \
    --add-modules java.base,java.compiler,java.desktop,java.instrument,java.logging,java.management,java.naming,java.net.http,java.prefs,java.rmi,java.scripting,java.security.jgss,java.security.sasl,java.sql,java.transaction.xa,java.xml,jdk.charsets,jdk.crypto.cryptoki,jdk.jcmd,jdk.jfr,jdk.localedata,jdk.management,jdk.management.agent,jdk.naming.dns,jdk.net,jdk.unsupported,jdk.zipfs

# 3. Both, and the cache, trained by the very Java and at the very paths that it is used with. glibc, because the native
#    libraries want it; bash, for the health check.
FROM debian:trixie-slim
ARG VERSION=0.1.0-SNAPSHOT
ARG REVISION=unknown
LABEL org.opencontainers.image.title="Loadbank" \
    org.opencontainers.image.description="A load generator daemon: k6-compatible scripts over REST, steered while they run" \
    org.opencontainers.image.licenses="Apache-2.0" \
    org.opencontainers.image.version="${VERSION}" \
    org.opencontainers.image.revision="${REVISION}" \
    org.opencontainers.image.base.name="docker.io/library/debian:trixie-slim"
COPY --from=java /opt/java /opt/java
COPY --from=distribution /src/target/loadbank /opt/loadbank
COPY --chmod=755 src/main/docker/healthy /usr/local/bin/loadbank-healthy
ENV JAVA_HOME=/opt/java \
    PATH=/opt/loadbank/bin:/opt/java/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
RUN mkdir -p /var/lib/loadbank \
    && chown 10001:10001 /var/lib/loadbank \
    && /opt/loadbank/bin/loadbank train-aot

# Environment variables outrank files: what is set here is changed by -e, not in application.yaml.
ENV SERVER_ADDRESS=0.0.0.0 \
    SERVER_PORT=6565 \
    LOADBANK_DATA_DIR=/var/lib/loadbank \
    LOADBANK_API_ALLOW_UNAUTHENTICATED=true \
    LOADBANK_OPTS=-XX:MaxRAMPercentage=70
USER 10001:10001
WORKDIR /var/lib/loadbank
VOLUME ["/var/lib/loadbank"]
EXPOSE 6565
HEALTHCHECK --interval=5s --timeout=5s --start-period=60s --retries=6 CMD ["/usr/local/bin/loadbank-healthy"]
ENTRYPOINT ["/opt/loadbank/bin/loadbank"]
