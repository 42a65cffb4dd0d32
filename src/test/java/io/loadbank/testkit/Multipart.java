package io.loadbank.testkit;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads multipart/form-data bodies well enough to echo them. */
final class Multipart {

    private static final Pattern BOUNDARY = Pattern.compile("boundary=\"?([^\";]+)\"?");
    private static final Pattern NAME = Pattern.compile("[ ;]name=\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern FILE_NAME = Pattern.compile("filename=\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern TYPE = Pattern.compile("(?im)^content-type:\\s*(.+?)\\s*$");

    private Multipart() {}

    static void read(byte[] body, String contentType, Map<String, Object> fields, Map<String, Object> files) {
        Matcher boundary = BOUNDARY.matcher(contentType);
        if (!boundary.find()) {
            return;
        }
        String text = new String(body, StandardCharsets.ISO_8859_1);
        for (String part : text.split(Pattern.quote("--" + boundary.group(1)), -1)) {
            int gap = part.indexOf("\r\n\r\n");
            if (gap < 0) {
                continue;
            }
            String head = utf8(part.substring(0, gap));
            String data = part.substring(gap + 4, part.endsWith("\r\n") ? part.length() - 2 : part.length());
            Matcher name = NAME.matcher(head);
            if (!name.find()) {
                continue;
            }
            Matcher file = FILE_NAME.matcher(head);
            if (file.find()) {
                Matcher type = TYPE.matcher(head);
                files.put(
                        name.group(1),
                        Map.of(
                                "filename", file.group(1),
                                "content_type", type.find() ? type.group(1) : "",
                                "data", utf8(data),
                                "size", data.length()));
            } else {
                fields.put(name.group(1), utf8(data));
            }
        }
    }

    private static String utf8(String bytes) {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
