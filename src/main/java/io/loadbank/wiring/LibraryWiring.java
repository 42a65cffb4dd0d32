package io.loadbank.wiring;

import io.loadbank.compat.Facade;
import io.loadbank.library.LibraryLimits;
import io.loadbank.library.RemoteModules;
import io.loadbank.library.ScriptLibrary;
import io.loadbank.library.ScriptStore;
import io.loadbank.remote.AllowedHosts;
import io.loadbank.remote.FetchedModules;
import io.loadbank.remote.MirroredModules;
import io.loadbank.run.RunBoard;
import io.loadbank.script.ScriptInspector;
import java.nio.file.Path;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** Builds the library of scripts and the façade of k6's own API. */
@Configuration(proxyBeanMethods = false)
class LibraryWiring {

    @Bean(destroyMethod = "close")
    FetchedModules fetchedModules(LoadbankSettings settings) {
        LoadbankSettings.Script script = settings.script();
        return new FetchedModules(
                AllowedHosts.parse(script.remoteImports()),
                script.remotePrivate(),
                "Loadbank/" + DaemonVersion.current(),
                null);
    }

    @Bean
    @Primary
    RemoteModules remoteModules(FetchedModules fetched, LoadbankSettings settings) {
        String mirror = settings.script().remoteMirror();
        return new MirroredModules(mirror.isBlank() ? null : Path.of(mirror), fetched);
    }

    @Bean
    ScriptLibrary scriptLibrary(
            ScriptStore store,
            ScriptInspector inspector,
            RemoteModules modules,
            LoadbankSettings settings,
            InstantSource clock) {
        LoadbankSettings.Script script = settings.script();
        LibraryLimits limits = new LibraryLimits(
                script.maxFileSize().toBytes(),
                script.maxUnpackedSize().toBytes(),
                script.maxFiles(),
                script.initTimeout());
        return new ScriptLibrary(store, inspector, modules, limits, clock);
    }

    @Bean
    RouterFunction<ServerResponse> k6Routes(RunBoard board) {
        return new Facade(board).routes();
    }
}
