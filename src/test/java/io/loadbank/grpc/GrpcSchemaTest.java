package io.loadbank.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.FileDescriptor;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GrpcSchemaTest {

    private static GrpcSchema load(Map<String, String> files, String... names) throws ProtoException {
        return GrpcSchema.ofTexts(texts(files), List.of(names));
    }

    private static GrpcSchema.Texts texts(Map<String, String> files) {
        return name -> {
            String text = files.get(name);
            return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
        };
    }

    @Test
    void imports_are_followed_public_ones_too() throws ProtoException {
        GrpcSchema schema = load(
                Map.of(
                        "a.proto",
                        "syntax = 'proto3'; package p; import 'b.proto'; service S { rpc Do(q.M) returns (stream .q.Deep); }",
                        "b.proto",
                        "syntax = 'proto3'; package q; import public 'c.proto'; message M { Deep deep = 1; }",
                        "c.proto",
                        "syntax = 'proto3'; package q; message Deep { int32 x = 1; }"),
                "a.proto");

        GrpcMethod method = schema.method("/p.S/Do");
        assertThat(method).isNotNull();
        assertThat(method.isServerStream()).isTrue();
        assertThat(method.isClientStream()).isFalse();
        assertThat(method.packageName()).isEqualTo("p");
        assertThat(method.response(method.request("{}"))).isEqualTo("{\"x\":0}");
    }

    @Test
    void proto2_has_defaults_groups_extensions_and_required_fields() throws ProtoException {
        GrpcSchema schema = load(Map.of("a.proto", """
                        syntax = "proto2";
                        message M {
                          required int32 id = 1;
                          optional string text = 2 [default = "t", deprecated = true];
                          repeated int32 packed = 3 [packed = true];
                          optional group Part = 4 { optional int32 x = 1; }
                          extensions 100 to max;
                          reserved 50, 60 to 70;
                          enum E { option allow_alias = true; A = 0; B = 0; }
                          optional E e = 5 [json_name = "other"];
                        }
                        extend M { optional int32 more = 100; }
                        service S { rpc Do(M) returns (M); }
                        """), "a.proto");
        GrpcMethod method = schema.method("/S/Do");
        assertThat(method).isNotNull();

        assertThat(method.response(method.request("{\"id\":1,\"packed\":[1,2],\"part\":{\"x\":3},\"other\":\"B\"}")))
                .contains("\"id\":1", "\"packed\":[1,2]", "\"other\":\"A\"", "\"text\":null");
        assertThatThrownBy(() -> method.request("{}")).isInstanceOf(ProtoException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "syntax = 'proto3'; message { }|cannot read a.proto",
                "syntax = 'proto3'; import 'missing.proto';|there is no file missing.proto, imported by a.proto",
                "syntax = 'proto3'; import 'a.proto';|circle",
                "syntax = 'proto3'; message M { Nope n = 1; }|cannot link a.proto",
                "edition = '2023'; message M {}|cannot read a.proto"
            })
    void definitions_that_cannot_be_used_say_why(String text, String reason) {
        assertThatThrownBy(() -> load(Map.of("a.proto", text), "a.proto"))
                .isInstanceOf(ProtoException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void a_protoset_gives_the_same_methods() throws ProtoException {
        ProtoFiles files = new ProtoFiles(ProtoFiles.texts(texts(Map.of("lab.proto", GrpcTarget.PROTO))));
        FileDescriptor lab = files.link("lab.proto");
        byte[] protoset =
                FileDescriptorSet.newBuilder().addFile(lab.toProto()).build().toByteArray();

        assertThat(GrpcSchema.ofProtoset(protoset).methods())
                .extracting(GrpcMethod::path)
                .contains("/lab.v1.Lab/Echo", "/lab.v1.Lab/Chat")
                .hasSize(8);
        assertThatThrownBy(() -> GrpcSchema.ofProtoset("no".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(ProtoException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "localhost:80,localhost:80",
        "[::1]:80,[::1]:80",
        "example.org,example.org:443",
        "dns:///h:1,h:1",
        "'',",
        "h:x,",
        "h:0,",
        "h/p:1,"
    })
    void an_address_is_a_host_and_a_port(String address, String authority) {
        HostPort read = HostPort.of(address);
        assertThat(read == null ? null : read.authority()).isEqualTo(authority);
    }
}
