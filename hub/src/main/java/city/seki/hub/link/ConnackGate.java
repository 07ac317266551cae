package city.seki.hub.link;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.AttributeKey;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/**
 * Holds back what a client sends after its CONNECT until Moquette has noted that it is connected.
 *
 * <p>Moquette 0.18.1 notes it in a listener that it adds only after it has sent the CONNACK: a
 * quick client's SUBSCRIBE can come first, and is then answered by closing the connection
 * ("SUBSCRIBE received on already closed connection"; on a busy machine one connect of some
 * dozens). The note ends with setting the channel's keep-alive attribute; that is what this waits
 * for, before it takes itself out of the way. Confined to the event loop of its channel.
 */
final class ConnackGate extends ChannelInboundHandlerAdapter {
  private static final AttributeKey<Object> NOTED = AttributeKey.valueOf("keepAlive");
  private static final int LOOK_EVERY_MILLIS = 1;

  private final Queue<Object> held = new ArrayDeque<>();
  private int headerBytes;
  private int connectLeft;
  private boolean lengthKnown;

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    int ofConnect = ofConnect(bytes);
    if (ofConnect == bytes.readableBytes()) {
      context.fireChannelRead(bytes);
      return;
    }
    if (ofConnect > 0) {
      context.fireChannelRead(bytes.readRetainedSlice(ofConnect));
    }
    held.add(bytes);
    look(context);
  }

  /** How many of these bytes still belong to the CONNECT, the first packet of every connection. */
  private int ofConnect(ByteBuf bytes) {
    int at = 0;
    while (!lengthKnown && at < bytes.readableBytes()) {
      byte next = bytes.getByte(bytes.readerIndex() + at++);
      if (headerBytes > 0) { // the first byte is the type, up to four of length follow
        connectLeft |= (next & 0x7F) << (7 * (headerBytes - 1));
        lengthKnown = next >= 0 || headerBytes == 4;
      }
      headerBytes++;
    }
    int more = lengthKnown ? Math.min(connectLeft, bytes.readableBytes() - at) : 0;
    connectLeft -= more;
    return at + more;
  }

  private void look(ChannelHandlerContext context) {
    if (context.isRemoved()) {
      return;
    }
    if (context.channel().hasAttr(NOTED)) {
      open(context);
    } else if (context.channel().isActive()) {
      var _ =
          context
              .executor()
              .schedule(() -> look(context), LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private void open(ChannelHandlerContext context) {
    Object message;
    while ((message = held.poll()) != null) {
      context.fireChannelRead(message);
    }
    context.fireChannelReadComplete();
    context.pipeline().remove(this);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    held.forEach(ReferenceCountUtil::release);
    held.clear();
  }
}
