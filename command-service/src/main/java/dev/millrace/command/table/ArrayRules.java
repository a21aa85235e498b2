package dev.millrace.command.table;

import dev.millrace.schemas.envelope.Outcome.FieldError;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Items of arrays: the first few each by its own schema, the rest by one. */
record ArrayRules(Widening widening, JsonNode before, JsonNode after) {

    List<FieldError> prove(String keyword, String pointer) {
        var errors = new ArrayList<FieldError>();
        if (keyword.equals("prefixItems")) {
            var items = after.get("prefixItems");
            for (int i = 0; i < items.size(); i++) {
                errors.addAll(widening.prove(itemBefore(i), items.get(i), pointer + "/" + i));
            }
            return errors;
        }
        var rest = after.get("items");
        for (int i = after.path("prefixItems").size();
                i < before.path("prefixItems").size();
                i++) {
            errors.addAll(widening.prove(itemBefore(i), rest, pointer));
        }
        errors.addAll(widening.prove(before.path("items"), rest, pointer));
        return errors;
    }

    private JsonNode itemBefore(int index) {
        var own = before.path("prefixItems").path(index);
        return own.isMissingNode() ? before.path("items") : own;
    }
}
