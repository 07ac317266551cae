package city.seki.hub.server;

import city.seki.config.ProgramVersion;
import city.seki.config.link.LinkSettings;
import city.seki.config.rules.CardRenewal;
import city.seki.config.rules.Command;
import city.seki.config.rules.Command.CardRef;
import city.seki.config.rules.Event;
import city.seki.config.rules.Seating;
import city.seki.config.wire.CardId;
import city.seki.config.wire.CardKey;
import city.seki.hub.access.Access;
import city.seki.hub.access.AccessDatabase;
import city.seki.hub.access.AuditHeads;
import city.seki.hub.alert.Alerts;
import city.seki.hub.alert.LiveAlerts;
import city.seki.hub.alert.Quarantine;
import city.seki.hub.alert.Webhook;
import city.seki.hub.allocation.AllocationLoop;
import city.seki.hub.allocation.PersonalClaims;
import city.seki.hub.broker.BrokerRefused;
import city.seki.hub.broker.DevelopmentGuard;
import city.seki.hub.broker.EmbeddedBroker;
import city.seki.hub.broker.Limits;
import city.seki.hub.broker.Mutual;
import city.seki.hub.coap.CoapSigns;
import city.seki.hub.data.DataDirectory;
import city.seki.hub.data.DataException;
import city.seki.hub.enrol.Claims;
import city.seki.hub.enrol.CodeLimit;
import city.seki.hub.enrol.Enrolment;
import city.seki.hub.enrol.HubAddresses;
import city.seki.hub.enrol.StartDocuments;
import city.seki.hub.est.EstCoap;
import city.seki.hub.fleet.Fleet;
import city.seki.hub.http.HealthCheck;
import city.seki.hub.http.HubHttp;
import city.seki.hub.http.HubParts;
import city.seki.hub.http.Route;
import city.seki.hub.kit.KitLoans;
import city.seki.hub.kit.LiveKits;
import city.seki.hub.ledger.SqliteLedger;
import city.seki.hub.link.HubLink;
import city.seki.hub.link.SeatLights;
import city.seki.hub.link.Snapshots;
import city.seki.hub.live.EventStream;
import city.seki.hub.live.LiveFloor;
import city.seki.hub.metrics.HubMetrics;
import city.seki.hub.metrics.Metrics;
import city.seki.hub.oidc.CityDirectory;
import city.seki.hub.oidc.DirectorySettings;
import city.seki.hub.room.LiveRooms;
import city.seki.hub.room.RoomDays;
import city.seki.hub.roster.RosterStore;
import city.seki.provisioning.CardKeyFile;
import city.seki.provisioning.HubKeyFile;
import city.seki.provisioning.tls.PeerCheck;
import city.seki.provisioning.tls.Tls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/**
 * One running hub, put together. Started from the inside out - data, allocation, broker, link,
 * pages - and ended the other way round, so that nobody asks what is not there yet, and nobody is
 * answered what is no longer written down.
 */
public final class Hub implements AutoCloseable {
  /**
   * Where it listens, and who it is.
   *
   * @param broker an external broker, null for the embedded one
   * @param mqttPort of the embedded broker, 0 for any that is free
   * @param httpPort 0 for any that is free
   * @param coapPort 0 for any that is free
   * @param alertWebhook where alerts are posted, null for nowhere
   * @param speed how many times faster than real time the city's clock runs
   * @param authority what a hub needs that does not run open; null for one with --dev, on loopback
   * @param directory by which people sign in, null without one
   */
  public record Settings(
      DataDirectory data,
      InetAddress bind,
      @Nullable URI broker,
      int mqttPort,
      int httpPort,
      int coapPort,
      @Nullable URI alertWebhook,
      double speed,
      boolean demo,
      Authority.@Nullable Settings authority,
      @Nullable DirectorySettings directory) {
    /** One that runs open, on loopback only. */
    public Settings(
        DataDirectory data,
        InetAddress bind,
        @Nullable URI broker,
        int mqttPort,
        int httpPort,
        int coapPort,
        @Nullable URI alertWebhook,
        double speed,
        boolean demo) {
      this(data, bind, broker, mqttPort, httpPort, coapPort, alertWebhook, speed, demo, null, null);
    }

    /** One at which people sign in by accounts and tokens only. */
    public Settings(
        DataDirectory data,
        InetAddress bind,
        @Nullable URI broker,
        int mqttPort,
        int httpPort,
        int coapPort,
        @Nullable URI alertWebhook,
        double speed,
        boolean demo,
        Authority.@Nullable Settings authority) {
      this(
          data,
          bind,
          broker,
          mqttPort,
          httpPort,
          coapPort,
          alertWebhook,
          speed,
          demo,
          authority,
          null);
    }
  }

