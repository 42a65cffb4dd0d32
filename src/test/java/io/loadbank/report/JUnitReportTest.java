package io.loadbank.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class JUnitReportTest {
    /** What build servers agree on. */
    private static final String SCHEMA = """
            <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
              <xs:complexType name="result"><xs:simpleContent><xs:extension base="xs:string">
                <xs:attribute name="message" use="required"/><xs:attribute name="type" use="required"/>
              </xs:extension></xs:simpleContent></xs:complexType>
              <xs:element name="testsuites"><xs:complexType><xs:sequence>
                <xs:element name="testsuite" maxOccurs="unbounded"><xs:complexType><xs:sequence>
                  <xs:element name="testcase" maxOccurs="unbounded"><xs:complexType>
                    <xs:choice minOccurs="0">
                      <xs:element name="failure" type="result"/><xs:element name="error" type="result"/>
                    </xs:choice>
                    <xs:attribute name="classname" use="required"/><xs:attribute name="name" use="required"/>
                    <xs:attribute name="time" type="xs:decimal" use="required"/>
                  </xs:complexType></xs:element>
                </xs:sequence>
                <xs:attribute name="name" use="required"/>
                <xs:attribute name="tests" type="xs:int" use="required"/>
                <xs:attribute name="failures" type="xs:int" use="required"/>
                <xs:attribute name="errors" type="xs:int" use="required"/>
                <xs:attribute name="skipped" type="xs:int"/>
                <xs:attribute name="time" type="xs:decimal" use="required"/>
                <xs:attribute name="timestamp" type="xs:dateTime"/>
                </xs:complexType></xs:element>
              </xs:sequence>
              <xs:attribute name="name"/>
              <xs:attribute name="tests" type="xs:int"/><xs:attribute name="failures" type="xs:int"/>
              <xs:attribute name="errors" type="xs:int"/><xs:attribute name="time" type="xs:decimal"/>
              </xs:complexType></xs:element>
            </xs:schema>
            """;

    private final String text = JUnitReport.of(ReportedRun.ended());

    @Test
    void it_is_what_build_servers_read() throws Exception {
        SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                .newSchema(new StreamSource(new StringReader(SCHEMA)))
                .newValidator()
                .validate(new StreamSource(new StringReader(text)));

        assertThat(text).startsWith("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
    }

    @Test
    void thresholds_and_checks_are_cases_and_failures_say_why() throws Exception {
        var document = DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(text)));
        List<String> failures = new ArrayList<>();
        var found = document.getElementsByTagName("failure");
        for (int i = 0; i < found.getLength(); i++) {
            failures.add(((Element) found.item(i)).getAttribute("message"));
        }

        assertThat(failures)
                .containsExactly(
                        "threshold p(95)<<script>alert('x')</script>\"&\uFFFD on "
                                + "http_req_duration{name:<script>alert('x')</script>\"&\uFFFD} was crossed,"
                                + " the value is 712.5",
                        "check \"<script>alert('x')</script>\"&\uFFFD\" failed 1 of 4 times (25 %)");
        assertThat(document.getDocumentElement().getAttribute("tests")).isEqualTo("4");
        assertThat(document.getDocumentElement().getAttribute("failures")).isEqualTo("2");
        assertThat(document.getDocumentElement().getAttribute("errors")).isEqualTo("0");
    }
}
