package io.loadbank.run;

import io.loadbank.plan.DurationText;
import io.loadbank.plan.Retarget;
import io.loadbank.plan.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A change of a scenario as it stands on the wire, without its time. */
final class RetargetTree {

    private RetargetTree() {}

    /** The fields that are set; empty if the change changes nothing. */
    static Map<String, Object> of(Retarget change) {
        Map<String, Object> tree = new LinkedHashMap<>();
        put(tree, "vus", change.vus());
        put(tree, "maxVUs", change.maxVUs());
        put(tree, "rate", change.rate());
        put(tree, "timeUnit", text(change.timeUnit()));
        List<Stage> stages = change.stages();
        if (stages != null) {
            List<Map<String, Object>> list = new ArrayList<>();
            for (Stage stage : stages) {
                Map<String, Object> item = new LinkedHashMap<>();
                item.put("duration", DurationText.format(stage.duration()));
                item.put("target", stage.target());
                list.add(item);
            }
            tree.put("stages", list);
        }
        put(tree, "duration", text(change.duration()));
        put(tree, "paused", change.paused());
        put(tree, "ramp", text(change.ramp()));
        return tree;
    }

    private static @Nullable String text(@Nullable Duration duration) {
        return duration == null ? null : DurationText.format(duration);
    }

    private static void put(Map<String, Object> tree, String field, @Nullable Object value) {
        if (value != null) {
            tree.put(field, value);
        }
    }
}
