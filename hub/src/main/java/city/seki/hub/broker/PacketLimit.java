package city.seki.hub.broker;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.AttributeKey;
import io.netty.util.ReferenceCountUtil;

/**
 * Cuts a client that begins to send a packet larger than a unit ever needs, before the broker has
 * read it. The hub's own clients, known by the name that they proved, may send large documents.
 * Confined to the event loop of its channel.
 */
final class PacketLimit extends ChannelInboundHandlerAdapter {
  private static final AttributeKey<Object> USER = AttributeKey.valueOf("username");
  private static final AttributeKey<Object> CLIENT = AttributeKey.valueOf("ClientID");
  private static final int LENGTH_BYTES = 4;

  private final int most;
  private final AbuseListener listener;
  private boolean inLength;
  private int lengthBytes;
  private int length;
  private int left;

  /**
   * @param most bytes of a packet behind its fixed header
   * @param listener gets the client's id, which on a channel of units is the one that was proved
   */
  PacketLimit(int most, AbuseListener listener) {
    this.most = most;
    this.listener = listener;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (isTooLarge((ByteBuf) message) && !isHub(context)) {
      ReferenceCountUtil.release(message);
      var _ = context.close();
      listener.turnedAway(String.valueOf(context.channel().attr(CLIENT).get()), Abuse.TOO_LARGE);
    } else {
      context.fireChannelRead(message);
    }
  }

  private static boolean isHub(ChannelHandlerContext context) {
    return GateKeeper.HUB.equals(context.channel().attr(USER).get());
  }

  /** Whether a packet that begins in these bytes is too large. */
  private boolean isTooLarge(ByteBuf bytes) {
    boolean found = false;
    int at = bytes.readerIndex();
    while (at < bytes.writerIndex()) {
      if (left > 0) {
        int skipped = Math.min(left, bytes.writerIndex() - at);
        left -= skipped;
        at += skipped;
      } else {
        found |= isEndOfLength(bytes.getByte(at++)) && left > most;
      }
    }
    return found;
  }

  /** The first byte of a packet is its type, the next up to four are the length of the rest. */
  private boolean isEndOfLength(byte next) {
    if (!inLength) {
      inLength = true;
      lengthBytes = 0;
      length = 0;
      return false;
    }
    length |= (next & 0x7F) << (7 * lengthBytes++);
    if (next < 0 && lengthBytes < LENGTH_BYTES) {
      return false;
    }
    inLength = false;
    left = length;
    return true;
  }
}
