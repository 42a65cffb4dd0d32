package io.loadbank.script.module;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventLoopTest {

    @Test
    void a_report_that_comes_after_its_operation_was_given_up_is_dropped() {
        List<String> ran = new ArrayList<>();
        EventLoop loop = new EventLoop();
        EventLoop.Pending late = loop.begin();
        loop.windDown(Runnable::run, 0);
        assertThat(late.abandoned()).isTrue();

        late.complete(() -> ran.add("late"));
        EventLoop.Pending next = loop.begin();
        next.complete(() -> ran.add("next"));
        loop.windDown(Runnable::run, Long.MAX_VALUE / 2);

        assertThat(ran).containsExactly("next");
        assertThat(loop.isDry()).isTrue();
    }
}
