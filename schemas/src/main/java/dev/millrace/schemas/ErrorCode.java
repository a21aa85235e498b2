package dev.millrace.schemas;

/**
 * Why something was refused or failed. The name and number are the contract and never change; the text may. Numbers: 1000 to 1999 the
 * caller's request, 2000 to 2999 the state of the organization, 3000 to 3999 our capacity, 4000 to 4999 our fault.
 */
public enum ErrorCode {
    /** The body or frame is not JSON, or repeats a member. */
    MALFORMED_JSON(1001, 400, "The body is not well-formed JSON"),
    /** The JSON has not the documented shape; {@code errors} points at each place. */
    INVALID_REQUEST(1002, 400, "The request does not have the expected shape"),
    /** No command is called this. */
    UNKNOWN_COMMAND_TYPE(1003, 400, "There is no such command"),
    /** An organization, table or source id breaks the pattern, or a row id is too long. */
    INVALID_ID(1004, 400, "The id is not acceptable"),
    /** A query parameter or header is out of its range. */
    INVALID_PARAMETER(1005, 400, "A parameter is not acceptable"),
    /** The cursor was not made by this API, or for another query. */
    INVALID_CURSOR(1006, 400, "The cursor is not one of ours"),
    /** The body is larger than the stated limit. */
    TOO_LARGE(1007, 413, "The request is too large"),
    /** No token, or one that is expired, forged or of a foreign issuer. */
    UNAUTHENTICATED(1008, 401, "A valid bearer token is needed"),
    /** The token is valid, but not for this organization or deed. */
    FORBIDDEN(1009, 403, "The token does not allow this"),
    /** There is no such route or thing. */
    NOT_FOUND(1010, 404, "There is no such thing"),
    /** The route exists, but not with this method. */
    METHOD_NOT_ALLOWED(1011, 405, "The method is not allowed here"),
    /** The request body has a media type that is not read here. */
    UNSUPPORTED_MEDIA_TYPE(1012, 415, "The media type is not supported"),
    /** None of the media types asked for can be made. */
    NOT_ACCEPTABLE(1013, 406, "None of the accepted media types can be produced"),
    /** A webhook's signature does not match its bytes. */
    INVALID_SIGNATURE(1014, 401, "The signature does not match"),
    /** A webhook's timestamp lies outside the replay window. */
    STALE_TIMESTAMP(1015, 401, "The timestamp is outside the window"),
    /** The thing is at none of the versions of {@code If-Match}. */
    PRECONDITION_FAILED(1016, 412, "A condition of the request does not hold"),

    /** The organization was never created. */
    ORGANIZATION_NOT_FOUND(2001, 422, "There is no such organization"),
    /** The organization exists already. */
    ORGANIZATION_EXISTS(2002, 422, "The organization exists already"),
    /** The table is not defined. */
    TABLE_NOT_FOUND(2003, 422, "There is no such table"),
    /** The table is defined already. */
    TABLE_EXISTS(2004, 422, "The table exists already"),
    /** The text is not a JSON Schema of draft 2020-12 that rows can be checked against. */
    INVALID_SCHEMA(2005, 422, "The schema is not acceptable"),
    /** The new schema may refuse rows that the old one allowed; {@code force} overrides. */
    INCOMPATIBLE_SCHEMA(2006, 422, "The schema change could break existing rows"),
    /** The row does not exist. */
    ROW_NOT_FOUND(2007, 422, "There is no such row"),
    /** The row's data does not satisfy its table's schema; {@code errors} points at each place. */
    ROW_INVALID(2008, 422, "The row does not satisfy the table's schema"),
    /** The entity is at another version than {@code expectedVersion}. */
    VERSION_CONFLICT(2009, 422, "The entity has another version"),
    /** The webhook source is not registered. */
    WEBHOOK_SOURCE_NOT_FOUND(2010, 422, "There is no such webhook source"),
    /** The webhook source is registered already. */
    WEBHOOK_SOURCE_EXISTS(2011, 422, "The webhook source exists already"),
    /** The secret does not suit the signature scheme. */
    INVALID_SECRET(2012, 422, "The secret does not suit the scheme"),
    /** The dead letter does not exist, or is settled already. */
    DEAD_LETTER_NOT_FOUND(2013, 422, "There is no such open dead letter"),
    /** A JSON value that the read side could not store: NUL, a lone surrogate, a number outside IEEE 754 double range. */
    UNSTORABLE_VALUE(2014, 422, "The value cannot be stored"),

    /** The read side has not reached the sequence asked for within the wait. */
    NOT_YET_VISIBLE(3001, 503, "The sequence is not visible yet"),
    /** Kafka, PostgreSQL or another part is out of reach; nothing was done, or the outcome is not known yet. */
    UNAVAILABLE(3002, 503, "A part of the system is not available"),
    /** Too many requests wait already. */
    OVERLOADED(3003, 503, "Too much work is waiting"),

    /** A bug of ours. The command changed nothing and is kept among the dead letters. */
    INTERNAL(4001, 500, "Something is wrong on our side");

    private final int number;
    private final int httpStatus;
    private final String title;

    ErrorCode(int number, int httpStatus, String title) {
        this.number = number;
        this.httpStatus = httpStatus;
        this.title = title;
    }

    /** The stable number, for metrics and for clients that prefer it. */
    public int number() {
        return number;
    }

    /** The HTTP status that goes with it. */
    public int httpStatus() {
        return httpStatus;
    }

    /** One short English sentence without particulars. */
    public String title() {
        return title;
    }
}