  /**
   * Time, chance, and who is told of a failure.
   *
   * @param city the city's clock, in whole milliseconds
   * @param real the wall clock
   * @param nanos the monotonic clock
   * @param failed told when the hub can no longer write; it must end then
   */
  public record Surroundings(
      Supplier<Instant> city,
      InstantSource real,
      LongSupplier nanos,
      SecureRandom random,
      Consumer<DataException> failed) {}

  private final Settings settings;
  private final Surroundings around;
  private final RunningParts running = new RunningParts();
  private final Fleet fleet;
  private final EventStream stream;
  private final Quarantine quarantine = new Quarantine();
  private final Alerts alerts;
  private final Metrics metrics = new Metrics();
  private final SeatLights lights = new SeatLights();
  private final RoomDays days = new RoomDays();
  private final KitLoans loans = new KitLoans();
  private final String run;
  private final AccessDatabase accessDatabase;
  private final RosterStore roster;
  private final CardKey cardKey;
  private final CityRecords records;
  private final AllocationLoop allocation;
  private final LiveFloor floor;
  private final LiveRooms rooms;
  private final HubMetrics counts;
  private final HubLink link;
  private final @Nullable Authority authority;
  private final @Nullable CoapSigns signs;
  private final @Nullable Enrolment enrolment;
  private final CompletableFuture<HubAddresses> addresses = new CompletableFuture<>();
  private final @Nullable EstCoap est;
  private final Clockwork clockwork;
  private final @Nullable CityDirectory directory;
  private final HubHttp http;
  private final int mqttPort;
  private int unitsPort;
  private Runnable certificates = () -> {};

  private Hub(Settings settings, Surroundings around, List<Route> extra)
      throws IOException, BrokerRefused, InterruptedException {
    this.settings = settings;
    this.around = around;
    run = HexFormat.of().toHexDigits(around.random().nextInt());
    fleet = new Fleet(around.nanos());
    alerts = alerts(settings.alertWebhook());
    stream = new EventStream(run);
    boolean complete = false;
    try {
      running.started(settings.data().lock());
      accessDatabase = running.started(AccessDatabase.open(settings.data().access()));
      AuditHeads heads =
          running.started(
              new AuditHeads(settings.data().auditHeads(), accessDatabase.audit(), around.real()));
      roster = running.started(RosterStore.open(settings.data().roster(), around.random()));
      authority = authority();
      cardKey = CardKeyFile.loadOrCreate(settings.data().root(), around.random());
      records = new CityRecords(settings.data(), roster);
      allocation = running.started(startAllocation());
      HubLink.Broker broker = broker();
      mqttPort = unitsPort == 0 ? broker.port() : unitsPort;
      rooms =
          new LiveRooms(
              allocation::state, fleet, around.city(), stream, this::publish, around.nanos());
      link =
          running.started(
              new HubLink(
                  broker,
                  allocation,
                  fleet,
                  around.city(),
                  quarantine,
                  alerts,
                  rooms,
                  around.nanos(),
                  around.random()));
      signs = signs();
      enrolment = enrolment();
      floor = new LiveFloor(allocation::state, fleet, around.city(), stream, this::publish);
      link.start();
      counts =
          new HubMetrics(
              metrics, allocation::waiting, allocation::state, fleet, stream, quarantine);
      clockwork =
          new Clockwork(
              around.city(),
              records,
              allocation,
              floor,
              rooms,
              new LiveKits(allocation::state, around.city(), stream, this::publish),
              link,
              fleet,
              alerts,
              new LiveAlerts(alerts, stream),
              lights,
              snapshots(),
              () ->
                  authority == null
                      ? Map.of()
                      : WaitingUnits.of(
                          authority.desk().state(), allocation.state().city().units()),
              certificates,
              heads);
      directory = directory();
      http = running.started(new HubHttp(parts(), extra));
      startHttp();
      est = est();
      if (authority != null) {
        addresses.complete(new HubAddresses(hosts(), mqttPort(), coapPort(), httpPort()));
      }
      running.started(clockwork).start();
      complete = true;
    } finally {
      if (!complete) {
        addresses.cancel(false);
        close();
      }
    }
  }

