package dev.millrace.query.row;

import dev.millrace.platform.json.Json;
import dev.millrace.platform.web.Parameters;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.StringNode;

/**
 * One condition on rows, {@code field:operator:value}. A value that reads as a JSON number, {@code true}, {@code false}, {@code null} or a quoted string is that; an
 * object or array is refused; anything else is the string itself. Values compare as JSON: a number is never equal to a string, and only values of the same type are
 * less or greater. A missing field is null.
 *
 * @param field    what is compared
 * @param operator how
 * @param values   with what; one, but for {@code in}
 */
record Condition(FieldPath field, Operator operator, List<JsonNode> values) {

    private static final Pattern FORM = Pattern.compile("(.+?):(eq|ne|lt|lte|gt|gte|in|prefix):(.*)", Pattern.DOTALL);
    private static final String EXPECTED = "field:operator:value with eq, ne, lt, lte, gt, gte, in or prefix";
    private static final int MAX_VALUES = 100;

    /** Beyond these, PostgreSQL's numbers end, or get long. */
    private static final int MAX_DIGITS = 400;

    private static final String MODEST = "made of plain values, with numbers of at most " + MAX_DIGITS + " digits";

    Condition {
        values = List.copyOf(values);
    }

    /** How a field is compared. */
    enum Operator {
        EQ,
        NE,
        LT,
        LTE,
        GT,
        GTE,
        IN,
        PREFIX
    }

    /** The one value of every operator but {@code in}, which may have none. */
    JsonNode value() {
        return values.getFirst();
    }

    static Condition parse(String text) {
        var form = FORM.matcher(text);
        if (!form.matches()) {
            throw Parameters.invalid("where", EXPECTED);
        }
        var field = FieldPath.parse("where", form.group(1));
        var operator = Operator.valueOf(form.group(2).toUpperCase(Locale.ROOT));
        var value = form.group(3);
        return new Condition(
                field,
                operator,
                switch (operator) {
                    case IN -> several(value);
                    case PREFIX -> List.of(prefix(value));
                    case EQ, NE, LT, LTE, GT, GTE -> List.of(scalar(value));
                });
    }

    private static List<JsonNode> several(String text) {
        var values = new ArrayList<JsonNode>();
        if (text.startsWith("[")) {
            if (!(json(text) instanceof ArrayNode array)) {
                throw Parameters.invalid("where", "a JSON array, or values separated by commas, after in");
            }
            array.forEach(value -> values.add(storable(value)));
        } else {
            for (var value : text.split(",", -1)) {
                values.add(scalar(value));
            }
        }
        if (values.size() > MAX_VALUES) {
            throw Parameters.invalid("where", "at most " + MAX_VALUES + " values after in");
        }
        return values;
    }

    private static JsonNode prefix(String text) {
        var value = json(text);
        return storable(value.isString() ? value : StringNode.valueOf(text));
    }

    private static JsonNode scalar(String text) {
        var value = json(text);
        return storable(value.isMissingNode() ? StringNode.valueOf(text) : value);
    }

    private static JsonNode json(String text) {
        try {
            return Json.MAPPER.readTree(text);
        } catch (StreamConstraintsException | NumberFormatException _) { // the latter for an exponent beyond 32 bits
            throw Parameters.invalid("where", MODEST);
        } catch (JacksonException e) {
            return StringNode.valueOf(text);
        }
    }

    private static JsonNode storable(JsonNode value) {
        if (!value.isValueNode()) {
            throw Parameters.invalid("where", "made of plain values, not objects or arrays");
        }
        if (value.isString()) {
            Parameters.text("where", value.asString());
        }
        if (value.isNumber()) {
            requireModest(value.decimalValue());
        }
        return value;
    }

    private static void requireModest(BigDecimal number) {
        if (number.precision() > MAX_DIGITS || Math.abs((long) number.scale()) > MAX_DIGITS) {
            throw Parameters.invalid("where", MODEST);
        }
    }
}
