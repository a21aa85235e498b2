package dev.millrace.gateway.protocol;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;

/**
 * How text frames are written. Plain frames are put together here, header and all, because an event goes to many receivers and Netty's encoder would allocate
 * a frame object, a header and a composite for each; it lets finished bytes pass. Where permessage-deflate was agreed on, Netty's frames are used.
 */
public enum WireFormat {
    /** Finished bytes, RFC 6455 section 5.2: final text frame, never masked by a server. */
    PLAIN {
        @Override
        public void text(Channel channel, byte[] json) {
            var buffer = channel.alloc().directBuffer(MAX_HEADER + json.length);
            header(buffer, json.length).writeBytes(json);
            var _ = channel.write(buffer, channel.voidPromise());
        }

        @Override
        public void event(Channel channel, EventPrefix prefix, EventBody body) {
            int length = length(prefix, body.event());
            if (body.event().length() < SHARE_FROM) {
                var buffer = channel.alloc().directBuffer(MAX_HEADER + length);
                header(buffer, length)
                        .writeBytes(prefix.bytes())
                        .writeBytes(body.event().json().bytes())
                        .writeByte('}');
                var _ = channel.write(buffer, channel.voidPromise());
            } else {
                var head = channel.alloc().directBuffer(MAX_HEADER + prefix.length());
                var _ = channel.write(header(head, length).writeBytes(prefix.bytes()), channel.voidPromise());
                var _ = channel.write(body.share(channel.alloc()), channel.voidPromise());
            }
        }
    },
    /** Frames that pass Netty's compressing encoder. */
    COMPRESSED {
        @Override
        public void text(Channel channel, byte[] json) {
            var _ = channel.write(new TextWebSocketFrame(Unpooled.wrappedBuffer(json)), channel.voidPromise());
        }

        @Override
        public void event(Channel channel, EventPrefix prefix, EventBody body) {
            var content = Unpooled.wrappedBuffer(Unpooled.wrappedBuffer(prefix.bytes()), body.share(channel.alloc()));
            var _ = channel.write(new TextWebSocketFrame(content), channel.voidPromise());
        }
    };

    private static final int MAX_HEADER = 10;

    /** Below this, copying an event to each receiver costs less than another entry in each socket's queue of buffers. */
    private static final int SHARE_FROM = 1024;

    /** Writes a text frame without flushing. Event loop of the channel only. */
    public abstract void text(Channel channel, byte[] json);

    /** Writes an event frame without flushing. Event loop of the channel only. */
    public abstract void event(Channel channel, EventPrefix prefix, EventBody body);

    /** Bytes of an event frame without its header. */
    public static int length(EventPrefix prefix, EncodedEvent event) {
        return prefix.length() + event.length() + 1;
    }

    private static ByteBuf header(ByteBuf buffer, int length) {
        buffer.writeByte(0x81);
        if (length < 126) {
            return buffer.writeByte(length);
        }
        if (length <= 0xFFFF) {
            return buffer.writeByte(126).writeShort(length);
        }
        return buffer.writeByte(127).writeLong(length);
    }
}
