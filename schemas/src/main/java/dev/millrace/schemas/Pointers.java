package dev.millrace.schemas;

/** RFC 6901 pointers. */
public final class Pointers {

    private Pointers() {}

    /** The pointer to a member of what another points at. */
    public static String member(String parent, String name) {
        return parent + "/" + name.replace("~", "~0").replace("/", "~1");
    }
}
