package dev.millrace.schemas.realtime;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.millrace.schemas.envelope.Ids;
import dev.millrace.schemas.envelope.OrganizationId;
import dev.millrace.schemas.envelope.Subject;
import java.util.ArrayList;
import java.util.List;

/**
 * What a subscription listens to: all events of an organization ({@code organization/<id>}), or those of one entity and everything below it ({@code
 * organization/<id>/table/<table>}, {@code organization/<id>/table/<table>/row/<row>}). A row's id is the rest of the text, slashes and all.
 *
 * @param organization whose events
 * @param path         the path of the entity, as in {@link Subject}; empty for the whole organization
 */
public record Channel(OrganizationId organization, String path) {

    /** The path that carries everything. */
    public static final String EVERYTHING = "";

    private static final String PREFIX = "organization/";
    private static final String ROW = "/row/";

    /**
     * Parses the text of a channel.
     *
     * @throws Ids.InvalidId if it has not the form of one
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Channel of(String text) {
        if (!text.startsWith(PREFIX)) {
            throw malformed();
        }
        int end = text.indexOf('/', PREFIX.length());
        if (end < 0) {
            return new Channel(new OrganizationId(text.substring(PREFIX.length())), EVERYTHING);
        }
        var path = text.substring(end + 1);
        requireEntity(path);
        return new Channel(new OrganizationId(text.substring(PREFIX.length(), end)), path);
    }

    /** True if events of this subject belong on the channel. */
    public boolean carries(Subject subject) {
        return path.equals(EVERYTHING) || new Subject(path).contains(subject);
    }

    /** Every {@link #path} whose channel carries this subject: what an index of channels is to be asked for. */
    public static List<String> pathsThatCarry(Subject subject) {
        var text = subject.path();
        var paths = new ArrayList<String>(5);
        paths.add(EVERYTHING);
        int row = subject.isRow() ? text.indexOf(ROW) + ROW.length() - 1 : text.length();
        for (int slash = text.indexOf('/'); slash >= 0 && slash < row; slash = text.indexOf('/', slash + 1)) {
            paths.add(text.substring(0, slash));
        }
        paths.add(text);
        return paths;
    }

    @Override
    @JsonValue
    public String toString() {
        return path.equals(EVERYTHING) ? PREFIX + organization : PREFIX + organization + "/" + path;
    }

    private static void requireEntity(String path) {
        if (path.equals(Subject.ORGANIZATION.path())) {
            return;
        }
        int slash = path.indexOf('/');
        if (slash <= 0) {
            throw malformed();
        }
        Ids.require("entity kind", path.substring(0, slash));
        if (new Subject(path).isRow()) {
            int row = path.indexOf(ROW);
            Ids.require("table", path.substring(slash + 1, row));
            Ids.requireRow(path.substring(row + ROW.length()));
        } else {
            Ids.require("entity", path.substring(slash + 1));
        }
    }

    private static Ids.InvalidId malformed() {
        return Ids.invalid("Expected a channel organization/<organization>, optionally followed by /table/<table> or"
                + " /table/<table>/row/<row>");
    }
}