  /**
   * Starts a hub.
   *
   * @param extra further routes of its HTTP interface
   * @throws DataException if its data cannot be used
   * @throws BrokerRefused if the broker cannot listen
   * @throws IOException if the pages or signs cannot be served, or the card key cannot be read
   */
  public static Hub start(Settings settings, Surroundings around, List<Route> extra)
      throws IOException, BrokerRefused, InterruptedException {
    return new Hub(settings, around, extra);
  }

  private @Nullable Authority authority() throws IOException {
    Authority.Settings wanted = settings.authority();
    return wanted == null ? null : Authority.open(wanted, settings.data(), around, alerts, running);
  }

  /** Signs and labels read seats without proof of who they are: on loopback only. */
  private @Nullable CoapSigns signs() throws IOException {
    return authority != null
        ? null
        : running.started(
            CoapSigns.start(settings.bind(), settings.coapPort(), () -> allocation.state().city()));
  }

  private void startHttp() throws IOException {
    String bind = settings.bind().getHostAddress();
    if (authority == null) {
      http.start(bind, settings.httpPort());
    } else {
      http.start(bind, settings.httpPort(), authority.https());
    }
  }

  private @Nullable Enrolment enrolment() throws IOException {
    return authority == null
        ? null
        : new Enrolment(
            authority.desk(),
            new Claims(authority.desk(), around.random()),
            new StartDocuments(
                () -> allocation.state().city(),
                addresses::join, // who asks before all of it listens waits for that
                cardKey,
                HubKeyFile.loadOrCreate(settings.data().root(), around.random()).key()),
            new CodeLimit(around.nanos()));
  }

  private Alerts alerts(@Nullable URI webhook) {
    if (webhook == null) {
      return new Alerts();
    }
    Webhook chat =
        running.started(
            new Webhook(
                webhook, () -> allocation.state().city().timeZone(), Duration.ofSeconds(5)));
    return new Alerts(chat);
  }

  private AllocationLoop startAllocation() throws InterruptedException {
    CityRecords.Records now = records.changed(around.city().get());
    if (now == null) {
      throw new IllegalStateException("the first look at the records finds them changed");
    }
    AllocationLoop loop =
        new AllocationLoop(
            () -> SqliteLedger.open(settings.data().ledger(), told -> Logger.info("{}", told)),
            Seating.of(now.city(), now.directory()),
            this::past,
            this::changed,
            around.failed(),
            Thread.ofPlatform().name("seki-allocation").factory());
    loop.start();
    // What the files no longer hold ends now, and what fell due while the hub was away.
    var _ = loop.ask(new Command.Reconfigure(now.city(), now.directory(), around.city().get()));
    return loop;
  }

  private @Nullable EstCoap est() throws IOException {
    return authority == null || enrolment == null
        ? null
        : running.started(
            EstCoap.start(
                settings.bind(),
                settings.coapPort(),
                authority.tls(),
                authority.desk(),
                enrolment.start()::of,
                around.nanos(),
                metrics,
                failure -> Logger.error(failure, "a request for a certificate failed")));
  }

  private HubLink.Broker broker() throws BrokerRefused {
    URI external = settings.broker();
    if (external != null) {
      return new HubLink.Broker(
          external.getHost(), external.getPort(), null, "seki-hub", brokerTls());
    }
    EmbeddedBroker broker = running.started(embedded());
    unitsPort = broker.port();
    if (authority != null) {
      authority.desk().onRevoked(broker::cut);
      authority.desk().onRevoked(fleet::shutOut);
      certificates = () -> broker.cutOver(around.real().instant());
    }
    return new HubLink.Broker(
        broker.hubAddress().getAddress().getHostAddress(),
        broker.hubAddress().getPort(),
        new LinkSettings.Login(broker.hubUser(), broker.hubPassword()),
        "seki-hub-" + HexFormat.of().toHexDigits(around.random().nextLong()));
  }

  private @Nullable SSLContext brokerTls() {
    return authority == null
        ? null
        : Tls.context(authority.tls(), PeerCheck.hub(authority.desk().root(), around.real()));
  }

  private EmbeddedBroker embedded() throws BrokerRefused {
    TurnedAway turnedAway = new TurnedAway(around.city(), quarantine, alerts, metrics);
    InetAddress bind = settings.bind();
    int port = settings.mqttPort();
    return authority == null
        ? EmbeddedBroker.start(bind, port, new DevelopmentGuard(), turnedAway)
        : EmbeddedBroker.start(
            bind,
            port,
            new Mutual(
                authority.tls(),
                authority.desk().root(),
                authority.desk()::isRevoked,
                around.real(),
                around.nanos(),
                Limits.STANDARD),
            turnedAway);
  }

