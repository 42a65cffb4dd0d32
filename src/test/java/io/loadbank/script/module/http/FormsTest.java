package io.loadbank.script.module.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code submitForm} and {@code clickLink} of pages that are made for the case. */
class FormsTest {
    private static final HttpLab LAB = new HttpLab();

    @AfterAll
    static void close() {
        LAB.close();
    }

    /** What the console shows after that code, which sees the page as {@code r}. */
    private static List<String> on(String html, String code) {
        String body = URLEncoder.encode(html, StandardCharsets.UTF_8);
        return LAB.console("const r = http.get(base + '/text?body=" + body + "');"
                + "const says = (f) => { try { return f(); } catch (e) { return String(e); } };"
                + "const sent = (x) => { const j = x.json(); return j.method + ' ' + j.path + ' ' + (j.query || j.data); };"
                + code);
    }

    private static String submitted(String html, String options) {
        return on(html, "console.log(says(() => sent(r.submitForm(" + options + "))));")
                .getFirst();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "<form action=/anything/a><input name=x value=1></form>                    | GET /anything/a x=1",
                "<form action=/anything/a method=get><input name=x value=1></form>         | GET /anything/a x=1",
                "<form action=/anything/a method=' post '><input name=x value=1></form>    | POST /anything/a x=1",
                "<form action=/anything/a method=PuT><input name=x value=1></form>         | PUT /anything/a x=1",
                "<form action=anything/a method=post></form>                               | POST /anything/a ",
                "<form action=./anything/../anything/b?old=1 method=post></form>           | POST /anything/b old=1",
                "<form action=/anything/b?old=1><input name=x value=1></form>              | GET /anything/b x=1",
                "<form action=/anything/a><input value=nameless></form>                    | GET /anything/a ",
                "<form action=/anything/a><input name='a b' value='c&d=e'></form>          | GET /anything/a a+b=c%26d%3De",
            })
    void method_and_action_are_those_of_the_form(String html, String sent) {
        assertThat(submitted(html, "").strip()).isEqualTo(sent.strip());
    }

    /** As k6 has it, a box counts as ticked and a field as switched off only when the attribute repeats its name. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "<input type=checkbox name=c checked=checked>                                | c=on",
                "<input type=checkbox name=c value=v checked=checked><input type=checkbox name=d> | c=v",
                "<input type=checkbox name=c value=v checked>                                | ",
                "<input type=radio name=r value=1><input type=radio name=r value=2 checked=checked> | r=2",
                "<input type=radio name=r value=1>                                           | ",
                "<select name=s><option>one<option selected>two</select>                     | s=two",
                "<select name=s><option value=1>one<option value=2 selected>two</select>     | s=2",
                "<select name=s multiple><option selected>a<option>b<option selected>c</select> | s=%5Ba+c%5D",
                "<textarea name=t>some text</textarea>                                       | t=some+text",
                "<input name=a value=1><input name=b disabled=disabled value=2>              | a=1",
                "<input name=a value=1><input name=b disabled value=2>                       | a=1&b=2",
                "<input type=hidden name=h value=x>                                          | h=x",
                "<input name=a value=1><input type=submit name=go value=Send>                | a=1&go=Send",
                "<input name=a value=1><button type=submit name=go value=B>x</button>        | a=1&go=B",
                "<input name=a value=1><input type=submit value=nameless>                    | a=1",
            })
    void fields_are_serialised_by_their_kind(String fields, String query) {
        String sent = submitted("<form action=/anything method=post>" + fields + "</form>", "");

        assertThat(sent.strip()).isEqualTo(("POST /anything " + (query == null ? "" : query)).strip());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{ formSelector: '#one', fields: { x: 9 } }                                | POST /anything/one go=1&x=9",
                "{ formSelector: '#one', fields: { y: 'z&' } }                             | POST /anything/one go=1&x=1&y=z%26",
                "{ formSelector: '#one', fields: { go: 'mine' } }                          | POST /anything/one go=mine&x=1",
                "{ formSelector: '#one', submitSelector: '#other' }                        | POST /anything/one other=2&x=1",
                "{ formSelector: '#one', submitSelector: '#none' }                         | POST /anything/one x=1",
                "{ formSelector: '#two' }                            | GET /anything/two q=2",
                "{ formSelector: '#two', fields: { q: [1, 2] } }     | GET /anything/two q=%5B1+2%5D",
                "{ formSelector: '#none' }                           | Error: no form found for selector '#none' in response 'PAGE'",
            })
    void options_choose_the_form_the_button_and_the_fields(String options, String expected) {
        String page = "<form id=one action=/anything/one method=post><input name=x value=1>"
                + "<input type=submit name=go value=1><input type=button id=other name=other value=2></form>"
                + "<form id=two action=/anything/two><input name=q value=2></form>";
        String sent = submitted(page, options);

        assertThat(sent.replaceFirst("'http://[^']*'", "'PAGE'")).isEqualTo(expected);
    }

    @Test
    void of_several_forms_the_first_says_where_and_all_say_what() {
        assertThat(submitted(
                        "<form class=f action=/anything/1 method=post><input name=a value=1></form>"
                                + "<form class=f action=/anything/2><input name=b value=2></form>",
                        "{ formSelector: '.f' }"))
                .isEqualTo("POST /anything/1 a=1&b=2");
    }

    @Test
    void a_form_without_an_action_goes_to_its_page() {
        assertThat(on(
                        "<form method=post><input name=a value=1></form>",
                        "console.log(r.submitForm({ params: { redirects: 0 } }).request.method"
                                + " + ' ' + (r.submitForm().request.url === r.url));"))
                .containsExactly("POST true");
    }

    @Test
    void parameters_reach_the_request() {
        assertThat(on(
                        "<form action=/headers method=post></form><a href=/headers>x</a>",
                        "const p = { headers: { 'X-My': 'v' }, tags: { t: '1' } };"
                                + "console.log(r.submitForm({ params: p }).json('headers.X-My'),"
                                + " r.clickLink({ params: p }).json('headers.X-My'));"))
                .containsExactly("v v");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "<a>none</a><a href=/get?1>x</a>             |                        | GET /get 1",
                "<a href=get?1>x</a>                         |                        | GET /get 1",
                "<a href='  /get?1 '>x</a>                   |                        | GET /get 1",
                "<a href='/a/../get?1#frag'>x</a>            |                        | GET /get 1",
                "<a href=/get?1>x</a><a id=b href=?2>y</a>   | { selector: '#b' }     | http.get of the page with 2",
                "<p>no link</p>                              |                        | Error: no element found for selector 'a[href]' in response 'PAGE'",
                "<a href=/get>x</a>                          | { selector: '.none' }  | Error: no element found for selector '.none' in response 'PAGE'",
                "<a id=x>x</a>                               | { selector: '#x' }     | Error: no valid href attribute on the element found for selector '#x'",
                "<a href='http://[bad'>x</a>                 |                        | Error: invalid URL",
            })
    void a_link_is_followed_from_where_the_page_is(String html, String options, String expected) {
        String shown = on(
                        html,
                        "console.log(says(() => { const x = r.clickLink(" + (options == null ? "" : options) + ");"
                                + " return x.url.endsWith('/text?2') ? 'http.get of the page with 2' : sent(x); }));")
                .getFirst()
                .replaceFirst("'http://[^']*'$", "'PAGE'");

        assertThat(shown.startsWith("Error: invalid URL") ? "Error: invalid URL" : shown)
                .isEqualTo(expected);
    }
}
