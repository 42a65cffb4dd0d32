package io.loadbank.output;

import io.loadbank.run.OutputStand;
import io.loadbank.run.RunOutput;
import java.util.function.Function;

/** A kind of output: reads its settings and makes outputs of it. */
interface OutputType {

    /** The setting that a bare argument stands for, as in {@code json=results.json}. */
    String argument();

    /** Reads all settings; of use only if that made no problem. */
    Function<OutputStand, RunOutput> read(SettingReader settings);
}