  private Snapshots snapshots() throws IOException {
    return new Snapshots(
        allocation::state,
        fleet,
        around.city(),
        around.nanos(),
        HubKeyFile.loadOrCreate(settings.data().root(), around.random()),
        new SnapshotVersions(settings.data().root().resolve("snapshot.mark"), around.real()),
        new Snapshots.Wire() {
          @Override
          public void retain(String topic, byte[] payload) {
            link.publish(topic, payload);
          }

          @Override
          public boolean send(String topic, byte[] payload) {
            return link.send(topic, payload);
          }
        });
  }

  private HubParts parts() throws IOException {
    return new HubParts(
        allocation,
        floor,
        rooms,
        days,
        loans,
        fleet,
        stream,
        roster,
        new Access(
            accessDatabase, roster::personOf, around.real(), around.nanos(), around.random()),
        accessDatabase.audit(),
        alerts,
        quarantine,
        metrics,
        around.city(),
        around.real(),
        around.random(),
        this::digest,
        person -> PersonalClaims.of(settings.data().ledger(), person),
        new HubParts.About(ProgramVersion.number(), run, settings.speed(), settings.demo()),
        health(),
        enrolment,
        directory);
  }

  /** The hub goes on without the city's directory; only that nobody can sign in by it. */
  private List<HealthCheck> health() {
    List<HealthCheck> checks = new ArrayList<>();
    checks.add(new HealthCheck("allocation", allocation::trouble));
    checks.add(new HealthCheck("broker", link::trouble));
    checks.add(new HealthCheck("records", clockwork::recordsTrouble));
    if (directory != null) {
      checks.add(new HealthCheck("directory", directory::trouble, false));
    }
    return checks;
  }

  /** It may be away: whether it is there is looked at beside. */
  private @Nullable CityDirectory directory() throws IOException {
    DirectorySettings asked = settings.directory();
    if (asked == null) {
      return null;
    }
    CityDirectory made = running.started(new CityDirectory(asked, around.nanos(), around.random()));
    var _ = made.trouble();
    return made;
  }

  /** The digest under which that card is known, by the keys that there are now. */
  private String digest(String card) {
    CardId id = CardId.parse(card);
    try {
      CardKey key = CardKeyFile.load(settings.data().root());
      return CardRenewal.known(
          allocation.state(),
          new CardRef.Digest(key.digest(id), key.digestBefore(id.tech(), id.hex())));
    } catch (IOException e) {
      throw new DataException("the card key cannot be read: " + e.getMessage(), e);
    }
  }

  /** On the allocation's thread, for what is in the ledger at the start. */
  private void past(Event event) {
    if (event instanceof Event.Tapped tapped) {
      fleet.past(tapped.tap().unit(), tapped.tap().boot(), tapped.tap().seq());
    }
    days.happened(event);
    loans.happened(event);
  }

  /** On the allocation's thread, after every commit. */
  private void changed(List<Event> events, Seating now) {
    // The loop starts before those who watch it; they read the state when they are there.
    events.forEach(days::happened);
    events.forEach(loans::happened);
    LiveFloor watching = floor;
    if (watching != null) {
      watching.changed(events);
      rooms.changed(events);
      counts.changed(events);
      alerts.changed(events);
      lights.left(events, now.city()).forEach(link::tell);
    }
  }

  /** What everybody may know, in both ways to learn it. */
  private void publish(String topic, byte[] payload) {
    link.publish(topic, payload);
    CoapSigns showing = signs;
    if (showing != null) {
      showing.publish(topic, payload);
    }
  }

  public int httpPort() {
    return http.port();
  }

  public int mqttPort() {
    return mqttPort;
  }

  /** Under which units and browsers reach it; none where it runs open. */
  public List<String> hosts() {
    return authority == null ? List.of() : authority.hosts();
  }

  /** 0 where no CoAP is served. */
  public int coapPort() {
    return est != null ? est.port() : signs != null ? signs.port() : 0;
  }

  /** The city's card key, for units that run in this process. */
  public CardKey cardKey() {
    return cardKey;
  }

  public AllocationLoop allocation() {
    return allocation;
  }

  public LiveFloor floor() {
    return floor;
  }

  public EventStream stream() {
    return stream;
  }

  public AccessDatabase access() {
    return accessDatabase;
  }

  /** The pseudonym of that staff number, null if nobody has it. */
  public @Nullable String personOf(String staffId) {
    return roster.personOf(staffId);
  }

  /** The city's time. */
  public Instant now() {
    return around.city().get();
  }

  /** Ends what was started, the last first. */
  @Override
  public void close() {
    running.close();
  }
}
