package city.seki.hub.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttProperties.IntegerProperty;
import io.netty.handler.codec.mqtt.MqttProperties.MqttPropertyType;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttVersion;
import io.netty.util.AttributeKey;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A connection in memory, whose clock is moved by hand. */
class UnitPaceTest {
  private static final Instant NOW = Instant.parse("2026-11-29T00:00:00Z");
  private static final Limits LIMITS = Limits.STANDARD;

  @TempDir private static Path folder = Path.of("");

  private static X509Certificate root;

  private final List<Abuse> abuses = new ArrayList<>();
  private long nanos;
  private EmbeddedChannel channel;

  @BeforeAll
  static void issue() throws IOException {
    root = CityCertificates.make(folder, NOW).root();
  }

  @BeforeEach
  void open() {
    Mutual mutual = new Mutual(() -> null, root, serial -> false, () -> NOW, () -> nanos, LIMITS);
    GateKeeper keeper = new GateKeeper(new DevelopmentGuard(), "secret", "proof", client -> {});
    BrokerChannels.Broker broker =
        new BrokerChannels.Broker(keeper, (client, what) -> abuses.add(what));
    ConnectGate gate = new ConnectGate(broker);
    UnitPace pace =
        new UnitPace(
            mutual, () -> "kanda-01", new Units(mutual), gate, (client, what) -> abuses.add(what));
    channel = new EmbeddedChannel(gate, pace);
    channel.freezeTime();
    assertTrue(channel.writeInbound(connect()));
    channel.attr(AttributeKey.valueOf("keepAlive")).set(30); // Moquette's note
    channel.advanceTimeBy(100, TimeUnit.MILLISECONDS);
    channel.runScheduledPendingTasks();
    channel.releaseInbound();
  }

  @AfterEach
  void close() {
    channel.finishAndReleaseAll();
  }

  private static MqttConnectMessage connect() {
    return MqttMessageBuilders.connect()
        .clientId("kanda-01")
        .protocolVersion(MqttVersion.MQTT_5)
        .cleanSession(true)
        .build();
  }

  private static MqttPublishMessage publish(MqttQoS qos, String topic) {
    return MqttMessageBuilders.publish()
        .topicName(topic)
        .qos(qos)
        .messageId(1)
        .payload(Unpooled.EMPTY_BUFFER)
        .build();
  }

  private static MqttPublishMessage tap() {
    return publish(MqttQoS.AT_LEAST_ONCE, "seki/1/unit/kanda-01/tap");
  }

  private void assertEnded(Abuse... why) {
    assertEquals(List.of(why), abuses);
    assertFalse(channel.isActive());
  }

  @Test
  void what_comes_too_fast_is_read_later_and_not_lost() {
    int many = (int) LIMITS.packets().burst() - 1; // the CONNECT was the first
    for (int i = 0; i < many; i++) {
      channel.writeInbound(tap());
    }
    assertTrue(channel.config().isAutoRead());
    channel.writeInbound(tap());
    assertFalse(channel.config().isAutoRead());
    assertEquals(many + 1, channel.inboundMessages().size());
    nanos += 5_000_000;
    channel.advanceTimeBy(5, TimeUnit.MILLISECONDS);
    channel.runScheduledPendingTasks();
    assertTrue(channel.config().isAutoRead());
    assertTrue(abuses.isEmpty());
  }

  @Test
  void a_flood_ends() {
    for (int i = 1; i <= LIMITS.packetsInAll().burst(); i++) { // the CONNECT was the first
      channel.writeInbound(publish(MqttQoS.AT_MOST_ONCE, "seki/1/unit/kanda-01/tap"));
    }
    assertEnded(Abuse.FLOOD);
  }

  @Test
  void who_never_acknowledges_is_told_no_more_than_a_bounded_number_of_answers() {
    int told = 0;
    while (channel.isActive()) {
      channel.writeInbound(tap());
      if (told < LIMITS.unacknowledged()) {
        told++;
        channel.writeOutbound(publish(MqttQoS.AT_LEAST_ONCE, "seki/1/unit/kanda-01/decision"));
      }
      channel.releaseOutbound();
      nanos += 10_000_000;
    }
    assertEnded(Abuse.NEVER_ACKNOWLEDGES);
    assertTrue(
        channel.inboundMessages().size() <= LIMITS.unacknowledged() + LIMITS.unanswerable() + 1);
  }

