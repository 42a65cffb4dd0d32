package io.loadbank.script.module.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class JsonSelectorTest {

    private static final JsonNode DOCUMENT = Objects.requireNonNull(JsonModifier.parse("""
            {"name":{"first":"Tom","last":"Anderson"},"age":37,"pi":3.25,"ok":true,"nothing":null,
             "children":["Sara","Alex","Jack"],"fav.movie":"Deer Hunter","nested":[[1,2],[3,[4]]],
             "text":"{\\"a\\":1}","columns":{"id":[1,2],"n":["x","y"]},
             "friends":[
               {"first":"Dale","last":"Murphy","age":44,"nets":["ig","fb","tw"]},
               {"first":"Roger","last":"Craig","age":68,"nets":["fb","tw"],"vip":true},
               {"first":"Jane","last":"Murphy","age":47,"nets":["ig","tw"],"vip":false}]}
            """));

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "name.last; \"Anderson\"",
                "age; 37",
                "pi; 3.25",
                "nothing; null",
                "missing; (none)",
                "name.first.x; (none)",
                "children; [\"Sara\",\"Alex\",\"Jack\"]",
                "children.1; \"Alex\"",
                "children|1; \"Alex\"",
                "children.9; (none)",
                "children.#; 3",
                "age.#; (none)",
                "child*.2; \"Jack\"",
                "c?ildren.0; \"Sara\"",
                "fav\\.movie; \"Deer Hunter\"",
                "friends.#.first; [\"Dale\",\"Roger\",\"Jane\"]",
                "friends.#.vip; [true,false]",
                "friends.#.none; []",
                "friends.1.last; \"Craig\"",
                "friends.#.nets.#; [3,2,2]",
                "friends.#.first|0; \"Dale\"",
                "friends.#(last==\"Murphy\").first; \"Dale\"",
                "friends.#(last==\"Murphy\")#.first; [\"Dale\",\"Jane\"]",
                "friends.#(last==\"Murphy\")#|0.age; 44",
                "friends.#(last=\"Nobody\").first; (none)",
                "friends.#(last=\"Nobody\")#.first; []",
                "friends.#(age>45)#.last; [\"Craig\",\"Murphy\"]",
                "friends.#(age<=47)#.age; [44,47]",
                "friends.#(age!=68)#.age; [44,47]",
                "friends.#(first%\"D*\").last; \"Murphy\"",
                "friends.#(first!%\"D*\").last; \"Craig\"",
                "friends.#(nets.#(==\"fb\"))#.first; [\"Dale\",\"Roger\"]",
                "friends.#(vip)#.first; [\"Roger\",\"Jane\"]",
                "friends.#(vip==~true)#.first; [\"Roger\"]",
                "friends.#(vip==~false)#.first; [\"Dale\",\"Jane\"]",
                "friends.#(vip==~null)#.first; [\"Dale\"]",
                "friends.#(vip==~*)#.first; [\"Roger\",\"Jane\"]",
                "children.#(%\"*a*\")#; [\"Sara\",\"Jack\"]",
                "children.#(>\"Jack\")#; [\"Sara\"]",
                "children|@reverse; [\"Jack\",\"Alex\",\"Sara\"]",
                "children|@reverse|0; \"Jack\"",
                "@this.age; 37",
                "nested|@flatten; [1,2,3,[4]]",
                "nested|@flatten:{\"deep\":true}; [1,2,3,4]",
                "name|@keys; [\"first\",\"last\"]",
                "name|@values; [\"Tom\",\"Anderson\"]",
                "age|@tostr; \"37\"",
                "text|@fromstr|a; 1",
                "columns|@group; [{\"id\":1,\"n\":\"x\"},{\"id\":2,\"n\":\"y\"}]",
                "[name,columns]|@join; {\"first\":\"Tom\",\"last\":\"Anderson\",\"id\":[1,2],\"n\":[\"x\",\"y\"]}",
                "@dig:first|#; 4",
                "age|@nosuch; (none)",
                "{name.first,\"years\":age}; {\"first\":\"Tom\",\"years\":37}",
                "[age,name.last,missing]; [37,\"Anderson\"]",
                "{\"x\":!\"lit\",\"n\":!5}; {\"x\":\"lit\",\"n\":5}",
                "friends.0.{first,age}; {\"first\":\"Dale\",\"age\":44}"
            })
    void finds_what_the_path_says(String path, String expected) {
        JsonNode found = JsonSelector.find(DOCUMENT, path);
        assertThat(found == null ? "(none)" : found.toString()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"'{\"a\":1} x'", "'{\"a\":1'", "''", "'not json'"})
    void what_is_not_one_document_is_none(String text) {
        assertThat(JsonModifier.parse(text)).isNull();
    }
}
