package io.loadbank.grpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.DescriptorProto.ExtensionRange;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.OneofDescriptorProto;
import com.google.protobuf.DescriptorProtos.ServiceDescriptorProto;
import com.google.protobuf.TextFormat;
import com.squareup.wire.Syntax;
import com.squareup.wire.schema.Field;
import com.squareup.wire.schema.internal.parser.EnumElement;
import com.squareup.wire.schema.internal.parser.ExtendElement;
import com.squareup.wire.schema.internal.parser.FieldElement;
import com.squareup.wire.schema.internal.parser.GroupElement;
import com.squareup.wire.schema.internal.parser.MessageElement;
import com.squareup.wire.schema.internal.parser.OneOfElement;
import com.squareup.wire.schema.internal.parser.OptionElement;
import com.squareup.wire.schema.internal.parser.ProtoFileElement;
import com.squareup.wire.schema.internal.parser.ServiceElement;
import com.squareup.wire.schema.internal.parser.TypeElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import kotlin.ranges.IntRange;
import org.jspecify.annotations.Nullable;

/**
 * Translates a parsed .proto file into the descriptor that protoc would make of it, as far as messages and their JSON
 * depend on it. Type names stay as written: linking resolves them.
 */
final class ProtoElements {

    private static final Map<String, FieldDescriptorProto.Type> SCALARS = Map.ofEntries(
            Map.entry("double", FieldDescriptorProto.Type.TYPE_DOUBLE),
            Map.entry("float", FieldDescriptorProto.Type.TYPE_FLOAT),
            Map.entry("int32", FieldDescriptorProto.Type.TYPE_INT32),
            Map.entry("int64", FieldDescriptorProto.Type.TYPE_INT64),
            Map.entry("uint32", FieldDescriptorProto.Type.TYPE_UINT32),
            Map.entry("uint64", FieldDescriptorProto.Type.TYPE_UINT64),
            Map.entry("sint32", FieldDescriptorProto.Type.TYPE_SINT32),
            Map.entry("sint64", FieldDescriptorProto.Type.TYPE_SINT64),
            Map.entry("fixed32", FieldDescriptorProto.Type.TYPE_FIXED32),
            Map.entry("fixed64", FieldDescriptorProto.Type.TYPE_FIXED64),
            Map.entry("sfixed32", FieldDescriptorProto.Type.TYPE_SFIXED32),
            Map.entry("sfixed64", FieldDescriptorProto.Type.TYPE_SFIXED64),
            Map.entry("bool", FieldDescriptorProto.Type.TYPE_BOOL),
            Map.entry("string", FieldDescriptorProto.Type.TYPE_STRING),
            Map.entry("bytes", FieldDescriptorProto.Type.TYPE_BYTES));

    private final boolean proto3;

    private ProtoElements(boolean proto3) {
        this.proto3 = proto3;
    }

    static FileDescriptorProto file(String name, ProtoFileElement file) {
        ProtoElements elements = new ProtoElements(file.getSyntax() == Syntax.PROTO_3);
        FileDescriptorProto.Builder built =
                FileDescriptorProto.newBuilder().setName(name).setSyntax(elements.proto3 ? "proto3" : "proto2");
        if (file.getPackageName() != null) {
            built.setPackage(file.getPackageName());
        }
        built.addAllDependency(file.getImports()).addAllDependency(file.getWeakImports());
        for (String each : file.getPublicImports()) {
            built.addPublicDependency(built.getDependencyCount()).addDependency(each);
        }
        for (TypeElement type : file.getTypes()) {
            switch (type) {
                case MessageElement message -> built.addMessageType(elements.message(message));
                case EnumElement constants -> built.addEnumType(enumeration(constants));
                default -> throw new IllegalStateException("unknown kind of type " + type.getName());
            }
        }
        file.getExtendDeclarations().forEach(extend -> built.addAllExtension(elements.extensions(extend)));
        file.getServices().forEach(service -> built.addService(service(service)));
        return built.build();
    }

