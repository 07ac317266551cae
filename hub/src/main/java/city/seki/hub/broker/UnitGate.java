package city.seki.hub.broker;

import city.seki.hub.broker.Mutual.Nobody;
import city.seki.hub.broker.Mutual.OfUnit;
import city.seki.hub.broker.Mutual.Proof;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.mqtt.MqttConnAckMessage;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttReasonCodes;
import io.netty.handler.codec.mqtt.MqttVersion;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * Lets a connection of the TLS listener speak as the unit that its certificate names, and as nobody
 * else. What the handshake found is asked for again at the CONNECT: much may have happened between
 * the two. Every connection is in the {@link Units} from the end of its handshake on, before it is
 * looked at for the last time, so that a revocation finds it there or is found by it.
 *
 * <p>Confined to the event loop of its channel, but for {@link #cut}.
 */
final class UnitGate extends ChannelDuplexHandler {
  private final Mutual mutual;
  private final GateKeeper keeper;
  private final Units units;
  private final ConnectGate gate;
  private final AbuseListener listener;
  private boolean isStranger = true;
  private boolean isKeepAliveOurs;

  // written before this is seen by another thread in the units
  private @Nullable ChannelHandlerContext context;
  private List<X509Certificate> chain = List.of();
  private @Nullable OfUnit proved;

  UnitGate(
      Mutual mutual, GateKeeper keeper, Units units, ConnectGate gate, AbuseListener listener) {
    this.mutual = mutual;
    this.keeper = keeper;
    this.units = units;
    this.gate = gate;
    this.listener = listener;
  }

  /** The unit that the handshake proved; null while it has not. */
  @Nullable String unit() {
    OfUnit known = proved;
    return known == null ? null : known.unit();
  }

  /** Who is slow is not waited for: a byte now and then would keep a connection open for ever. */
  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    var _ =
        context
            .executor()
            .schedule(
                () -> {
                  if (isStranger) {
                    var _ = context.close();
                  }
                },
                2 * mutual.limits().patience().toMillis(),
                TimeUnit.MILLISECONDS);
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof SslHandshakeCompletionEvent done) {
      if (done.isSuccess()) {
        shaken(context);
      } else {
        listener.turnedAway(address(context).getHostAddress(), Abuse.NO_IDENTITY);
      }
    }
    context.fireUserEventTriggered(event);
  }

  private void shaken(ChannelHandlerContext context) {
    this.context = context;
    SSLSession session = context.pipeline().get(SslHandler.class).engine().getSession();
    try {
      chain =
          Arrays.stream(session.getPeerCertificates()).map(X509Certificate.class::cast).toList();
    } catch (SSLPeerUnverifiedException e) {
      chain = List.of(); // looked at below, as any other that proves nothing
    }
    session.invalidate(); // nobody resumes it: with each connection the certificate is shown anew
    if (proof() instanceof OfUnit unit) {
      proved = unit;
      units.add(this);
    }
  }

  private Proof proof() {
    return chain.isEmpty() ? new Nobody("it shows no certificate") : mutual.proof(chain);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object packet) {
    if (packet instanceof MqttMessage message && message.decoderResult().isFailure()) {
      refuse(context, packet, Abuse.MALFORMED);
    } else if (isStranger && packet instanceof MqttConnectMessage connect) {
      connect(context, connect);
    } else {
      context.fireChannelRead(packet);
    }
  }

  private void refuse(ChannelHandlerContext context, Object packet, Abuse what) {
    ReferenceCountUtil.release(packet);
    listener.turnedAway(name(context), what);
    if (context.channel().isActive()) {
      gate.endNow(MqttReasonCodes.Disconnect.MALFORMED_PACKET);
      var _ = context.close();
    }
  }

  private void connect(ChannelHandlerContext context, MqttConnectMessage connect) {
    String client = connect.payload().clientIdentifier();
    String user = connect.payload().userName();
    if (!(proof() instanceof OfUnit unit) || (user != null && GateKeeper.isOurs(user))) {
      turnAway(context, connect, Code.NOT_AUTHORIZED, Abuse.NO_IDENTITY);
    } else if (!client.equals(unit.unit())) {
      turnAway(context, connect, Code.NOT_ITS_NAME, Abuse.FOREIGN_NAME);
    } else if (!units.meter(client).connects(mutual.nanos().getAsLong())) {
      turnAway(context, connect, Code.TOO_OFTEN, Abuse.TOO_MANY_CONNECTS);
    } else {
      isStranger = false;
      units.isKnown(address(context));
      MqttConnectMessage bounded =
          UnitConnect.bounded(connect, client, keeper.proof(), mutual.limits());
      isKeepAliveOurs =
          bounded.variableHeader().keepAliveTimeSeconds()
              != connect.variableHeader().keepAliveTimeSeconds();
      context.fireChannelRead(bounded);
    }
  }

  /** Reason codes of MQTT 5, and what comes nearest in MQTT 3. */
  private enum Code {
    NOT_AUTHORIZED(
        MqttConnectReturnCode.CONNECTION_REFUSED_NOT_AUTHORIZED_5,
        MqttConnectReturnCode.CONNECTION_REFUSED_NOT_AUTHORIZED),
    NOT_ITS_NAME(
        MqttConnectReturnCode.CONNECTION_REFUSED_CLIENT_IDENTIFIER_NOT_VALID,
        MqttConnectReturnCode.CONNECTION_REFUSED_IDENTIFIER_REJECTED),
    TOO_OFTEN(
        MqttConnectReturnCode.CONNECTION_REFUSED_CONNECTION_RATE_EXCEEDED,
        MqttConnectReturnCode.CONNECTION_REFUSED_SERVER_UNAVAILABLE);

    private final MqttConnectReturnCode five;
    private final MqttConnectReturnCode three;

    Code(MqttConnectReturnCode five, MqttConnectReturnCode three) {
      this.five = five;
      this.three = three;
    }
  }

  private void turnAway(
      ChannelHandlerContext context, MqttConnectMessage connect, Code code, Abuse what) {
    boolean isFive = connect.variableHeader().version() == MqttVersion.MQTT_5.protocolLevel();
    listener.turnedAway(name(context), what);
    gate.endWithoutWord();
    var _ =
        context
            .writeAndFlush(
                MqttMessageBuilders.connAck().returnCode(isFive ? code.five : code.three).build())
            .addListener(ChannelFutureListener.CLOSE);
  }

  @Override
  public void write(ChannelHandlerContext context, Object packet, ChannelPromise promise) {
    if (packet instanceof MqttConnAckMessage connack
        && gate.isVersion5()
        && connack.variableHeader().connectReturnCode()
            == MqttConnectReturnCode.CONNECTION_ACCEPTED) {
      UnitConnect.tellBounds(connack, mutual.limits(), isKeepAliveOurs);
    }
    var _ = context.write(packet, promise);
  }

  /** Its unit, or its address while that is all that is known. */
  String name(ChannelHandlerContext context) {
    OfUnit known = proved;
    return known == null ? address(context).getHostAddress() : known.unit();
  }

  private static InetAddress address(ChannelHandlerContext context) {
    return ((InetSocketAddress) context.channel().remoteAddress()).getAddress();
  }

  boolean isOf(String unit) {
    OfUnit known = proved;
    return known != null && known.unit().equals(unit);
  }

  boolean isOver(Instant now) {
    OfUnit known = proved;
    return known != null && known.end().isBefore(now);
  }

  /** Ends this connection at once, and without its last will; on any thread. */
  void cut() {
    ChannelHandlerContext mine = context;
    if (mine != null) {
      mine.executor()
          .execute(
              () -> {
                if (!gate.endWithoutWill(MqttReasonCodes.Disconnect.ADMINISTRATIVE_ACTION)) {
                  var _ = mine.close();
                }
              });
    }
  }

  /** What is no TLS, or breaks off, is nothing to write into a log each time that it comes. */
  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (cause instanceof DecoderException || cause instanceof IOException) {
      var _ = context.close();
    } else {
      context.fireExceptionCaught(cause);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    units.remove(this);
    if (isStranger) {
      isStranger = false;
      units.isKnown(address(context));
    }
    context.fireChannelInactive();
  }
}
