package dev.millrace.platform.command;

import static dev.millrace.schemas.ErrorCode.INVALID_REQUEST;
import static dev.millrace.schemas.ErrorCode.UNSTORABLE_VALUE;

import dev.millrace.schemas.envelope.Ids;
import java.math.BigDecimal;
import java.math.BigInteger;
import tools.jackson.databind.JsonNode;

/**
 * Finds what JSON allows but PostgreSQL's {@code jsonb} or a JavaScript client cannot hold: NUL, lone surrogates, numbers that are no finite double, numbers of
 * more than 1,000 digits, and nesting without end.
 */
final class StorableJson {

    private static final int MAX_DIGITS = 1000;

    /** Decimal exponents of the largest and the smallest double, rounded inwards; between them only the conversion can tell. */
    private static final long SURE_MAX_EXPONENT = 308;

    private static final long SURE_MIN_EXPONENT = -307;

    private final int maxDepth;
    private final Findings findings;

    StorableJson(int maxDepth, Findings findings) {
        this.maxDepth = maxDepth;
        this.findings = findings;
    }

    void check(JsonNode node, String pointer) {
        check(node, pointer, 1);
    }

    private void check(JsonNode node, String pointer, int depth) {
        switch (node.getNodeType()) {
            case OBJECT, ARRAY -> checkContainer(node, pointer, depth);
            case STRING -> checkText(node.stringValue(), pointer);
            case NUMBER -> checkNumber(node, pointer);
            case BOOLEAN, NULL -> {}
            case BINARY, POJO, MISSING -> findings.add(INVALID_REQUEST, pointer, "Expected a JSON value");
        }
    }

    private void checkContainer(JsonNode node, String pointer, int depth) {
        if (depth > maxDepth) {
            findings.add(INVALID_REQUEST, pointer, "Expected at most " + maxDepth + " levels of nesting");
        } else if (node.isObject()) {
            node.forEachEntry((name, value) -> {
                checkText(name, pointer);
                checkMember(value, pointer, name, depth);
            });
        } else {
            for (int i = 0; i < node.size(); i++) {
                var element = node.get(i);
                if (needsCheck(element)) {
                    check(element, ShownPointers.element(pointer, i), depth + 1);
                }
            }
        }
    }

    private void checkMember(JsonNode value, String pointer, String name, int depth) {
        if (needsCheck(value)) {
            check(value, ShownPointers.member(pointer, name), depth + 1);
        }
    }

    /** Spares the pointer of what is fine at a glance. */
    private static boolean needsCheck(JsonNode value) {
        return switch (value.getNodeType()) {
            case BOOLEAN, NULL -> false;
            case STRING -> !isStorable(value.stringValue());
            case NUMBER -> !value.isInt() && !value.isLong();
            case OBJECT, ARRAY, BINARY, POJO, MISSING -> true;
        };
    }

    private void checkText(String text, String pointer) {
        if (!isStorable(text)) {
            findings.add(UNSTORABLE_VALUE, pointer, "Expected text without NUL and without lone surrogates");
        }
    }

    private static boolean isStorable(String text) {
        return text.indexOf('\0') < 0 && Ids.isWellFormed(text);
    }

    private void checkNumber(JsonNode node, String pointer) {
        boolean storable = switch (node.numberType()) {
            case INT, LONG -> true;
            case BIG_INTEGER -> isStorable(new BigDecimal(node.bigIntegerValue()));
            case FLOAT, DOUBLE -> Double.isFinite(node.doubleValue());
            case BIG_DECIMAL -> isStorable(node.decimalValue());
        };
        if (!storable) {
            findings.add(
                    UNSTORABLE_VALUE, pointer, "Expected a number in the range of a double, of at most 1000 digits");
        }
    }

    private static boolean isStorable(BigDecimal number) {
        if (number.precision() > MAX_DIGITS) {
            return false;
        }
        long exponent = (long) number.precision() - number.scale();
        if (number.unscaledValue().equals(BigInteger.ZERO)) {
            return Math.abs((long) number.scale()) <= MAX_DIGITS;
        }
        if (exponent <= SURE_MAX_EXPONENT && exponent >= SURE_MIN_EXPONENT) {
            return true;
        }
        double value = exponent > SURE_MAX_EXPONENT + 2 || exponent < SURE_MIN_EXPONENT - 20 ? 0 : number.doubleValue();
        return value != 0 && Double.isFinite(value);
    }
}
