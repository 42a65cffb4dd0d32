package io.loadbank.api;
import org.junit.jupiter.api.Test;
class SmokeTest extends ApiUnderTest {
  @Test void prints() {
    for (var u : new String[]{"/", "/api/v1/runs", "/api/v1/scripts", "/openapi.yaml", "/swagger-ui", "/nothing", "/actuator/health", "/actuator/prometheus", "/problems/no-capacity"}) {
      var r = http.get().uri(u).exchange().returnResult(String.class);
      System.out.println(">>> " + u + " " + r.getStatus() + " " + r.getResponseHeaders());
      var b = r.getResponseBody().collectList().block();
      System.out.println(u.contains("openapi") ? b.size() + " lines" : String.join("\n", b).lines().limit(8).toList());
      if (u.contains("openapi")) try { java.nio.file.Files.writeString(java.nio.file.Path.of("/tmp/api/openapi.yaml"), String.join("\n", b)); } catch (Exception e) {}
    }
    System.out.println(new String(upload("x", "1").expectBody().returnResult().getResponseBody()));
    System.out.println(new String(createRun("{\"script\":\"x\", \"env\":{\"A\":\"secret\"}}").expectBody().returnResult().getResponseBody()));
    System.out.println(new String(http.post().uri("/api/v1/runs?env=A=secret&vus=1").header("Content-Type","application/x-www-form-urlencoded").bodyValue("x").exchange().expectBody().returnResult().getResponseBody()));
  }
}