  @Test
  void who_acknowledges_may_ask_for_ever() {
    for (int i = 0; i < 10_000; i++) {
      channel.writeInbound(tap());
      channel.writeOutbound(publish(MqttQoS.AT_LEAST_ONCE, "seki/1/unit/kanda-01/decision"));
      channel.writeInbound(MqttMessageBuilders.pubAck().packetId(1).build());
      channel.releaseInbound();
      channel.releaseOutbound();
      nanos += 100_000_000;
    }
    assertTrue(abuses.isEmpty());
    assertTrue(channel.isActive());
  }

  @Test
  void subscriptions_are_counted_and_those_of_the_broker_refused() {
    channel.writeInbound(subscribe("$SYS/#"));
    channel.writeInbound(subscribe("$share/g/x"));
    assertNull(channel.readInbound());
    for (int i = 2; i < LIMITS.subscriptions(); i++) {
      channel.writeInbound(subscribe("x"));
    }
    assertTrue(abuses.isEmpty());
    channel.writeInbound(subscribe("x"));
    assertEnded(Abuse.TOO_MANY_SUBSCRIPTIONS);
  }

  private static MqttMessage subscribe(String filter) {
    return MqttMessageBuilders.subscribe()
        .messageId(1)
        .addSubscription(MqttQoS.AT_LEAST_ONCE, filter)
        .build();
  }

  @Test
  void qos_2_ends_the_connection() {
    channel.writeInbound(publish(MqttQoS.EXACTLY_ONCE, "seki/1/unit/kanda-01/tap"));
    assertEnded(Abuse.QOS_2);
  }

  @Test
  void what_is_said_on_topics_of_the_broker_ends_the_connection() {
    channel.writeInbound(publish(MqttQoS.AT_MOST_ONCE, "$SYS/x"));
    assertEnded(Abuse.FOREIGN_TOPIC);
  }

  @Test
  void a_units_connect_is_bounded_whatever_it_asks_for() {
    MqttProperties asked = new MqttProperties();
    asked.add(new IntegerProperty(MqttPropertyType.SESSION_EXPIRY_INTERVAL.value(), -1));
    asked.add(new IntegerProperty(MqttPropertyType.RECEIVE_MAXIMUM.value(), 65_535));
    asked.add(new IntegerProperty(MqttPropertyType.REQUEST_RESPONSE_INFORMATION.value(), 1));
    MqttProperties ofWill = new MqttProperties();
    ofWill.add(new IntegerProperty(MqttPropertyType.WILL_DELAY_INTERVAL.value(), 86_400));
    MqttConnectMessage bounded =
        UnitConnect.bounded(
            MqttMessageBuilders.connect()
                .clientId("kanda-01")
                .protocolVersion(MqttVersion.MQTT_5)
                .cleanSession(false)
                .keepAlive(0)
                .username("somebody")
                .properties(asked)
                .willFlag(true)
                .willTopic("seki/1/unit/kanda-01/status")
                .willMessage(new byte[0])
                .willProperties(ofWill)
                .build(),
            "kanda-01",
            new byte[] {1},
            LIMITS);
    MqttProperties now = bounded.variableHeader().properties();
    assertEquals(0, value(now, MqttPropertyType.SESSION_EXPIRY_INTERVAL));
    assertEquals(LIMITS.unacknowledged(), value(now, MqttPropertyType.RECEIVE_MAXIMUM));
    assertNull(now.getProperty(MqttPropertyType.REQUEST_RESPONSE_INFORMATION.value()));
    assertTrue(bounded.payload().willProperties().listAll().isEmpty());
    assertTrue(bounded.variableHeader().isCleanSession());
    assertEquals(600, bounded.variableHeader().keepAliveTimeSeconds());
    assertEquals(GateKeeper.userOf("kanda-01"), bounded.payload().userName());
  }

  private static Object value(MqttProperties properties, MqttPropertyType type) {
    return properties.getProperty(type.value()).value();
  }
}
