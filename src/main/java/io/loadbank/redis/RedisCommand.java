package io.loadbank.redis;

import java.util.List;
import java.util.Locale;

/**
 * One command.
 *
 * @param name such as {@code GET}, in upper case
 * @param key position of its first key among the arguments, which says where in a cluster it belongs; -1 for none
 */
public record RedisCommand(String name, List<String> arguments, int key) {

    public RedisCommand {
        name = name.toUpperCase(Locale.ROOT);
        arguments = List.copyOf(arguments);
    }
}
