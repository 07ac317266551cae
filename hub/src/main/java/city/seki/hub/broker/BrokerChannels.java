package city.seki.hub.broker;

import io.netty.bootstrap.ChannelInitializerExtension;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.ServerChannel;
import io.netty.handler.codec.mqtt.MqttReasonCodes;
import io.netty.handler.flush.FlushConsolidationHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Mends some things on every channel of the embedded broker: it puts up the {@link PacketLimit} and
 * the {@link ConnectGate}, and on those of units the {@link UnitGate} and {@link UnitPace}; it
 * joins flushes (Moquette asks for one after every packet, from a thread that is not the
 * channel's), and it takes out Moquette's counters and its logger of single packets, which walks
 * the stack for each of them only to find that nobody listens. Netty finds this class by its
 * service file, once {@link #PROPERTY} says that it may look.
 */
public final class BrokerChannels extends ChannelInitializerExtension {
  static final String PROPERTY = "io.netty.bootstrap.extensions";

  /** What Moquette calls its own handlers. */
  private static final String MOQUETTE = "handler";

  private static final String TLS = "ssl";
  private static final List<String> UNUSED = List.of("bytemetrics", "metrics", "messageLogger");
  private static final int FLUSHES_JOINED = 256;

  /** Bytes; some forty packets of the size that units send. */
  static final int LARGEST_READ = 8 << 10;

  private static final int SMALLEST_READ = 64;
  private static final int FIRST_READ = 2 << 10;

  /** What the channels of a broker have to know, by the ports that it listens at. */
  private static final Map<Integer, Listening> LISTENING = new ConcurrentHashMap<>();

  /** One broker, at all its ports. */
  record Broker(
      GateKeeper keeper, AbuseListener listener, ConcurrentMap<String, ConnectGate> places) {
    Broker(GateKeeper keeper, AbuseListener listener) {
      this(keeper, listener, new ConcurrentHashMap<>());
    }

    /** Ends the connection of a client that may not do what it did. */
    void cut(String client) {
      ConnectGate gate = places.get(client);
      if (gate != null) {
        gate.end(MqttReasonCodes.Disconnect.NOT_AUTHORIZED);
      }
    }
  }

  private sealed interface Listening {}

  private record Plain(Broker broker, InetAddress at) implements Listening {}

  private record OfUnits(Broker broker, Mutual mutual, Units units, BrokerTls tls)
      implements Listening {}

  /** Moquette listens with all its ports at one address; the plain one is bound to this. */
  static void listen(int port, Broker broker, InetAddress at) {
    LISTENING.put(port, new Plain(broker, at));
  }

  static void listen(int port, Broker broker, Mutual mutual, Units units, BrokerTls tls) {
    LISTENING.put(port, new OfUnits(broker, mutual, units, tls));
  }

  static void forget(int port) {
    LISTENING.remove(port);
  }

  /**
   * What {@link UnitPace} holds back it holds back between two reads of the socket. By Netty's
   * standard all of 16 reads of 64 KiB come before that, which is some thousand packets.
   */
  private static RecvByteBufAllocator littleAtOnce() {
    return new AdaptiveRecvByteBufAllocator(SMALLEST_READ, FIRST_READ, LARGEST_READ)
        .maxMessagesPerRead(1);
  }

  @Override
  public void postInitializeServerListenerChannel(ServerChannel channel) {
    channel.pipeline().addLast(new Bind());
  }

  @Override
  public void postInitializeServerChildChannel(Channel channel) {
    channel.pipeline().addFirst(new Finish());
  }

  private static @Nullable Listening listening(@Nullable SocketAddress local) {
    return local instanceof InetSocketAddress address ? LISTENING.get(address.getPort()) : null;
  }

  /** Binds a plain port where it belongs, which may be nearer than the port for units. */
  private static final class Bind extends ChannelOutboundHandlerAdapter {
    @Override
    public void bind(ChannelHandlerContext context, SocketAddress asked, ChannelPromise promise) {
      var _ =
          context.bind(
              listening(asked) instanceof Plain plain && asked instanceof InetSocketAddress address
                  ? new InetSocketAddress(plain.at(), address.getPort())
                  : asked,
              promise);
    }
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
      switch (listening(context.channel().localAddress())) {
        case null -> {
          var _ = context.close(); // that broker is being stopped
        }
        case Plain plain -> {
          AbuseListener listener = plain.broker().listener();
          finish(context, context.name(), listener, new ConnectGate(plain.broker()));
          goOn(context);
        }
        case OfUnits ofUnits -> finish(context, ofUnits);
      }
    }

    private void goOn(ChannelHandlerContext context) {
      context.fireChannelActive();
      context.pipeline().remove(this);
    }

    /**
     * @param before the handler behind which MQTT is to be read
     */
    private static void finish(
        ChannelHandlerContext context, String before, AbuseListener listener, ConnectGate gate) {
      ChannelPipeline pipeline = context.pipeline();
      pipeline.addAfter(before, null, new PacketLimit(EmbeddedBroker.LARGEST_OF_UNITS, listener));
      pipeline.addAfter(before, null, new FlushConsolidationHandler(FLUSHES_JOINED, true));
      pipeline.addBefore(MOQUETTE, null, gate);
    }

    private void finish(ChannelHandlerContext context, OfUnits its) {
      InetAddress from = ((InetSocketAddress) context.channel().remoteAddress()).getAddress();
      if (!its.units().admits(from)) {
        its.broker().listener().turnedAway(from.getHostAddress(), Abuse.TOO_MANY_CALLERS);
        var _ = context.close();
        return;
      }
      ChannelPipeline pipeline = context.pipeline();
      AbuseListener listener = its.broker().listener();
      ConnectGate gate = new ConnectGate(its.broker());
      UnitGate unit =
          new UnitGate(its.mutual(), its.broker().keeper(), its.units(), gate, listener);
      context.channel().config().setRecvByteBufAllocator(littleAtOnce());
      pipeline.replace(TLS, TLS, its.tls().handler(context.channel()));
      finish(context, TLS, (_, what) -> listener.turnedAway(unit.name(context), what), gate);
      pipeline.addBefore(pipeline.context(gate).name(), null, unit);
      pipeline.addBefore(
          MOQUETTE, null, new UnitPace(its.mutual(), unit::unit, its.units(), gate, listener));
      goOn(context);
    }
  }
}
