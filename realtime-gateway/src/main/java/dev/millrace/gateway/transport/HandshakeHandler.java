package dev.millrace.gateway.transport;

import dev.millrace.gateway.protocol.WireFormat;
import dev.millrace.gateway.session.Session;
import dev.millrace.gateway.session.SessionServices;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.Utf8FrameValidator;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketHandshakeException;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakerFactory;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtensionEncoder;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads the one HTTP request of a connection and upgrades it, or says why not. A token that is not good is no reason to refuse the upgrade: a page in a browser
 * sees close codes, but not the status of a failed upgrade. Another protocol on this port is another path here.
 */
final class HandshakeHandler extends SimpleChannelInboundHandler<FullHttpRequest> {

    static final String PATH = "/v1/stream";

    private final ServerSettings settings;
    private final SessionServices services;
    private final EventLoops loops;
    private final BooleanSupplier ready;
    private final boolean admitted;
    private boolean upgrading;

    HandshakeHandler(
            ServerSettings settings,
            SessionServices services,
            EventLoops loops,
            BooleanSupplier ready,
            boolean admitted) {
        this.settings = settings;
        this.services = services;
        this.loops = loops;
        this.ready = ready;
        this.admitted = admitted;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        var _ = context.executor()
                .schedule(
                        () -> {
                            if (!upgrading) {
                                var _ = context.close();
                            }
                        },
                        settings.handshakeTimeout().toMillis(),
                        TimeUnit.MILLISECONDS);
        context.fireChannelActive();
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        if (request.decoderResult().isFailure()) {
            refuse(context, HttpResponseStatus.BAD_REQUEST);
            return;
        }
        HandshakeRequest handshake;
        try {
            handshake = HandshakeRequest.of(request);
        } catch (IllegalArgumentException _) {
            refuse(context, HttpResponseStatus.BAD_REQUEST);
            return;
        }
        var refusal = refusal(handshake);
        if (refusal != null) {
            refuse(context, refusal);
        } else {
            upgrade(context, request, handshake.token());
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
        var _ = context.close();
    }

    private @Nullable HttpResponseStatus refusal(HandshakeRequest request) {
        if (!request.path().equals(PATH)) {
            return HttpResponseStatus.NOT_FOUND;
        }
        if (!request.isUpgrade()) {
            return HttpResponseStatus.UPGRADE_REQUIRED;
        }
        if (request.origin() != null && !settings.allows(request.origin())) {
            return HttpResponseStatus.FORBIDDEN;
        }
        return admitted && ready.getAsBoolean() ? null : HttpResponseStatus.SERVICE_UNAVAILABLE;
    }

    private static void refuse(ChannelHandlerContext context, HttpResponseStatus status) {
        var response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status);
        response.headers()
                .set(HttpHeaderNames.CONTENT_LENGTH, 0)
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        if (status.equals(HttpResponseStatus.UPGRADE_REQUIRED)) {
            response.headers().set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET);
        }
        if (status.equals(HttpResponseStatus.SERVICE_UNAVAILABLE)) {
            response.headers().set(HttpHeaderNames.RETRY_AFTER, 1);
        }
        var _ = context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
    }

    private void upgrade(ChannelHandlerContext context, FullHttpRequest request, @Nullable String token) {
        var config = WebSocketDecoderConfig.newBuilder()
                .maxFramePayloadLength(settings.maxFrameBytes())
                .allowExtensions(settings.compression())
                .withUTF8Validator(true)
                .closeOnProtocolViolation(false)
                .build();
        var handshaker =
                new WebSocketServerHandshakerFactory(PATH, HandshakeRequest.SUBPROTOCOL, config).newHandshaker(request);
        if (handshaker == null) {
            var _ = WebSocketServerHandshakerFactory.sendUnsupportedVersionResponse(context.channel())
                    .addListener(ChannelFutureListener.CLOSE);
            return;
        }
        try {
            var _ = handshaker.handshake(context.channel(), request).addListener(done -> {
                if (done.isSuccess()) {
                    begin(context, token);
                } else {
                    var _ = context.close();
                }
            });
        } catch (WebSocketHandshakeException _) {
            refuse(context, HttpResponseStatus.BAD_REQUEST);
        }
    }

    private void begin(ChannelHandlerContext context, @Nullable String token) {
        upgrading = true;
        var place = loops.place(context.channel().eventLoop());
        var pipeline = context.pipeline();
        var wire = pipeline.get(WebSocketExtensionEncoder.class) == null ? WireFormat.PLAIN : WireFormat.COMPRESSED;
        var session = new Session(context.channel(), wire, place.shard(), place.loop(), services);
        pipeline.addLast(
                new Utf8FrameValidator(false),
                new WebSocketFrameAggregator(settings.maxFrameBytes()),
                new SocketHandler(session));
        pipeline.remove(this);
        session.begin(token);
    }
}
