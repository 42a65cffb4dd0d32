package io.loadbank.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyGuardTest {

    private static final ByteBuf EMPTY = Unpooled.EMPTY_BUFFER;

    private static @Nullable String scan(ReplyGuard guard, String text) {
        ByteBuf bytes =
                text.isEmpty() ? EMPTY : Unpooled.copiedBuffer(text.replace("~", "\r\n"), StandardCharsets.ISO_8859_1);
        return guard.scan(bytes);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "+OK~",
                ":42~",
                "-ERR x~",
                "$3~abc~",
                "$0~~",
                "$-1~",
                "*0~",
                "*-1~",
                "*2~$1~a~:1~",
                "*2~*1~+a~*0~+next~",
                "$5~+-$*:~+OK~",
                "+",
                "$3~ab",
            })
    void passes_replies_whole_and_in_pieces(String replies) {
        assertThat(scan(new ReplyGuard(), replies)).isNull();
        ReplyGuard guard = new ReplyGuard();
        for (char c : replies.replace("~", "\r\n").toCharArray()) {
            assertThat(guard.scan(Unpooled.copiedBuffer(new byte[] {(byte) c}))).isNull();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HTTP/1.1 400 Bad Request~|something that is no reply",
                "$99999999999~|a text of 99999999999 bytes",
                "$67108865~|a text of 67108865 bytes",
                "*1000001~|a list of more items than can be kept",
                "*999999~*999999~|a list of more items than can be kept",
                "$x~|a length that is no number",
                "*1-~|a length that is no number",
                "$999999999999999~|a length that is no number",
                "*1~%1~|something that is no reply",
            })
    void refuses(String reply, String complaint) {
        assertThat(scan(new ReplyGuard(), reply)).startsWith("the server sent " + complaint);
    }

    @Test
    void a_line_without_end_is_refused() {
        assertThat(scan(new ReplyGuard(), "+" + "x".repeat(ReplyGuard.MAX_LINE + 1)))
                .contains("a line of more than");
    }

    @Test
    void lists_in_lists_without_end_are_refused() {
        assertThat(scan(new ReplyGuard(), "*1~".repeat(100_001))).contains("a list of more items");
    }

    @Test
    void many_replies_one_after_the_other_are_no_big_one() {
        ReplyGuard guard = new ReplyGuard();
        String reply = "$1000000~" + "x".repeat(1_000_000) + "~";
        for (int i = 0; i < 200; i++) {
            assertThat(scan(guard, reply)).isNull();
        }
    }
}
