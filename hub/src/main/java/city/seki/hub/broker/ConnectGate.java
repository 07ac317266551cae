package city.seki.hub.broker;

import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttReasonCodes;
import io.netty.handler.codec.mqtt.MqttVersion;
import io.netty.util.AttributeKey;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Lets the packets of one connection come to Moquette in the order that it can stand.
 *
 * <ul>
 *   <li>A CONNECT waits until the earlier connection of the same client id is gone, which is told
 *       so (MQTT 5, 3.1.4 and 4.13: reason code 0x8E). Moquette 0.18.3 takes the place of a living
 *       one itself, and then releases the messages of that one twice if it acknowledges them just
 *       then: buffers that other clients' messages are in.
 *   <li>What follows a CONNECT waits until Moquette has noted that the client is connected, which
 *       it does in a listener that it adds only after it has sent the CONNACK: a quick client's
 *       SUBSCRIBE is else answered by closing the connection. The note ends with setting the
 *       channel's keep-alive attribute.
 *   <li>A connection that does not begin with a CONNECT (3.1), or has a second one, ends; what
 *       follows a DISCONNECT is dropped (3.14.4). Moquette does otherwise with each of them.
 *   <li>A client may leave no last will that it may not say itself, which Moquette does not ask.
 * </ul>
 *
 * <p>Nobody takes the place of one of the hub's own clients but the hub. Confined to the event loop
 * of its channel, but for {@link #gone}.
 */
final class ConnectGate extends ChannelInboundHandlerAdapter {
  private static final AttributeKey<Object> NOTED = AttributeKey.valueOf("keepAlive");
  private static final AttributeKey<Object> CLIENT = AttributeKey.valueOf("ClientID");
  private static final int SHORTEST_LOOK_MILLIS = 1;
  private static final int LONGEST_LOOK_MILLIS = 64;

  /** Moquette closes a connection that said goodbye, as soon as it comes to it. */
  private static final int FAREWELL_MILLIS = 1_000;

  private enum Stage {
    /** Nothing has come. */
    NEW,
    /** The CONNECT waits for another connection, or the rest for Moquette's note. */
    HOLDING,
    OPEN,
    /** Nothing passes any more. */
    ENDED
  }

  private final GateKeeper keeper;

  /** The connection of each client id, shared by all of one broker. */
  private final ConcurrentMap<String, ConnectGate> places;

  /** Complete when Moquette will get nothing more by this connection or those before it. */
  private final CompletableFuture<Void> gone = new CompletableFuture<>();

  private final Queue<Object> held = new ArrayDeque<>();
  private Stage stage = Stage.NEW;
  private @Nullable CompletableFuture<Void> before;

  // written before this is seen by another thread in the map
  private @Nullable ChannelHandlerContext context;
  private boolean ofHub;
  private boolean isVersion5;
  private boolean passed;
  private MqttReasonCodes.@Nullable Disconnect withoutWill;

  ConnectGate(BrokerChannels.Broker broker) {
    keeper = broker.keeper();
    places = broker.places();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object packet) {
    switch (stage) {
      case NEW -> first(context, packet);
      case HOLDING -> held.add(packet);
      case OPEN -> next(context, packet);
      case ENDED -> ReferenceCountUtil.release(packet);
    }
  }

  private void next(ChannelHandlerContext context, Object packet) {
    if (packet instanceof MqttConnectMessage) {
      refuse(context, packet);
      return;
    }
    stage = isDisconnect(packet) ? Stage.ENDED : Stage.OPEN;
    context.fireChannelRead(packet);
  }

  private void refuse(ChannelHandlerContext context, Object packet) {
    stage = Stage.ENDED;
    ReferenceCountUtil.release(packet);
    var _ = context.close();
  }

  private static boolean isDisconnect(Object packet) {
    return packet instanceof MqttMessage message
        && message.fixedHeader() != null
        && message.fixedHeader().messageType() == MqttMessageType.DISCONNECT;
  }

  private void first(ChannelHandlerContext context, Object packet) {
    if (!(packet instanceof MqttConnectMessage connect) || connect.decoderResult().isFailure()) {
      refuse(context, packet);
      return;
    }
    isVersion5 = connect.variableHeader().version() == MqttVersion.MQTT_5.protocolLevel();
    if (!keeper.admitsWill(connect)) {
      turnAway(context, connect);
    } else if (connect.payload().clientIdentifier().isEmpty() || !keeper.admits(connect)) {
      pass(context, connect); // to be given a name, or turned away
    } else {
      takePlace(context, connect);
    }
  }

  private void turnAway(ChannelHandlerContext context, MqttConnectMessage connect) {
    stage = Stage.ENDED;
    ReferenceCountUtil.release(connect);
    MqttConnectReturnCode code =
        isVersion5
            ? MqttConnectReturnCode.CONNECTION_REFUSED_NOT_AUTHORIZED_5
            : MqttConnectReturnCode.CONNECTION_REFUSED_NOT_AUTHORIZED;
    var _ =
        context
            .writeAndFlush(MqttMessageBuilders.connAck().returnCode(code).build())
            .addListener(ChannelFutureListener.CLOSE);
  }

  private void takePlace(ChannelHandlerContext context, MqttConnectMessage connect) {
    this.context = context;
    ofHub = GateKeeper.HUB.equals(connect.payload().userName());
    String client = connect.payload().clientIdentifier();
    ConnectGate there = places.get(client);
    if (there != null && there.ofHub && !ofHub) {
      turnAway(context, connect);
      return;
    }
    ConnectGate earlier = places.put(client, this);
    leavePlace(client);
    if (earlier == null) {
      pass(context, connect);
    } else {
      stage = Stage.HOLDING;
      context.channel().config().setAutoRead(false);
      before = earlier.gone;
      earlier.end(MqttReasonCodes.Disconnect.SESSION_TAKEN_OVER);
      var _ =
          earlier.gone.whenComplete(
              (_, _) -> context.executor().execute(() -> passIfActive(context, connect)));
    }
  }

  private void leavePlace(String client) {
    var _ = gone.whenComplete((_, _) -> places.remove(client, this));
  }

  private void passIfActive(ChannelHandlerContext context, Object packet) {
    if (context.channel().isActive()) {
      pass(context, packet);
    } else {
      ReferenceCountUtil.release(packet);
    }
  }

  private void pass(ChannelHandlerContext context, Object packet) {
    stage = Stage.HOLDING;
    passed = true;
    context.channel().config().setAutoRead(false);
    context.fireChannelRead(packet);
    look(context, SHORTEST_LOOK_MILLIS);
  }

  /** Ends this connection, and says why where that can be said; on any thread. */
  void end(MqttReasonCodes.Disconnect why) {
    ChannelHandlerContext mine = context;
    if (mine != null) {
      mine.executor().execute(() -> endNow(why));
    }
  }

  /** The same, for what is on the channel's event loop: no packet that was read passes after it. */
  void endNow(MqttReasonCodes.Disconnect why) {
    ChannelHandlerContext mine = context;
    stage = Stage.ENDED;
    if (mine != null) {
      say(mine, why);
      var _ = mine.close();
    }
  }

  private void say(ChannelHandlerContext mine, MqttReasonCodes.Disconnect why) {
    if (isVersion5) {
      var _ =
          mine.writeAndFlush(MqttMessageBuilders.disconnect().reasonCode(why.byteValue()).build());
    }
  }

  /** Lets nothing more pass; whoever asks for it closes the channel. On its event loop. */
  void endWithoutWord() {
    stage = Stage.ENDED;
  }

  /**
   * Ends this connection so that its last will is not published: as if the client had said goodbye.
   * On the channel's event loop.
   *
   * @return false if Moquette has heard nothing of it, so that closing the channel is enough
   */
  boolean endWithoutWill(MqttReasonCodes.Disconnect why) {
    ChannelHandlerContext mine = context;
    boolean isInMoquette = stage == Stage.OPEN || (stage == Stage.HOLDING && passed);
    if (mine == null || !isInMoquette) {
      stage = Stage.ENDED;
      return false;
    }
    if (stage == Stage.HOLDING) {
      withoutWill = why; // Moquette would not hear a DISCONNECT before it has noted the CONNECT
    } else {
      stage = Stage.ENDED;
      say(mine, why);
      mine.fireChannelRead(MqttMessageBuilders.disconnect().build());
      mine.fireChannelReadComplete();
      Runnable close =
          () -> {
            var _ = mine.close();
          };
      var _ = mine.executor().schedule(close, FAREWELL_MILLIS, TimeUnit.MILLISECONDS);
    }
    return true;
  }

  boolean isOpen() {
    return stage == Stage.OPEN;
  }

  boolean isVersion5() {
    return isVersion5;
  }

  private void look(ChannelHandlerContext context, int waitMillis) {
    if (stage != Stage.HOLDING || context.isRemoved() || !context.channel().isActive()) {
      return;
    }
    if (context.channel().hasAttr(NOTED)) {
      open(context);
    } else {
      int next = Math.min(2 * waitMillis, LONGEST_LOOK_MILLIS);
      var _ =
          context.executor().schedule(() -> look(context, next), waitMillis, TimeUnit.MILLISECONDS);
    }
  }

  private void open(ChannelHandlerContext context) {
    if (this.context == null && context.channel().attr(CLIENT).get() instanceof String given) {
      this.context = context; // a client that had no name was given one
      if (places.putIfAbsent(given, this) == null) {
        leavePlace(given);
      }
    }
    stage = Stage.OPEN;
    MqttReasonCodes.Disconnect end = withoutWill;
    if (end != null) {
      var _ = endWithoutWill(end);
    }
    Object packet;
    while ((packet = held.poll()) != null) {
      channelRead(context, packet);
    }
    context.channel().config().setAutoRead(true);
    context.fireChannelReadComplete();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    stage = Stage.ENDED;
    context.fireChannelInactive();
    if (before == null) {
      gone.complete(null);
    } else {
      var _ = before.whenComplete((_, _) -> gone.complete(null));
    }
  }

  /** Netty takes out the handlers of a channel that is gone. */
  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    held.forEach(ReferenceCountUtil::release);
    held.clear();
  }
}
