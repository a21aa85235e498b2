package dev.millrace.gateway.transport;

import dev.millrace.gateway.session.Session;
import dev.millrace.schemas.realtime.CloseCode;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.CodecException;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** WebSocket frames, and what goes wrong with them, as calls of the session. */
final class SocketHandler extends SimpleChannelInboundHandler<WebSocketFrame> {

    private static final Logger LOG = LoggerFactory.getLogger(SocketHandler.class);

    private final Session session;

    SocketHandler(Session session) {
        this.session = session;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
        session.onSignOfLife();
        switch (frame) {
            case TextWebSocketFrame text -> session.onText(ByteBufUtil.getBytes(text.content()));
            case BinaryWebSocketFrame _ -> session.close(CloseCode.BINARY_FRAME);
            case PingWebSocketFrame ping -> {
                var _ = context.writeAndFlush(
                        new PongWebSocketFrame(ping.content().retain()), context.voidPromise());
            }
            case CloseWebSocketFrame _ -> session.onClientClose();
            default -> {} // a pong, whose coming was all that mattered
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (context.channel().isWritable()) {
            session.onWritable();
        }
        context.fireChannelWritabilityChanged();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        session.onDisconnected();
        context.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
        switch (failure) {
            case CorruptedWebSocketFrameException corrupted -> session.close(code(corrupted.closeStatus()));
            case TooLongFrameException _ -> session.close(CloseCode.FRAME_TOO_BIG);
            case CodecException _ -> session.close(CloseCode.PROTOCOL_ERROR);
            case IOException _ -> {
                var _ = context.close();
            }
            default -> {
                LOG.atError().setCause(failure).log("a session failed");
                session.close(CloseCode.INTERNAL);
            }
        }
    }

    private static CloseCode code(WebSocketCloseStatus status) {
        if (status.equals(WebSocketCloseStatus.MESSAGE_TOO_BIG)) {
            return CloseCode.FRAME_TOO_BIG;
        }
        return status.equals(WebSocketCloseStatus.INVALID_PAYLOAD_DATA) ? CloseCode.NOT_UTF8 : CloseCode.PROTOCOL_ERROR;
    }
}
