package city.seki.hub.link;

import io.netty.bootstrap.ChannelInitializerExtension;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.flush.FlushConsolidationHandler;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Mends some things on every channel of the embedded broker: it puts up the {@link PacketLimit}; it
 * joins flushes (Moquette asks for one after every packet, from a thread that is not the
 * channel's), it puts up the {@link ConnackGate}, and it takes out Moquette's counters and its
 * logger of single packets, which walks the stack for each of them only to find that nobody
 * listens. Netty finds this class by its service file, once {@link #PROPERTY} says that it may
 * look.
 */
public final class BrokerChannels extends ChannelInitializerExtension {
  static final String PROPERTY = "io.netty.bootstrap.extensions";
  private static final int FLUSHES_JOINED = 256;
  private static final List<String> UNUSED = List.of("bytemetrics", "metrics", "messageLogger");

  /** Who is told of a packet that is too large, by the port of the broker. */
  private static final Map<Integer, Consumer<String>> TOO_LARGE = new ConcurrentHashMap<>();

  static void listen(int port, Consumer<String> onTooLarge) {
    TOO_LARGE.put(port, onTooLarge);
  }

  static void forget(int port) {
    TOO_LARGE.remove(port);
  }

  private static void tooLarge(Channel channel, String client) {
    if (channel.localAddress() instanceof InetSocketAddress local) {
      TOO_LARGE.getOrDefault(local.getPort(), c -> {}).accept(client);
    }
  }

  @Override
  public void postInitializeServerChildChannel(Channel channel) {
    channel.pipeline().addFirst(new ConnackGate());
    channel
        .pipeline()
        .addFirst(
            new PacketLimit(EmbeddedBroker.LARGEST_OF_UNITS, client -> tooLarge(channel, client)));
    channel.pipeline().addFirst(new FlushConsolidationHandler(FLUSHES_JOINED, true));
    channel.pipeline().addFirst(new Unused());
  }

  /** Takes out what is not used, once Moquette has put everything in. */
  private static final class Unused extends ChannelInboundHandlerAdapter {
    @Override
    public void channelActive(ChannelHandlerContext context) {
      for (String name : UNUSED) {
        if (context.pipeline().get(name) != null) {
          context.pipeline().remove(name);
        }
      }
      context.fireChannelActive();
      context.pipeline().remove(this);
    }
  }
}