    private DescriptorProto message(MessageElement message) {
        DescriptorProto.Builder built = DescriptorProto.newBuilder().setName(message.getName());
        for (TypeElement type : message.getNestedTypes()) {
            switch (type) {
                case MessageElement nested -> built.addNestedType(message(nested));
                case EnumElement constants -> built.addEnumType(enumeration(constants));
                default -> throw new IllegalStateException("unknown kind of type " + type.getName());
            }
        }
        List<FieldElement> presence = new ArrayList<>();
        for (FieldElement field : message.getFields()) {
            if (proto3 && field.getLabel() == Field.Label.OPTIONAL) {
                presence.add(field);
            } else {
                built.addField(field(built, field));
            }
        }
        message.getGroups().forEach(group -> built.addField(group(built, group)));
        for (OneOfElement oneOf : message.getOneOfs()) {
            int index = built.getOneofDeclCount();
            built.addOneofDecl(OneofDescriptorProto.newBuilder().setName(oneOf.getName()));
            oneOf.getFields()
                    .forEach(field -> built.addField(field(built, field)
                            .setLabel(FieldDescriptorProto.Label.LABEL_OPTIONAL)
                            .setOneofIndex(index)));
            oneOf.getGroups()
                    .forEach(group -> built.addField(group(built, group).setOneofIndex(index)));
        }
        for (FieldElement field : presence) {
            int index = built.getOneofDeclCount();
            built.addOneofDecl(OneofDescriptorProto.newBuilder().setName("_" + field.getName()));
            built.addField(field(built, field).setProto3Optional(true).setOneofIndex(index));
        }
        message.getExtensions()
                .forEach(ranges -> ranges.getValues().forEach(range -> built.addExtensionRange(range(range))));
        message.getExtendDeclarations().forEach(extend -> built.addAllExtension(extensions(extend)));
        if (isTrue(message.getOptions(), "message_set_wire_format")) {
            built.getOptionsBuilder().setMessageSetWireFormat(true);
        }
        return built.build();
    }

    /** Descriptors end a range before its last number, files with it. */
    private static ExtensionRange range(Object range) {
        return switch (range) {
            case IntRange between ->
                ExtensionRange.newBuilder()
                        .setStart(between.getFirst())
                        .setEnd(between.getLast() + 1)
                        .build();
            default -> {
                int only = (Integer) range;
                yield ExtensionRange.newBuilder()
                        .setStart(only)
                        .setEnd(only + 1)
                        .build();
            }
        };
    }

    private FieldDescriptorProto.Builder field(DescriptorProto.@Nullable Builder parent, FieldElement field) {
        FieldDescriptorProto.Builder built =
                FieldDescriptorProto.newBuilder().setName(field.getName()).setNumber(field.getTag());
        built.setLabel(label(field.getLabel()));
        String type = field.getType().replace(" ", "");
        if (type.startsWith("map<") && parent != null) {
            int comma = type.indexOf(',');
            String entry = camelCase(field.getName()) + "Entry";
            parent.addNestedType(entry(entry, type.substring(4, comma), type.substring(comma + 1, type.length() - 1)));
            built.setLabel(FieldDescriptorProto.Label.LABEL_REPEATED)
                    .setType(FieldDescriptorProto.Type.TYPE_MESSAGE)
                    .setTypeName(entry);
        } else {
            type(built, type);
        }
        if (field.getJsonName() != null) {
            built.setJsonName(field.getJsonName());
        }
        if (field.getDefaultValue() != null) {
            built.setDefaultValue(
                    type.equals("bytes")
                            ? TextFormat.escapeBytes(ByteString.copyFromUtf8(field.getDefaultValue()))
                            : field.getDefaultValue());
        }
        for (OptionElement option : field.getOptions()) {
            if (option.getName().equals("packed")) {
                built.getOptionsBuilder().setPacked(isTrue(option));
            }
        }
        return built;
    }

