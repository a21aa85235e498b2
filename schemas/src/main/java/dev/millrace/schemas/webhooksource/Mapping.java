package dev.millrace.schemas.webhooksource;

import dev.millrace.schemas.Limits;
import dev.millrace.schemas.Pointer;
import dev.millrace.schemas.table.TableId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns a delivery into a {@code row.put}.
 *
 * @param event  the provider's name of the event; {@code *} for every one
 * @param table  where the row goes
 * @param row    RFC 6901 pointer to the row's id in the payload
 * @param fields column name to pointer into the payload; where left out the whole payload is the row
 */
public record Mapping(
        @Limits(min = 1, max = 128) String event,
        TableId table,
        @Pointer @Limits(min = 1, max = Pointer.MAX_LENGTH) String row,
        @Nullable @Pointer @Limits(max = 1000) Map<String, String> fields) {

    public Mapping {
        fields = fields == null ? null : Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }
}
