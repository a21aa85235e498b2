package dev.millrace.platform.command;

import dev.millrace.schemas.Pointers;
import dev.millrace.schemas.envelope.Ids;

/** RFC 6901 pointers for answers. Member names come from the caller, so a pointer stays short and always has a UTF-8 form. */
final class ShownPointers {

    private static final int MAX_LENGTH = 500;

    private ShownPointers() {}

    /** The pointer to a member; to the object itself where the name cannot be shown. */
    static String member(String parent, String name) {
        if (parent.length() + name.length() > MAX_LENGTH || !Ids.isWellFormed(name)) {
            return parent;
        }
        return Pointers.member(parent, name);
    }

    static String element(String parent, int index) {
        return parent.length() > MAX_LENGTH ? parent : parent + "/" + index;
    }
}
