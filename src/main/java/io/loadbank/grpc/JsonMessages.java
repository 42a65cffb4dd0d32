package io.loadbank.grpc;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.TypeRegistry;
import com.google.protobuf.util.JsonFormat;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Messages as JSON and as bytes, by protobuf's JSON mapping. */
final class JsonMessages {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final TypeReference<Map<String, @Nullable Object>> TREE = new TypeReference<>() {};
    private static final String WELL_KNOWN = "google.protobuf.";

    private JsonMessages() {}

    static byte[] encode(Descriptor type, TypeRegistry types, String json) throws ProtoException {
        DynamicMessage.Builder message = DynamicMessage.newBuilder(type);
        try {
            JsonFormat.parser().usingTypeRegistry(types).merge(json, message);
            return message.build().toByteArray();
        } catch (InvalidProtocolBufferException | RuntimeException e) {
            throw new ProtoException("the message is no " + type.getFullName() + ": " + e.getMessage());
        }
    }

    /** @param nullable what {@link #isNullable} says of the type */
    static String decode(Descriptor type, TypeRegistry types, boolean nullable, byte[] bytes) throws ProtoException {
        try {
            DynamicMessage message = DynamicMessage.parseFrom(type, bytes);
            String json = print(types, message);
            if (!nullable) {
                return json;
            }
            Map<String, @Nullable Object> tree = MAPPER.readValue(json, TREE);
            addNulls(message, tree);
            return MAPPER.writeValueAsString(tree);
        } catch (InvalidProtocolBufferException | RuntimeException e) {
            throw new ProtoException("the response is no " + type.getFullName() + ": " + e.getMessage());
        }
    }

    static String print(TypeRegistry types, Message message) throws InvalidProtocolBufferException {
        return JsonFormat.printer()
                .usingTypeRegistry(types)
                .alwaysPrintFieldsWithNoPresence()
                .omittingInsignificantWhitespace()
                .print(message);
    }

    /** Whether a message of that type can have fields that are shown as null. */
    static boolean isNullable(Descriptor type) {
        return isNullable(type, new HashSet<>());
    }

    private static boolean isNullable(Descriptor type, Set<Descriptor> seen) {
        if (!seen.add(type) || type.getFullName().startsWith(WELL_KNOWN)) {
            return false;
        }
        for (FieldDescriptor field : type.getFields()) {
            if (isShownAsNull(field)
                    || (field.getJavaType() == JavaType.MESSAGE && isNullable(field.getMessageType(), seen))) {
                return true;
            }
        }
        return false;
    }

    /** A single field that knows whether it is set, outside any oneof, is null while it is not. */
    private static boolean isShownAsNull(FieldDescriptor field) {
        return !field.isRepeated() && field.hasPresence() && field.getContainingOneof() == null;
    }

    private static void addNulls(Message message, @Nullable Map<String, @Nullable Object> tree) {
        if (tree == null) {
            return;
        }
        for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
            if (isShownAsNull(field) && !message.hasField(field)) {
                tree.put(field.getJsonName(), null);
            } else if (field.getJavaType() == JavaType.MESSAGE) {
                descend(message, field, tree.get(field.getJsonName()));
            }
        }
    }

    @SuppressWarnings("unchecked") // the printer's own output
    private static void descend(Message message, FieldDescriptor field, @Nullable Object shown) {
        if (shown == null || field.getMessageType().getFullName().startsWith(WELL_KNOWN)) {
            return;
        }
        if (field.isMapField()) {
            FieldDescriptor value = field.getMessageType().findFieldByNumber(2);
            if (value.getJavaType() == JavaType.MESSAGE
                    && !value.getMessageType().getFullName().startsWith(WELL_KNOWN)) {
                for (Object each : (List<?>) message.getField(field)) {
                    Message entry = (Message) each;
                    Object key = entry.getField(field.getMessageType().findFieldByNumber(1));
                    addNulls((Message) entry.getField(value), (Map<String, Object>)
                            ((Map<String, Object>) shown).get(String.valueOf(key)));
                }
            }
        } else if (field.isRepeated()) {
            List<Object> list = (List<Object>) shown;
            for (int i = 0; i < list.size(); i++) {
                addNulls((Message) message.getRepeatedField(field, i), (Map<String, Object>) list.get(i));
            }
        } else if (message.hasField(field)) {
            addNulls((Message) message.getField(field), (Map<String, Object>) shown);
        }
    }
}
