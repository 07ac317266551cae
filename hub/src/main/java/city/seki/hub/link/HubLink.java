package city.seki.hub.link;

import city.seki.config.link.Arrived;
import city.seki.config.link.Backoff;
import city.seki.config.link.LinkFacts;
import city.seki.config.link.LinkListener;
import city.seki.config.link.LinkMessage;
import city.seki.config.link.LinkSettings;
import city.seki.config.link.LinkThreads;
import city.seki.config.link.MqttSession;
import city.seki.config.link.Published;
import city.seki.config.wire.Topics;
import city.seki.config.wire.Topics.Channel;
import city.seki.hub.alert.Alerts;
import city.seki.hub.alert.Quarantine;
import city.seki.hub.allocation.AllocationLoop;
import city.seki.hub.bundle.BundleStore;
import city.seki.hub.bundle.PieceDesk;
import city.seki.hub.bundle.PieceShelf;
import city.seki.hub.fleet.Fleet;
import city.seki.hub.rollout.UnitReports;
import city.seki.hub.room.LiveRooms;
import city.seki.provisioning.tls.Tls;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/**
 * The hub's two connections to the broker, whichever broker it is: one for what units say and what
 * they are answered, one for the retained topics, so that a burst of these never delays an answer.
 */
public final class HubLink implements AutoCloseable {
  /** How many messages may be under way, each way; the largest that MQTT knows is 65,535. */
  private static final int WINDOW = 8_192;

  private static final Duration FIRST_ATTEMPT = Duration.ofSeconds(3);

  /** How long a broker that remembers keeps taps for a hub that is away. */
  private static final Duration MEMORY = Duration.ofDays(1);

  /**
   * Where the broker is.
   *
   * @param client the hub's name there: always the same one for a broker that remembers, one that
   *     nobody can guess for a broker that lets a second client of that name throw out the first
   * @param tls shows the hub's certificate, and says which broker is believed; null for plain MQTT
   */
  public record Broker(
      String host,
      int port,
      LinkSettings.@Nullable Login login,
      String client,
      @Nullable SSLContext tls) {
    /** One that is reached without TLS. */
    public Broker(String host, int port, LinkSettings.@Nullable Login login, String client) {
      this(host, port, login, client, null);
    }
  }

  private final LinkThreads threads = LinkThreads.platform("seki-link");
  private final MqttSession units;
  private final MqttSession floor;
  private final Sender sender;
  private final Ingress ingress;
  private final PieceDesk desk;
  private final RetainedTopics retained = new RetainedTopics();
  private final CountDownLatch firstUp = new CountDownLatch(1);
  private volatile @Nullable String down = "not connected yet";

  /** What units fetch in pieces: software, and texts that are too large for a message. */
  public record Pieces(BundleStore bundles, List<PieceShelf> texts) {
    public Pieces {
      texts = List.copyOf(texts);
    }
  }

  public HubLink(
      Broker broker,
      AllocationLoop allocation,
      Fleet fleet,
      Supplier<Instant> clock,
      Quarantine quarantine,
      Alerts alerts,
      LiveRooms rooms,
      UnitReports reports,
      LongSupplier nanos,
      RandomGenerator random,
      Pieces pieces) {
    units =
        new MqttSession(
            settings(broker, "", nanos)
                .withSession(MEMORY)
                .withWindow(WINDOW, WINDOW)
                .withManualAcks()
                .withSubscriptions(
                    Topics.everyUnit(Channel.TAP),
                    Topics.everyUnit(Channel.STATUS),
                    Topics.everyUnit(Channel.HEALTH),
                    Topics.everyUnit(Channel.PRESENCE),
                    Topics.everyUnit(Channel.DEVICE),
                    Topics.everyUnit(Channel.PIECE_WANT),
                    Topics.everyUnit(Channel.COMMAND_RESULT),
                    Topics.everyUnit(Channel.CONFIG_REPORTED)),
            Backoff.STANDARD,
            random,
            threads,
            new Units());
    floor =
        new MqttSession(
            settings(broker, "-floor", nanos).withWindow(WINDOW, WINDOW),
            Backoff.STANDARD,
            random,
            threads,
            new FloorTopics());
    sender = new Sender(units, Thread.ofPlatform().daemon().name("seki-answers").factory());
    fleet.orders().through(this::send);
    desk =
        new PieceDesk(
            pieces.bundles(),
            pieces.texts(),
            this::sendPiece,
            nanos,
            Thread.ofPlatform().daemon().name("seki-pieces").factory());
    ingress =
        new Ingress(
            allocation, fleet, clock, quarantine, alerts, sender, rooms, desk::ask, reports);
  }

