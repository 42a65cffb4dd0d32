package io.loadbank.script.module.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The names {@code k6/http} exports. */
final class HttpExports {

    /** The constants and their values. */
    static final Map<String, Object> CONSTANTS = constants();

    static final List<String> NAMES = names();

    private HttpExports() {}

    private static Map<String, Object> constants() {
        Map<String, Object> constants = new LinkedHashMap<>();
        for (String version : List.of("1.0", "1.1", "1.2", "1.3")) {
            constants.put("TLS_" + version.replace('.', '_'), "tls" + version);
        }
        for (String status : List.of("good", "revoked", "server_failed", "unknown")) {
            constants.put("OCSP_STATUS_" + status.toUpperCase(java.util.Locale.ROOT), status);
        }
        for (String reason : List.of(
                "unspecified",
                "key_compromise",
                "ca_compromise",
                "affiliation_changed",
                "superseded",
                "cessation_of_operation",
                "certificate_hold",
                "remove_from_crl",
                "privilege_withdrawn",
                "aa_compromise")) {
            constants.put("OCSP_REASON_" + reason.toUpperCase(java.util.Locale.ROOT), reason);
        }
        return constants;
    }

    private static List<String> names() {
        List<String> names = new ArrayList<>(List.of(
                "asyncRequest",
                "batch",
                "CookieJar",
                "cookieJar",
                "del",
                "expectedStatuses",
                "file",
                "get",
                "head",
                "options",
                "patch",
                "post",
                "put",
                "request",
                "setResponseCallback",
                "url"));
        names.addAll(CONSTANTS.keySet());
        return List.copyOf(names);
    }
}
