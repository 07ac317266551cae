package city.seki.hub.broker;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttReasonCodes;
import io.netty.handler.codec.mqtt.MqttSubAckMessage;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what one unit says and is told within {@link Limits}. What comes too fast is not read until
 * its time has come, so that it waits in the network and in the unit, and nothing is lost. So does
 * what comes from a unit that does not read its answers. What no unit ever does ends the
 * connection.
 *
 * <p>Moquette keeps what waits for an acknowledgement without a bound. It is bounded here by what
 * it comes from: while a unit has acknowledged nothing of as much as is sent ahead, or does not
 * read, all that it says may be one more answer that waits.
 *
 * <p>Stands behind the {@link ConnectGate}. Confined to the event loop of its channel.
 */
final class UnitPace extends ChannelDuplexHandler {
  private static final String BROKERS_OWN = "$";

  private final Mutual mutual;
  private final Supplier<@Nullable String> unit;
  private final Units units;
  private final ConnectGate gate;
  private final AbuseListener listener;
  private int subscriptions;
  private int unacknowledged;
  private int unanswerable;
  private long heldNanos;
  private boolean isHeld;

  /**
   * @param unit whom the connection has proved to be; null while it has not
   */
  UnitPace(
      Mutual mutual,
      Supplier<@Nullable String> unit,
      Units units,
      ConnectGate gate,
      AbuseListener listener) {
    this.mutual = mutual;
    this.unit = unit;
    this.units = units;
    this.gate = gate;
    this.listener = listener;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object packet) {
    String known = unit.get();
    if (known == null || !(packet instanceof MqttMessage message)) {
      context.fireChannelRead(packet);
      return;
    }
    Long pause =
        units
            .meter(known)
            .reads(message.fixedHeader().remainingLength(), mutual.nanos().getAsLong());
    if (pause == null) {
      end(known, packet, MqttReasonCodes.Disconnect.MESSAGE_RATE_TOO_HIGH, Abuse.FLOOD);
      return;
    }
    heldNanos = Math.max(heldNanos, pause);
    switch (message) {
      case MqttPublishMessage publish -> publish(context, known, publish);
      case MqttSubscribeMessage subscribe -> subscribe(context, known, subscribe);
      default -> {
        if (message.fixedHeader().messageType() == MqttMessageType.PUBACK) {
          unacknowledged = Math.max(0, unacknowledged - 1);
        }
        context.fireChannelRead(message);
      }
    }
  }

  private void publish(ChannelHandlerContext context, String name, MqttPublishMessage publish) {
    if (publish.variableHeader().topicName().startsWith(BROKERS_OWN)) {
      // which Moquette drops without a word
      end(name, publish, MqttReasonCodes.Disconnect.NOT_AUTHORIZED, Abuse.FOREIGN_TOPIC);
      return;
    }
    if (publish.fixedHeader().qosLevel() == MqttQoS.EXACTLY_ONCE) {
      end(name, publish, MqttReasonCodes.Disconnect.QOS_NOT_SUPPORTED, Abuse.QOS_2);
      return;
    }
    if (unacknowledged >= mutual.limits().unacknowledged()) {
      unanswerable++;
    }
    if (unanswerable > mutual.limits().unanswerable()) {
      end(name, publish, MqttReasonCodes.Disconnect.QUOTA_EXCEEDED, Abuse.NEVER_ACKNOWLEDGES);
      return;
    }
    context.fireChannelRead(publish);
  }

  private void subscribe(
      ChannelHandlerContext context, String name, MqttSubscribeMessage subscribe) {
    int filters = subscribe.payload().topicSubscriptions().size();
    subscriptions += filters;
    if (subscriptions > mutual.limits().subscriptions()) {
      end(name, subscribe, MqttReasonCodes.Disconnect.QUOTA_EXCEEDED, Abuse.TOO_MANY_SUBSCRIPTIONS);
    } else if (subscribe.payload().topicSubscriptions().stream()
        .anyMatch(it -> it.topicFilter().startsWith(BROKERS_OWN))) {
      refuse(context, subscribe, filters);
    } else {
      context.fireChannelRead(subscribe);
    }
  }

  /**
   * Topics of the broker itself are nobody's business, and subscriptions that are shared would be
   * shown to the guard without their beginning.
   */
  private static void refuse(
      ChannelHandlerContext context, MqttSubscribeMessage subscribe, int filters) {
    MqttMessageBuilders.SubAckBuilder suback =
        MqttMessageBuilders.subAck().packetId(subscribe.variableHeader().messageId());
    for (int i = 0; i < filters; i++) {
      suback.addGrantedQos(MqttQoS.FAILURE);
    }
    MqttSubAckMessage refusal = suback.build();
    ReferenceCountUtil.release(subscribe);
    var _ = context.writeAndFlush(refusal);
  }

  private void end(String name, Object packet, MqttReasonCodes.Disconnect why, Abuse what) {
    ReferenceCountUtil.release(packet);
    listener.turnedAway(name, what);
    gate.endNow(why);
  }

  @Override
  public void write(ChannelHandlerContext context, Object packet, ChannelPromise promise) {
    if (packet instanceof MqttPublishMessage publish
        && publish.fixedHeader().qosLevel() != MqttQoS.AT_MOST_ONCE) {
      unacknowledged++;
      unanswerable = Math.max(0, unanswerable - 1);
    }
    var _ = context.write(packet, promise);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    context.fireChannelReadComplete();
    if (heldNanos > 0 && !isHeld) {
      isHeld = true;
      look(context);
      var _ =
          context
              .executor()
              .schedule(
                  () -> {
                    isHeld = false;
                    look(context);
                  },
                  heldNanos,
                  TimeUnit.NANOSECONDS);
      heldNanos = 0;
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    look(context);
    context.fireChannelWritabilityChanged();
  }

  /** Reads, or does not. The gate decides alone until it has opened. */
  private void look(ChannelHandlerContext context) {
    if (gate.isOpen()) {
      context.channel().config().setAutoRead(!isHeld && context.channel().isWritable());
    }
  }
}
