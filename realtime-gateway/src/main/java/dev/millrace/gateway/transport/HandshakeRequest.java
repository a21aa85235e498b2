package dev.millrace.gateway.transport;

import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.QueryStringDecoder;
import org.jspecify.annotations.Nullable;

/**
 * What an upgrade says.
 *
 * @param path      without the query
 * @param isUpgrade whether it asks for a WebSocket at all
 * @param origin    of the page, from a browser; null from other clients
 * @param token     the bearer token, if it came along: in the Authorization header, as the subprotocol {@code bearer.<token>}, or as the parameter {@code
 *                  access_token}; browsers can only do the latter two
 */
record HandshakeRequest(
        String path,
        boolean isUpgrade,
        @Nullable String origin,
        @Nullable String token) {

    static final String SUBPROTOCOL = "millrace.v1";

    private static final String BEARER_HEADER = "Bearer ";
    private static final String BEARER_SUBPROTOCOL = "bearer.";

    /** Reads it; malformed escapes in the query are an {@link IllegalArgumentException}. */
    static HandshakeRequest of(FullHttpRequest request) {
        var uri = new QueryStringDecoder(request.uri());
        boolean upgrade = request.method().equals(HttpMethod.GET)
                && request.headers().containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true);
        return new HandshakeRequest(
                uri.path(), upgrade, request.headers().get(HttpHeaderNames.ORIGIN), token(request, uri));
    }

    private static @Nullable String token(FullHttpRequest request, QueryStringDecoder uri) {
        var header = request.headers().get(HttpHeaderNames.AUTHORIZATION);
        if (header != null && header.regionMatches(true, 0, BEARER_HEADER, 0, BEARER_HEADER.length())) {
            return header.substring(BEARER_HEADER.length()).strip();
        }
        for (var line : request.headers().getAll(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL)) {
            for (var entry : line.split(",", -1)) {
                if (entry.strip().startsWith(BEARER_SUBPROTOCOL)) {
                    return entry.strip().substring(BEARER_SUBPROTOCOL.length());
                }
            }
        }
        var parameter = uri.parameters().get("access_token");
        return parameter == null ? null : parameter.getFirst();
    }
}
