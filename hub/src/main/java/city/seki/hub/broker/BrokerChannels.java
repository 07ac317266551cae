package city.seki.hub.broker;

import io.netty.bootstrap.ChannelInitializerExtension;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.mqtt.MqttReasonCodes;
import io.netty.handler.flush.FlushConsolidationHandler;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Mends some things on every channel of the embedded broker: it puts up the {@link PacketLimit} and
 * the {@link ConnectGate}, it joins flushes (Moquette asks for one after every packet, from a
 * thread that is not the channel's), and it takes out Moquette's counters and its logger of single
 * packets, which walks the stack for each of them only to find that nobody listens. Netty finds
 * this class by its service file, once {@link #PROPERTY} says that it may look.
 */
public final class BrokerChannels extends ChannelInitializerExtension {
  static final String PROPERTY = "io.netty.bootstrap.extensions";

  /** What Moquette calls its own handler. */
  private static final String MOQUETTE = "handler";

  private static final int FLUSHES_JOINED = 256;
  private static final List<String> UNUSED = List.of("bytemetrics", "metrics", "messageLogger");

  /** What the channels of a broker have to know, by its port. */
  private static final Map<Integer, Broker> BROKERS = new ConcurrentHashMap<>();

  private record Broker(
      GateKeeper keeper, Consumer<String> onTooLarge, ConcurrentMap<String, ConnectGate> places) {}

  static void listen(int port, GateKeeper keeper, Consumer<String> onTooLarge) {
    BROKERS.put(port, new Broker(keeper, onTooLarge, new ConcurrentHashMap<>()));
  }

  /** Ends the connection of a client that may not do what it did. */
  static void cut(int port, String client) {
    Broker broker = BROKERS.get(port);
    ConnectGate gate = broker == null ? null : broker.places().get(client);
    if (gate != null) {
      gate.end(MqttReasonCodes.Disconnect.NOT_AUTHORIZED);
    }
  }

  static void forget(int port) {
    BROKERS.remove(port);
  }

  @Override
  public void postInitializeServerChildChannel(Channel channel) {
    channel.pipeline().addFirst(new FlushConsolidationHandler(FLUSHES_JOINED, true));
    channel.pipeline().addFirst(new Finish());
  }

  /** Finishes the pipeline, once Moquette has put everything in. */
  private static final class Finish extends ChannelInboundHandlerAdapter {
    @Override
    public void channelActive(ChannelHandlerContext context) {
      ChannelPipeline pipeline = context.pipeline();
      for (String name : UNUSED) {
        if (pipeline.get(name) != null) {
          pipeline.remove(name);
        }
      }
      Broker broker = broker(context.channel());
      if (broker == null) {
        var _ = context.close(); // that broker is being stopped
        return;
      }
      pipeline.addAfter(
          context.name(),
          null,
          new PacketLimit(EmbeddedBroker.LARGEST_OF_UNITS, broker.onTooLarge()));
      pipeline.addBefore(MOQUETTE, null, new ConnectGate(broker.keeper(), broker.places()));
      context.fireChannelActive();
      pipeline.remove(this);
    }

    private static @Nullable Broker broker(Channel channel) {
      return channel.localAddress() instanceof InetSocketAddress local
          ? BROKERS.get(local.getPort())
          : null;
    }
  }
}
