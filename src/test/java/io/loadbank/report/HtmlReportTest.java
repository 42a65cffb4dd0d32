package io.loadbank.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadbank.generator.GeneratorVerdict;
import java.util.List;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;

class HtmlReportTest {
    private static final String TEXT = HtmlReport.of(ReportedRun.ended());
    private static final Document PAGE = Jsoup.parse(TEXT);

    @Test
    void it_needs_nothing_from_anywhere_and_forbids_what_it_does_not_bring() {
        assertThat(PAGE.select("[src], [href], link, img, iframe, object, form, [style], base"))
                .isEmpty();
        assertThat(TEXT).doesNotContain("http://", "https://", "url(", "@import");
        assertThat(PAGE.select("style")).hasSize(1);
        assertThat(PAGE.select("meta[http-equiv=Content-Security-Policy]").attr("content"))
                .isEqualTo(HtmlReport.POLICY)
                .contains("default-src 'none'", "style-src 'sha256-", "script-src 'sha256-")
                .doesNotContain("unsafe");
    }

    @Test
    void names_that_a_script_chose_stay_names() {
        assertThat(PAGE.select("script")).hasSize(1);
        assertThat(PAGE.select("script").first())
                .isNotNull()
                .extracting(Element::data)
                .asString()
                .doesNotContain("alert");
        assertThat(PAGE.select("h1").text()).isEqualTo("shop <script>alert('x')</script>\"&\uFFFD");
        assertThat(PAGE.select("*").stream().flatMap(it -> it.attributes().asList().stream()))
                .noneMatch(it -> Pattern.matches("on.*", it.getKey()));
    }

    @Test
    void it_says_how_the_run_went() {
        assertThat(PAGE.select(".verdict").text()).isEqualTo("✗ failed");
        assertThat(PAGE.select("header").text())
                .contains("2026-11-21 20:00:00 UTC", "aborted after 1m0s, 50s of it test time")
                .contains("exit code 99 (thresholds were crossed)");
        assertThat(headings())
                .containsSubsequence(
                        "Problems",
                        "Thresholds",
                        "Load",
                        "Changes while it ran",
                        "What came of it",
                        "Errors",
                        "Checks",
                        "Scenarios",
                        "Metrics: times and trends",
                        "Metrics: counters",
                        "Log: the latest warnings and errors");
        assertThat(rows("Thresholds").getFirst()).contains("✗ failed", "713");
        assertThat(rows("Thresholds").getLast()).contains("✓ passed", "no data");
        assertThat(rows("Errors")).singleElement().asString().contains("71", "500", "1500");
        assertThat(rows("Checks")).singleElement().asString().contains("✗ failed", "75 %");
        assertThat(rows("Log: the latest warnings and errors"))
                .singleElement()
                .asString()
                .startsWith("20:00:00 2 warning");
    }

    @Test
    void every_change_is_marked_on_every_chart_with_what_it_was_and_who_made_it() {
        assertThat(rows("Changes while it ran"))
                .containsExactly(
                        "1 0:10 retarget browse: vus 5 → 40 10.0.0.7",
                        "2 0:20 pause paused <script>alert('x')</script>\"&\uFFFD",
                        "3 0:55 stop stopped 10.0.0.7");
        assertThat(PAGE.select(".chart")).isNotEmpty().allSatisfy(chart -> {
            assertThat(chart.select(".mark title").eachText())
                    .first()
                    .isEqualTo("1 0:10: browse: vus 5 → 40 (10.0.0.7)");
            assertThat(chart.select(".mark line").eachAttr("x1")).containsExactly("16.667%", "33.333%", "91.667%");
            assertThat(chart.select(".pause").eachAttr("width")).containsExactly("16.667%");
        });
    }

    @Test
    void the_generators_verdict_is_there_when_there_is_one() {
        assertThat(headings()).doesNotContain("Generator");

        var verdict = new GeneratorVerdict(GeneratorVerdict.Level.SATURATED, List.of("CPU at <100 %"));
        var page = Jsoup.parse(HtmlReport.of(ReportedRun.judged(verdict)));

        assertThat(page.select("section:contains(Generator)").text()).contains("⚠ saturated CPU at <100 %");
    }

    @Test
    void a_run_without_a_recording_has_a_report_without_charts() {
        var page = Jsoup.parse(HtmlReport.of(ReportedRun.unrecorded()));

        assertThat(page.select(".chart")).isEmpty();
        assertThat(page.text()).contains("Nothing is recorded of this run.");
    }

    private static List<String> headings() {
        return PAGE.select("h2").eachText();
    }

    private static List<String> rows(String heading) {
        return PAGE.select("section").stream()
                .filter(it -> it.select("h2").text().equals(heading))
                .flatMap(it -> it.select("tbody tr").eachText().stream())
                .toList();
    }
}
