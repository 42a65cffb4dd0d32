package io.loadbank;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The code is built as {@link HouseMap} draws it: arrows only go down, libraries stay behind their fences. */
class ArchitectureTest {
    private static final String BASE = "io.loadbank";
    private static final String WRONG_BASE = BASE + ".wronghouse";
    private static final Set<String> EMPTY_WORDS =
            Set.of("common", "util", "utils", "core", "impl", "model", "dto", "service", "lib");
    private static final Pattern EMPTY_NAME =
            Pattern.compile(".*(Impl|Manager|Helper|Helpers|Util|Utils|Service|Processor)");

    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(BASE);
    private static final JavaClasses WRONG_HOUSE = new ClassFileImporter().importPackages(WRONG_BASE);

    @Test
    void every_arrow_of_the_map_goes_down_or_stays_in_the_family() {
        HouseMap.ROOMS.forEach((name, room) -> room.sees().forEach(seen -> {
            var below = requireNonNull(HouseMap.ROOMS.get(seen), () -> seen + " is seen and not on the map");
            assertThat(below.floor() < room.floor() || isSameFamily(name, seen))
                    .as("%s sees %s, which is not below it", name, seen)
                    .isTrue();
        }));
    }

    @Test
    void the_map_itself_is_free_of_cycles() {
        var left = new HashMap<>(HouseMap.ROOMS);
        while (left.values().removeIf(room -> Collections.disjoint(room.sees(), left.keySet()))) {
            // a room that sees no room that is left cannot be on a cycle
        }
        assertThat(left).isEmpty();
    }

    @Test
    void every_user_of_a_fenced_library_is_on_the_map() {
        assertThat(HouseMap.FENCES)
                .allSatisfy(fence -> assertThat(HouseMap.ROOMS.keySet()).containsAll(fence.users()));
    }

    @Test
    void every_package_is_on_the_map() {
        everyPackageIsOnTheMap(BASE).check(HOUSE);
    }

    @Test
    void packages_see_only_what_the_map_allows() {
        packagesSeeOnlyWhatTheMapAllows(BASE).check(HOUSE);
    }

    @Test
    void packages_are_free_of_cycles() {
        packagesAreFreeOfCycles(BASE).check(HOUSE);
    }

    @Test
    void libraries_stay_behind_their_fences() {
        librariesStayBehindTheirFences(BASE).check(HOUSE);
    }

    @Test
    void no_package_has_an_empty_word_for_a_name() {
        noPackageHasAnEmptyWordForAName(BASE).check(HOUSE);
    }

    @Test
    void no_class_has_an_empty_name() {
        noClassHasAnEmptyName().check(HOUSE);
    }

    @Test
    void every_package_says_what_it_is_for_and_checks_null() {
        everyPackageIsNullMarked().check(HOUSE);
    }

    // Each rule is held against a house that breaks it as well, so that none can pass by looking at nothing.

    @Test
    void in_a_wrong_house_a_package_that_is_not_on_the_map_is_found() {
        assertThat(violations(everyPackageIsOnTheMap(WRONG_BASE)))
                .anyMatch(it -> it.contains("'mystery' is not on the map"))
                .anyMatch(it -> it.contains("'util' is not on the map"))
                .hasSize(2);
    }

    @Test
    void in_a_wrong_house_forbidden_arrows_are_found_and_allowed_ones_are_not() {
        assertThat(violations(packagesSeeOnlyWhatTheMapAllows(WRONG_BASE)))
                .anyMatch(it -> it.startsWith("'plan' must not see 'metric'"))
                .anyMatch(it -> it.startsWith("'metric' must not see 'plan'"))
                .anyMatch(it -> it.startsWith("'executor' must not see 'script'"))
                .noneMatch(it -> it.contains("'vu'"));
    }

    @Test
    void in_a_wrong_house_a_cycle_is_found() {
        assertThat(violations(packagesAreFreeOfCycles(WRONG_BASE))).hasSize(1);
    }

    @Test
    void in_a_wrong_house_a_library_outside_its_fence_is_found() {
        assertThat(violations(librariesStayBehindTheirFences(WRONG_BASE)))
                .anyMatch(it -> it.startsWith("'metric' must not use GraalVM"))
                .anyMatch(it -> it.startsWith("'metric' must not use Netty"))
                .anyMatch(it -> it.startsWith("'metric' must not use Spring"))
                .anyMatch(it -> it.startsWith("'metric' must not use Micrometer"))
                .noneMatch(it -> it.startsWith("'script'"));
    }

