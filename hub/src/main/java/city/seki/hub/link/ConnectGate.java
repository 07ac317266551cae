package city.seki.hub.link;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
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
 *   <li>A second CONNECT ends the connection (3.1), what follows a DISCONNECT is dropped (3.14.4).
 * </ul>
 *
 * <p>Nobody takes the place of one of the hub's own clients but the hub. Confined to the event loop
 * of its channel, but for {@link #gone}.
 */
final class ConnectGate extends ChannelInboundHandlerAdapter {
  private static final AttributeKey<Object> NOTED = AttributeKey.valueOf("keepAlive");
  private static final int LOOK_EVERY_MILLIS = 1;

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
  private final ConcurrentMap<String, ConnectGate> places;

  /** Complete when Moquette will get nothing more by this connection or those before it. */
  private final CompletableFuture<Void> gone = new CompletableFuture<>();

  private final Queue<Object> held = new ArrayDeque<>();
  private Stage stage = Stage.NEW;
  private boolean hearsDisconnect;
  private @Nullable CompletableFuture<Void> before;

  // written before this is seen by another thread in the map
  private @Nullable ChannelHandlerContext context;
  private boolean ofHub;

  /**
   * @param places the connection of each client id, shared by all of one broker
   */
  ConnectGate(GateKeeper keeper, ConcurrentMap<String, ConnectGate> places) {
    this.keeper = keeper;
    this.places = places;
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
      stage = Stage.ENDED;
      ReferenceCountUtil.release(packet);
      var _ = context.close();
      return;
    }
    stage = isDisconnect(packet) ? Stage.ENDED : Stage.OPEN;
    context.fireChannelRead(packet);
  }

  private static boolean isDisconnect(Object packet) {
    return packet instanceof MqttMessage message
        && message.fixedHeader() != null
        && message.fixedHeader().messageType() == MqttMessageType.DISCONNECT;
  }

  /** Moquette itself turns away what is no CONNECT, or not one to be admitted. */
  private void first(ChannelHandlerContext context, Object packet) {
    if (!(packet instanceof MqttConnectMessage connect)
        || connect.decoderResult().isFailure()
        || connect.payload().clientIdentifier().isEmpty()
        || !keeper.admits(connect)) {
      pass(context, packet);
    } else {
      takePlace(context, connect);
    }
  }

  private void takePlace(ChannelHandlerContext context, MqttConnectMessage connect) {
    this.context = context;
    ofHub = GateKeeper.HUB.equals(connect.payload().userName());
    hearsDisconnect = connect.variableHeader().version() == MqttVersion.MQTT_5.protocolLevel();
    String client = connect.payload().clientIdentifier();
    ConnectGate there = places.get(client);
    if (there != null && there.ofHub && !ofHub) {
      stage = Stage.ENDED;
      ReferenceCountUtil.release(connect);
      var _ = context.close();
      return;
    }
    ConnectGate earlier = places.put(client, this);
    var _ = gone.whenComplete((_, _) -> places.remove(client, this));
    if (earlier == null) {
      pass(context, connect);
    } else {
      stage = Stage.HOLDING;
      context.channel().config().setAutoRead(false);
      before = earlier.gone;
      earlier.makeRoom();
      var _ =
          earlier.gone.whenComplete(
              (_, _) -> context.executor().execute(() -> passIfActive(context, connect)));
    }
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
    context.channel().config().setAutoRead(false);
    context.fireChannelRead(packet);
    look(context);
  }

  /** Ends this connection for another one of the same client id; on any thread. */
  private void makeRoom() {
    ChannelHandlerContext mine = context;
    if (mine != null) {
      mine.executor()
          .execute(
              () -> {
                stage = Stage.ENDED;
                if (hearsDisconnect) {
                  var _ =
                      mine.writeAndFlush(
                          MqttMessageBuilders.disconnect()
                              .reasonCode(MqttReasonCodes.Disconnect.SESSION_TAKEN_OVER.byteValue())
                              .build());
                }
                var _ = mine.close();
              });
    }
  }

  private void look(ChannelHandlerContext context) {
    if (stage != Stage.HOLDING || context.isRemoved() || !context.channel().isActive()) {
      return;
    }
    if (context.channel().hasAttr(NOTED)) {
      open(context);
    } else {
      var _ =
          context
              .executor()
              .schedule(() -> look(context), LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private void open(ChannelHandlerContext context) {
    stage = Stage.OPEN;
    Object packet;
    while ((packet = held.poll()) != null) {
      channelRead(context, packet);
    }
    context.fireChannelReadComplete();
    context.channel().config().setAutoRead(true);
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
