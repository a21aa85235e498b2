package dev.millrace.query.event;

/** How events are put one after the other. PostgreSQL does it, so that a page comes as one value and is passed on as it is. */
enum Framing {
    /** Elements of a JSON array. */
    ARRAY("event", ","),
    /** A line each. */
    LINES("event || E'\\n'", ""),
    /** Server-sent events: id, name and data. Neither types nor events hold line breaks. */
    SERVER_SENT("'id: ' || sequence || E'\\nevent: ' || type || E'\\ndata: ' || event || E'\\n\\n'", "");

    private final String expression;
    private final String separator;

    Framing(String expression, String separator) {
        this.expression = expression;
        this.separator = separator;
    }

    String expression() {
        return expression;
    }

    String separator() {
        return separator;
    }
}