    private static FieldDescriptorProto.Label label(Field.@Nullable Label label) {
        if (label == Field.Label.REPEATED) {
            return FieldDescriptorProto.Label.LABEL_REPEATED;
        }
        return label == Field.Label.REQUIRED
                ? FieldDescriptorProto.Label.LABEL_REQUIRED
                : FieldDescriptorProto.Label.LABEL_OPTIONAL;
    }

    private static void type(FieldDescriptorProto.Builder field, String type) {
        FieldDescriptorProto.Type scalar = SCALARS.get(type);
        if (scalar != null) {
            field.setType(scalar);
        } else {
            field.setTypeName(type);
        }
    }

    private static DescriptorProto entry(String name, String key, String value) {
        FieldDescriptorProto.Builder keys = FieldDescriptorProto.newBuilder()
                .setName("key")
                .setNumber(1)
                .setLabel(FieldDescriptorProto.Label.LABEL_OPTIONAL);
        FieldDescriptorProto.Builder values = FieldDescriptorProto.newBuilder()
                .setName("value")
                .setNumber(2)
                .setLabel(FieldDescriptorProto.Label.LABEL_OPTIONAL);
        type(keys, key);
        type(values, value);
        DescriptorProto.Builder built =
                DescriptorProto.newBuilder().setName(name).addField(keys).addField(values);
        built.getOptionsBuilder().setMapEntry(true);
        return built.build();
    }

    /** As protoc names the entries of a map: {@code by_name} gives {@code ByName}. */
    private static String camelCase(String name) {
        StringBuilder text = new StringBuilder(name.length());
        boolean upper = true;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '_') {
                upper = true;
            } else {
                text.append(upper ? Character.toUpperCase(c) : c);
                upper = false;
            }
        }
        return text.toString();
    }

    private FieldDescriptorProto.Builder group(DescriptorProto.Builder parent, GroupElement group) {
        DescriptorProto.Builder type = DescriptorProto.newBuilder().setName(group.getName());
        group.getFields().forEach(field -> type.addField(field(type, field)));
        parent.addNestedType(type);
        return FieldDescriptorProto.newBuilder()
                .setName(group.getName().toLowerCase(Locale.ROOT))
                .setNumber(group.getTag())
                .setLabel(label(group.getLabel()))
                .setType(FieldDescriptorProto.Type.TYPE_GROUP)
                .setTypeName(group.getName());
    }

    private List<FieldDescriptorProto> extensions(ExtendElement extend) {
        return extend.getFields().stream()
                .map(field -> field(null, field).setExtendee(extend.getName()).build())
                .toList();
    }

    private static EnumDescriptorProto enumeration(EnumElement constants) {
        EnumDescriptorProto.Builder built = EnumDescriptorProto.newBuilder().setName(constants.getName());
        constants
                .getConstants()
                .forEach(constant ->
                        built.addValueBuilder().setName(constant.getName()).setNumber(constant.getTag()));
        if (isTrue(constants.getOptions(), "allow_alias")) {
            built.getOptionsBuilder().setAllowAlias(true);
        }
        return built.build();
    }

    private static ServiceDescriptorProto service(ServiceElement service) {
        ServiceDescriptorProto.Builder built =
                ServiceDescriptorProto.newBuilder().setName(service.getName());
        service.getRpcs()
                .forEach(rpc -> built.addMethodBuilder()
                        .setName(rpc.getName())
                        .setInputType(rpc.getRequestType())
                        .setOutputType(rpc.getResponseType())
                        .setClientStreaming(rpc.getRequestStreaming())
                        .setServerStreaming(rpc.getResponseStreaming()));
        return built.build();
    }

    private static boolean isTrue(List<OptionElement> options, String name) {
        return options.stream().anyMatch(option -> option.getName().equals(name) && isTrue(option));
    }

    private static boolean isTrue(OptionElement option) {
        return String.valueOf(option.getValue()).equals("true");
    }
}
