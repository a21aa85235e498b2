package dev.millrace.command.jsonschema;

import com.networknt.schema.regex.RegularExpression;
import com.networknt.schema.regex.RegularExpressionFactory;
import java.util.regex.Pattern;

/** Java's patterns in the sense of JSON Schema (they match anywhere), with a bound on the work for one text. */
final class BoundedPatterns implements RegularExpressionFactory {

    private static final long STEPS = 500_000;

    @Override
    public RegularExpression getRegularExpression(String regex) {
        var pattern = Pattern.compile(regex);
        return text -> matches(pattern, text);
    }

    private static boolean matches(Pattern pattern, String text) {
        try {
            return pattern.matcher(new BoundedText(text, STEPS)).find();
        } catch (StackOverflowError e) {
            throw new BoundedText.Exhausted(); // a group repeated over a long text recurses once per repetition
        }
    }
}