    @Test
    void in_a_wrong_house_empty_names_are_found() {
        assertThat(violations(noPackageHasAnEmptyWordForAName(WRONG_BASE))).hasSize(1);
        assertThat(violations(noClassHasAnEmptyName())).hasSize(1);
    }

    @Test
    void in_a_wrong_house_packages_without_package_info_are_found() {
        assertThat(violations(everyPackageIsNullMarked()))
                .anyMatch(it -> it.contains("wronghouse.plan"))
                .noneMatch(it -> it.contains("wronghouse.vu "));
    }

    private static Set<String> violations(ArchRule rule) {
        return new TreeSet<>(rule.evaluate(WRONG_HOUSE).getFailureReport().getDetails());
    }

    private static ArchRule everyPackageIsOnTheMap(String base) {
        return rule("live in a package that is on the map", (type, report) -> {
            var room = roomOf(type, base);
            if (!HouseMap.ROOMS.containsKey(room)) {
                report.accept("package '%s' is not on the map: %s".formatted(room, type.getName()));
            }
        });
    }

    private static ArchRule packagesSeeOnlyWhatTheMapAllows(String base) {
        return rule("see only what the map allows", (type, report) -> {
            var from = roomOf(type, base);
            var room = HouseMap.ROOMS.get(from);
            for (Dependency arrow : type.getDirectDependenciesFromSelf()) {
                var target = arrow.getTargetClass().getBaseComponentType();
                if (room == null || !isInside(target, base)) {
                    continue;
                }
                var to = roomOf(target, base);
                if (!to.equals(from) && !room.sees().contains(to)) {
                    report.accept("'%s' must not see '%s': %s".formatted(from, to, arrow.getDescription()));
                }
            }
        });
    }

    private static ArchRule librariesStayBehindTheirFences(String base) {
        return rule("leave libraries behind their fences", (type, report) -> {
            var from = roomOf(type, base);
            for (Dependency arrow : type.getDirectDependenciesFromSelf()) {
                var target = arrow.getTargetClass().getBaseComponentType().getName();
                for (var fence : HouseMap.FENCES) {
                    if (!fence.users().contains(from)
                            && fence.library().stream().anyMatch(target::startsWith)) {
                        report.accept("'%s' must not use %s: %s".formatted(from, fence.name(), arrow.getDescription()));
                    }
                }
            }
        });
    }

    private static ArchRule packagesAreFreeOfCycles(String base) {
        return slices().matching(base + ".(**)").should().beFreeOfCycles().allowEmptyShould(true);
    }

    private static ArchRule noPackageHasAnEmptyWordForAName(String base) {
        return rule("live in a package with a meaning", (type, report) -> {
            if (Arrays.stream(roomOf(type, base).split("\\.")).anyMatch(EMPTY_WORDS::contains)) {
                report.accept("the package says nothing: " + type.getName());
            }
        });
    }

    private static ArchRule noClassHasAnEmptyName() {
        return rule("have a name with a meaning", (type, report) -> {
            if (EMPTY_NAME.matcher(type.getSimpleName()).matches()) {
                report.accept("the name says nothing: " + type.getName());
            }
        });
    }

    private static ArchRule everyPackageIsNullMarked() {
        return rule("live in a package whose package-info is @NullMarked", (type, report) -> {
            var marked = type.getPackage().tryGetPackageInfo().filter(info -> info.isAnnotatedWith(NullMarked.class));
            if (marked.isEmpty()) {
                report.accept(type.getPackageName() + " has no package-info with @NullMarked");
            }
        });
    }

    /** A rule for every class; {@code check} reports what is wrong with the class it is given. */
    private static ArchRule rule(String wish, BiConsumer<JavaClass, Consumer<String>> check) {
        return classes().should(new ArchCondition<>(wish) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                check.accept(type, wrong -> events.add(SimpleConditionEvent.violated(type, wrong)));
            }
        });
    }

    private static boolean isInside(JavaClass type, String base) {
        return type.getPackageName().equals(base) || type.getPackageName().startsWith(base + ".");
    }

    private static boolean isSameFamily(String name, String other) {
        return name.split("\\.")[0].equals(other.split("\\.")[0]);
    }

    /** The package's name on the map. */
    private static String roomOf(JavaClass type, String base) {
        var name = type.getPackageName();
        return name.equals(base) ? "" : name.substring(base.length() + 1);
    }
}
