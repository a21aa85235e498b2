package dev.millrace.command.jsonschema;

import com.networknt.schema.regex.RegularExpression;
import com.networknt.schema.regex.RegularExpressionFactory;
import dev.millrace.command.processing.Effort;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Patterns in the sense of JSON Schema: they match anywhere. A backtracking pattern that explodes uses up the effort of its decision, and a bound for one text before that. */
public final class Patterns {

    /** What compiling a pattern of usual length takes; the longest takes ten times that. */
    private static final long COMPILE_STEPS = 1_000;

    /** Of whoever validates at the moment: the library hands its patterns nothing but the text. */
    private static final ScopedValue<Effort> EFFORT = ScopedValue.newInstance();

    private Patterns() {}

    /** True if the expression finds something in the text; fails with {@link Effort.Exhausted} if that cannot be told within bounds. */
    public static boolean find(String regex, String text, Effort effort) {
        effort.spend(COMPILE_STEPS);
        return find(EcmaPattern.compile(regex), text, effort);
    }

    /** Lets whatever is validated meanwhile spend this effort. */
    static <T> T spending(Effort effort, Supplier<T> validation) {
        return ScopedValue.where(EFFORT, effort).call(validation::get);
    }

    /** Compiles the patterns of schemas. */
    static RegularExpressionFactory factory() {
        return Patterns::expression;
    }

    private static RegularExpression expression(String regex) {
        var pattern = EcmaPattern.compile(regex);
        return text -> find(pattern, text, EFFORT.get());
    }

    private static boolean find(Pattern pattern, String text, Effort effort) {
        try {
            return pattern.matcher(new BoundedText(text, effort)).find();
        } catch (StackOverflowError e) {
            throw new Effort.Exhausted(); // a group repeated over a long text recurses once per repetition
        }
    }
}
