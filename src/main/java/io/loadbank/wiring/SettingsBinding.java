package io.loadbank.wiring;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationPropertiesBindHandlerAdvisor;
import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;

/** Collects everything that is wrong with {@code loadbank.*}, where Spring would stop at the first. */
@Component
final class SettingsBinding implements ConfigurationPropertiesBindHandlerAdvisor {
    private static final ConfigurationPropertyName ROOT = ConfigurationPropertyName.of("loadbank");

    @Override
    public BindHandler apply(BindHandler bindHandler) {
        return new Collecting(bindHandler);
    }

    private static final class Collecting extends AbstractBindHandler {
        private final List<String> problems = new ArrayList<>();
        private final Set<ConfigurationPropertyName> failed = new HashSet<>();

        Collecting(BindHandler parent) {
            super(parent);
        }

        @Override
        public @Nullable Object onFailure(
                ConfigurationPropertyName name, Bindable<?> target, BindContext context, Exception error)
                throws Exception {
            var property = context.getConfigurationProperty();
            if (!ROOT.isAncestorOf(name) || property == null) {
                throw error;
            }
            failed.add(name);
            problems.add(name + " is '" + property.getValue() + "', it must be "
                    + wanted(target.getType().resolve(Object.class)));
            return null;
        }

        @Override
        public void onFinish(
                ConfigurationPropertyName name, Bindable<?> target, BindContext context, @Nullable Object result)
                throws Exception {
            try {
                super.onFinish(name, target, context, result);
            } catch (UnboundConfigurationPropertiesException e) {
                e.getUnboundProperties().stream()
                        .map(ConfigurationProperty::getName)
                        .filter(it -> !failed.contains(it))
                        .forEach(it -> problems.add(it + " is no setting of Loadbank"));
            }
            if (name.equals(ROOT) && !problems.isEmpty()) {
                throw new UnusableSettingsException(problems);
            }
        }

        private static String wanted(Class<?> type) {
            if (type.isEnum()) {
                return Arrays.stream(type.getEnumConstants())
                        .map(it -> it.toString().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(", ", "one of ", ""));
            }
            if (type == Duration.class) {
                return "a duration such as 500ms, 10s, 5m";
            }
            if (type == DataSize.class) {
                return "a size such as 512KB, 5MB";
            }
            return type == boolean.class ? "true or false" : "a whole number";
        }
    }
}
