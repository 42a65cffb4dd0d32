package io.loadbank.api;

import io.loadbank.plan.Problem;
import java.util.List;
import org.springframework.http.HttpHeaders;

/** Thrown where a request cannot go on; {@link ProblemHandler} alone turns it into an answer. Has no stack trace. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ProblemType type;
    private final transient List<Problem> problems;
    private final transient HttpHeaders headers = new HttpHeaders();

    Refusal(ProblemType type, String detail, List<Problem> problems) {
        super(detail, null, false, false);
        this.type = type;
        this.problems = List.copyOf(problems);
    }

    Refusal(ProblemType type, String detail) {
        this(type, detail, List.of());
    }

    /** Readable but wrong, for all of these reasons. */
    static Refusal invalid(List<Problem> problems) {
        return of(ProblemType.INVALID_INPUT, problems);
    }

    /** The problems in a sentence: the only one, or how many there are. */
    static Refusal of(ProblemType type, List<Problem> problems) {
        String detail = problems.size() == 1
                ? sentence(problems.getFirst())
                : problems.size() + " things are wrong, see problems";
        return new Refusal(type, detail, problems);
    }

    /** What was addressed does not exist. */
    static Refusal notFound(String detail) {
        return new Refusal(ProblemType.NOT_FOUND, detail);
    }

    Refusal with(String header, String value) {
        headers.add(header, value);
        return this;
    }

    ProblemType type() {
        return type;
    }

    String detail() {
        return String.valueOf(getMessage());
    }

    List<Problem> problems() {
        return problems;
    }

    HttpHeaders headers() {
        return headers;
    }

    private static String sentence(Problem problem) {
        return problem.path().isEmpty() ? problem.message() : problem.path() + ": " + problem.message();
    }
}
