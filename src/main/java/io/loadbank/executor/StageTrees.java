package io.loadbank.executor;

import io.loadbank.plan.DurationText;
import io.loadbank.plan.Stage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Stages as they stand on the wire. */
final class StageTrees {

    private StageTrees() {}

    static List<Map<String, Object>> of(List<Stage> stages) {
        List<Map<String, Object>> trees = new ArrayList<>();
        for (Stage stage : stages) {
            Map<String, Object> tree = new LinkedHashMap<>();
            tree.put("duration", DurationText.format(stage.duration()));
            tree.put("target", stage.target());
            trees.add(tree);
        }
        return trees;
    }
}