  private static LinkSettings settings(Broker broker, String suffix, LongSupplier nanos) {
    LinkSettings settings =
        LinkSettings.to(broker.host(), broker.port(), broker.client() + suffix)
            .withGatheredReads(nanos);
    SSLContext tls = broker.tls();
    if (tls != null) {
      settings = settings.withTls(tls, Tls.parameters());
    }
    LinkSettings.Login login = broker.login();
    return login == null ? settings : settings.withLogin(login.user(), login.password());
  }

  /** Begins to connect, and gives the first attempt some time before it returns. */
  public void start() throws InterruptedException {
    sender.start();
    desk.start();
    units.start();
    floor.start();
    // A unit that greets before the hub listens is not heard again before its next health.
    var _ = firstUp.await(FIRST_ATTEMPT.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Why units cannot reach the hub, null while they can. */
  public @Nullable String trouble() {
    return down;
  }

  /** Tells a unit something that it did not ask for. */
  public void tell(SeatLights.ForUnit light) {
    sender.send(
        LinkMessage.of(Topics.unit(light.unit(), Channel.COMMAND), light.command().toJson()));
  }

  /** Notes what a retained topic is to say; {@link #sendRetained} sends it. */
  public void publish(String topic, byte[] payload) {
    retained.publish(topic, payload);
  }

  /** Sends something that nobody retains, at once; false if it could not. */
  public boolean send(String topic, byte[] payload) {
    Published now =
        floor
            .publish(LinkMessage.of(topic, payload))
            .toCompletableFuture()
            .getNow(Published.ACKNOWLEDGED);
    return now != Published.FULL && now != Published.DOWN;
  }

  /** Beside the answers, so that none of them waits behind a piece. */
  private boolean sendPiece(String unit, byte[] payload, byte[] correlation) {
    String topic = Topics.unit(unit, Channel.PIECE);
    Published now =
        floor
            .publish(new LinkMessage(topic, payload, false, null, correlation))
            .toCompletableFuture()
            .getNow(Published.ACKNOWLEDGED);
    return now != Published.FULL && now != Published.DOWN;
  }

  /** Sends the retained topics that changed. */
  public void sendRetained() {
    if (floor.isUp()) {
      retained.send(floor);
    }
  }

  /** How many answers found no connection; their units ask again. */
  public long dropped() {
    return sender.dropped();
  }

  /** By which snapshots leave. */
  public Snapshots.Wire snapshotWire() {
    return new Snapshots.Wire() {
      @Override
      public void retain(String topic, byte[] payload) {
        publish(topic, payload);
      }

      @Override
      public boolean send(String topic, byte[] payload) {
        return HubLink.this.send(topic, payload);
      }
    };
  }

  @Override
  public void close() {
    desk.close();
    sender.close();
    floor.close();
    units.close();
    threads.shutdown();
  }

  private final class Units implements LinkListener {
    @Override
    public void up(LinkFacts facts) {
      down = null;
      firstUp.countDown();
      Logger.info("connected to the broker");
    }

    @Override
    public void down(String reason) {
      down = reason;
      Logger.warn("no connection to the broker: {}", reason);
    }

    @Override
    public void arrived(Arrived message) {
      try {
        ingress.take(
            new Ingress.Mail(
                message.topic(),
                message.payload(),
                message.retained(),
                message.responseTopic(),
                message.correlation(),
                () -> sender.acknowledge(message)));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private final class FloorTopics implements LinkListener {
    @Override
    public void up(LinkFacts facts) {
      retained.forgotten();
    }

    @Override
    public void down(String reason) {
      // the other connection tells
    }

    @Override
    public void arrived(Arrived message) {
      // nothing is subscribed here
    }
  }
}
