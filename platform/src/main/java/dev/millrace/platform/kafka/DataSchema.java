package dev.millrace.platform.kafka;

/** CloudEvents' {@code dataschema} of an event, {@code /schemas/event/<type>.v<version>.json}. */
final class DataSchema {

    private DataSchema() {}

    static String of(String type, int version) {
        return "/schemas/event/" + type + ".v" + version + ".json";
    }

    /** The version of the event's type. */
    static int version(String dataSchema) {
        int from = dataSchema.lastIndexOf(".v");
        int to = dataSchema.lastIndexOf(".json");
        if (from < 0 || to < from) {
            throw new MalformedRecord("Expected the version of the event in the header ce_dataschema");
        }
        return Integer.parseInt(dataSchema, from + 2, to, 10);
    }
}
