package io.loadbank.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SelectorTest {

    private static final Page PAGE = Page.parse("""
            <html lang="en-GB"><body id=body>
            <div id=d1 class="big  red" title="A b-c"><p id=p1>Hello <b id=b1>World</b></p><p id=p2 class=Red></p>\
            <span id=s1 data-x="">own</span><p id=p3><!-- c --></p></div>
            <form id=f><fieldset id=fs disabled><input id=i1></fieldset><input id=i2 type=checkbox checked>\
            <select id=sel><option id=o1>1</option><option id=o2 selected>2</option></select>\
            <button id=btn disabled>x</button><a id=a1 href="/x.pdf">pdf</a><a id=a2>no</a></form>
            <ul id=ul><li id=l1>1</li><li id=l2>2</li><li id=l3>3</li><li id=l4>4</li><li id=l5>5</li></ul>
            <i id="1st">x</i><i id="a:b">y</i><ol id=ol><li id=x1></li></ol>
            </body></html>
            """);

    private static String ids(String selector) {
        return PAGE.root().find(NodeTest.selector(selector)).all().stream()
                .map(node -> String.valueOf(node.attribute("id")))
                .collect(Collectors.joining(" "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "#p1|p1",
                "P#p1|p1",
                "div > p|p1 p2 p3",
                "body p b|b1",
                "div b|b1",
                "body > b|``",
                "#p1 + p|p2",
                "#p1+p|p2",
                "#p1 ~ p|p2 p3",
                "#l1, #l3 ,#l5|l1 l3 l5",
                "#l3, #l1|l1 l3",
                "*#l1|l1",
                ".red|d1",
                ".Red|p2",
                ".big.red|d1",
                ".bi|``",
                "[data-x]|s1",
                "[data-x='']|s1",
                "div[title]|d1",
                "[title=\"A b-c\"]|d1",
                "[title='a B-c' i]|d1",
                "[title~='A']|d1",
                "[title~='b']|``",
                "[title^='A b']|d1",
                "[title$='-c']|d1",
                "[title*='b-']|d1",
                "[title^='']|``",
                "[title#='b.c']|d1",
                "`[lang|=en] #l1`|l1",
                "#ul li[id!=l2]|l1 l3 l4 l5",
                "#f a[href!='/y']|a1 a2",
                "a[href$=pdf]|a1",
                "#ul :first-child|l1",
                "#ul li:last-child|l5",
                "#ul li:nth-child(2)|l2",
                "#ul li:nth-child(odd)|l1 l3 l5",
                "#ul li:nth-child(even)|l2 l4",
                "#ul li:nth-child(2n + 1)|l1 l3 l5",
                "#ul li:nth-child(-n+2)|l1 l2",
                "#ul li:nth-child(3n-1)|l2 l5",
                "#ul li:nth-child(n+4)|l4 l5",
                "#ul li:nth-child(0n+1)|l1",
                "#ul li:nth-last-child(2)|l4",
                "#d1 p:nth-of-type(3)|p3",
                "#d1 p:nth-last-of-type(1)|p3",
                "#d1 :first-of-type|p1 b1 s1",
                "#d1 :last-of-type|b1 s1 p3",
                "li:only-child|x1",
                "#d1 :only-of-type|b1 s1",
                ":root > body|body",
                "p:empty|p2 p3",
                "p:contains('hello world')|p1",
                "p:contains(Hello)|p1",
                "p:containsOwn('World')|``",
                "b:containsOwn(\"world\")|b1",
                "p:matches('^H.*d$')|p1",
                "div:has(b)|d1",
                "div:haschild(b)|``",
                "p:has(b, i)|p1",
                "#ul li:not(:first-child):not(#l5)|l2 l3 l4",
                "#ul li:not(#l1, #l2)|l3 l4 l5",
                "#f :input|i1 i2 sel btn",
                "#f :checked|i2 o2",
                "#f :disabled|fs i1 btn",
                "#f input:enabled|i2",
                "#f :link|a1",
                "a:hover|``",
                "#ul li:lang(en)|l1 l2 l3 l4 l5",
                "#\\31 st|1st",
                "#a\\:b|a:b",
                "  #l1  |l1",
            })
    void finds(String selector, String ids) {
        assertThat(ids(selector)).isEqualTo(ids);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "li:eq(0)",
                "li:first",
                "li:gt(1)",
                "li:visible",
                "li::before",
                "> li",
                "li >",
                "li,",
                ",li",
                "li[",
                "li[id",
                "li[id=",
                "li[id='l1]",
                "#",
                ".",
                "li:nth-child()",
                "li:nth-child(x)",
                "li:not(",
                "li)",
                "li:has(> b)",
                "!",
                "li:matches('(')",
                "li[id%=1]",
                "-",
                "1li",
                "li\\",
                "li:nth-child(99999999999)",
            })
    void an_invalid_selector_matches_nothing(String selector) {
        assertThat(ids(selector)).isEmpty();
    }

    @Test
    void nesting_without_end_is_invalid() {
        assertThat(ids(":not(".repeat(100_000) + "a" + ")".repeat(100_000))).isEmpty();
    }

    @Test
    void an_expression_that_would_never_end_is_given_up() {
        NodeSet page = Page.parse("<p>" + "a".repeat(60) + "</p>").root();

        org.assertj.core.api.Assertions.assertThatThrownBy(
                        () -> page.find(NodeTest.selector("p:matches('^.*.*.*.*.*.*.*.*.*.*.*b')")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("takes too long");
    }

    @Test
    void a_page_nested_without_end_is_read() {
        NodeSet page = Page.parse("<div>".repeat(100_000) + "deep").root();

        assertThat(page.text()).isEqualTo("deep");
        assertThat(page.html()).contains("deep");
    }
}
