package io.loadbank.wiring;

import io.loadbank.executor.VuThreads;
import io.loadbank.generator.GeneratorWatch;
import io.loadbank.http.HttpTransport;
import io.loadbank.output.OutputCatalog;
import io.loadbank.output.OutputFiles;
import io.loadbank.plan.Problem;
import io.loadbank.run.LiveRunBoard;
import io.loadbank.run.RunArchive;
import io.loadbank.run.RunFiles;
import io.loadbank.run.RunKeeping;
import io.loadbank.run.RunLimits;
import io.loadbank.run.RunOutputs;
import io.loadbank.run.RuntimeOptions;
import io.loadbank.script.ScriptEngine;
import io.loadbank.script.ScriptLoader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Builds what runs scripts: engine, transport, board. */
@Configuration(proxyBeanMethods = false)
class RunWiring {

    /** Closed by {@link ShutdownWiring}, which does not wait for scripts that do not obey. */
    @Bean(destroyMethod = "")
    ScriptEngine scriptEngine() {
        return new ScriptEngine();
    }

    @Bean(destroyMethod = "close")
    HttpTransport httpTransport(LoadbankSettings settings) {
        int loops = settings.http().loops();
        return new HttpTransport(
                loops > 0 ? loops : Runtime.getRuntime().availableProcessors(),
                settings.http().egress(System.getenv()));
    }

    @Bean
    ScriptLoader scriptLoader(ScriptEngine engine, HttpTransport transport) {
        return new ScriptLoader(engine, transport);
    }

    @Bean(destroyMethod = "close")
    GeneratorWatch generatorWatch(HttpTransport transport, ScriptEngine engine) {
        return new GeneratorWatch(transport.loops(), transport::refusals, engine::zombies);
    }

    @Bean
    RunFiles runFiles(LoadbankSettings settings) {
        return new OutputFiles(settings.dataDir());
    }

    @Bean
    RunOutputs runOutputs(LoadbankSettings settings) {
        OutputCatalog outputs = new OutputCatalog(
                settings.outputs(),
                System.getenv(),
                settings.run().maxOutputFileSize().toBytes());
        if (outputs.choose(null) instanceof RunOutputs.Choice.Refused(var problems)) {
            throw new UnusableSettingsException(problems.stream()
                    .map(it -> "loadbank." + it.path() + ": " + it.message())
                    .toList());
        }
        return outputs;
    }

    @Bean
    RuntimeOptions runtimeDefaults() {
        List<Problem> problems = new ArrayList<>();
        RuntimeOptions defaults = RuntimeVariables.read(System.getenv(), problems);
        if (!problems.isEmpty()) {
            throw new UnusableSettingsException(
                    problems.stream().map(it -> it.path() + " " + it.message()).toList());
        }
        return defaults;
    }

    @Bean
    RunLimits runLimits(LoadbankSettings settings) {
        return new RunLimits(
                settings.script().initTimeout(),
                settings.run().maxDuration(),
                settings.run().maxSeries(),
                settings.run().keepFinished(),
                settings.vu().room(),
                "Loadbank/" + DaemonVersion.current());
    }

    @Bean
    LiveRunBoard runBoard(
            ScriptLoader loader,
            RunLimits limits,
            LoadbankSettings settings,
            RunArchive archive,
            RunFiles files,
            RunOutputs outputs,
            RuntimeOptions defaults,
            GeneratorWatch watch)
            throws IOException {
        RunKeeping keeping =
                RunKeeping.in(archive).with(files).within(settings.retention().limits());
        return new LiveRunBoard(
                loader, limits, threads(settings.vu()), keeping, settings.mounted(), watch::last, outputs, defaults);
    }

    static VuThreads threads(LoadbankSettings.Vu vu) {
        VuThreads kind = switch (vu.threads()) {
            case AUTO -> VuThreads.auto(vu.platformLimit());
            case PLATFORM -> VuThreads.platform();
            case VIRTUAL -> VuThreads.virtual();
        };
        return kind.nice(vu.niceness());
    }

    @Bean
    RunShutdown runShutdown(LiveRunBoard board, LoadbankSettings settings) {
        return new RunShutdown(board, settings.run().stopGrace());
    }
}
