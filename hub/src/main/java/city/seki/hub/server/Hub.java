package city.seki.hub.server;

import city.seki.config.ProgramVersion;
import city.seki.config.model.City;
import city.seki.config.rules.Command;
import city.seki.config.rules.Directory;
import city.seki.config.rules.Event;
import city.seki.config.rules.Seating;
import city.seki.config.wire.CardKey;
import city.seki.config.wire.Sha256;
import city.seki.hub.access.Access;
import city.seki.hub.access.AccessDatabase;
import city.seki.hub.access.AuditHeads;
import city.seki.hub.alert.AlertStore;
import city.seki.hub.alert.Alerts;
import city.seki.hub.alert.LiveAlerts;
import city.seki.hub.alert.Quarantine;
import city.seki.hub.alert.Webhook;
import city.seki.hub.allocation.AllocationLoop;
import city.seki.hub.allocation.Draws;
import city.seki.hub.allocation.PersonalClaims;
import city.seki.hub.broker.BrokerRefused;
import city.seki.hub.bundle.BundleStore;
import city.seki.hub.coap.CoapSigns;
import city.seki.hub.data.DataException;
import city.seki.hub.feed.DailyLoop;
import city.seki.hub.fleet.Fleet;
import city.seki.hub.history.History;
import city.seki.hub.history.HistoryLoop;
import city.seki.hub.homeassistant.Discovery;
import city.seki.hub.homeassistant.HomeAssistant;
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
import city.seki.hub.notice.Notices;
import city.seki.hub.oidc.CityDirectory;
import city.seki.hub.oidc.DirectorySettings;
import city.seki.hub.opinion.LastUses;
import city.seki.hub.opinion.OpinionStore;
import city.seki.hub.opinion.Opinions;
import city.seki.hub.promise.LostWishes;
import city.seki.hub.promise.TakenBack;
import city.seki.hub.replay.Replay;
import city.seki.hub.rollout.Rollouts;
import city.seki.hub.rollout.UnitReports;
import city.seki.hub.room.LiveRooms;
import city.seki.hub.room.RoomDays;
import city.seki.hub.roster.RosterStore;
import city.seki.hub.utilisation.Usage;
import city.seki.provisioning.CardKeyFile;
import city.seki.provisioning.HubKeyFile;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/**
 * One running hub, put together. Started from the inside out - data, allocation, broker, link,
 * pages - and ended the other way round, so that nobody asks what is not there yet, and nobody is
 * answered what is no longer written down.
 */
public final class Hub implements AutoCloseable {
  private final HubSettings settings;
  private final HubSurroundings around;
  private final RunningParts running = new RunningParts();
  private final Fleet fleet;
  private final EventStream stream;
  private final Quarantine quarantine = new Quarantine();
  private final Alerts alerts;
  private final Metrics metrics = new Metrics();
  private final SeatLights lights = new SeatLights();
  private final RoomDays days = new RoomDays();
  private final KitLoans loans = new KitLoans();
  private final TakenBack takenBack = new TakenBack();
  private final LostWishes lostWishes = new LostWishes();
  private final Opinions opinions;
  private final @Nullable Notices notices;
  private final String run;
  private final AccessDatabase accessDatabase;
  private final RosterStore roster;
  private final CardKeys cardKeys;
  private final BundleStore bundles;
  private final CityRecords records;
  private final AllocationLoop allocation;
  private final HistoryLoop history;
  private final LiveFloor floor;
  private final LiveRooms rooms;
  private final HubMetrics counts;
  private final Rollouts rollouts;
  private final HubLink link;
  private final @Nullable Authority authority;
  private final @Nullable CoapSigns signs;
  private final @Nullable Admission admission;
  private final Clockwork clockwork;
  private final @Nullable CityDirectory directory;
  private final HubHttp http;
  private final int mqttPort;

  private Hub(HubSettings settings, HubSurroundings around, List<Route> extra)
      throws IOException, BrokerRefused, InterruptedException {
    this.settings = settings;
    this.around = around;
    run = HexFormat.of().toHexDigits(around.random().nextInt());
    fleet = new Fleet(around.nanos());
    stream = new EventStream(run);
    boolean complete = false;
    try {
      running.started(settings.data().lock());
      alerts = alerts(settings.alertWebhook());
      running.started(lastWord(alerts));
      accessDatabase = running.started(AccessDatabase.open(settings.data().access()));
      AuditHeads heads =
          running.started(
              new AuditHeads(settings.data().auditHeads(), accessDatabase.audit(), around.real()));
      roster = running.started(RosterStore.open(settings.data().roster(), around.random()));
      OpinionStore said = running.started(OpinionStore.open(settings.data().opinions()));
      opinions = new Opinions(new LastUses(), said);
      // Ended after the allocation, which tells it of every change.
      notices = HubNotices.open(settings, around, () -> allocation().state(), roster, running);
      authority = authority();
      var _ = CardKeyFile.loadOrCreate(settings.data().root(), around.random());
      records = new CityRecords(settings.data(), roster, this::people);
      bundles = new BundleStore(settings.data().root());
      allocation = running.started(startAllocation());
      alerts.resume(allocation.state(), around.city().get());
      history =
          running.started(
              HubHistory.loop(settings.data(), () -> allocation.state().city(), around, metrics));
      cardKeys = new CardKeys(settings.data().root(), allocation::state);
      HubBroker broker =
          HubBroker.start(
              settings,
              around,
              authority,
              running,
              new TurnedAway(around.city(), quarantine, alerts, metrics));
      mqttPort = broker.unitsPort();
      rooms =
          new LiveRooms(
              allocation::state, fleet, around.city(), stream, this::publish, around.nanos());
      UnitReports reports = new UnitReports(around.real());
      link =
          running.started(
              new HubLink(
                  broker.place(),
                  allocation,
                  fleet,
                  around.city(),
                  quarantine,
                  alerts,
                  rooms,
                  reports,
                  around.nanos(),
                  around.random(),
                  new HubLink.Pieces(bundles, List.of(this::told))));
      signs = signs();
      admission = admission();
      floor = new LiveFloor(allocation::state, fleet, around.city(), stream, this::publish);
      rollouts =
          HubRollouts.open(
              settings,
              around,
              broker,
              admission,
              link,
              allocation::state,
              rooms,
              fleet,
              reports,
              stream,
              running);
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
              new Draws(allocation, around.random()),
              snapshots(),
              () ->
                  authority == null
                      ? Map.of()
                      : WaitingUnits.of(
                          authority.desk().state(), allocation.state().city().units()),
              broker.sweep(),
              heads,
              rollouts,
              around.turned(),
              homeAssistant());
      directory = directory();
      http = running.started(new HubHttp(parts(), extra));
      http.start(
          settings.bind().getHostAddress(),
          settings.httpPort(),
          authority == null ? null : authority.https());
      if (admission != null) {
        // Ends before HTTP does: whoever waits there for the addresses waits no more.
        running.started(admission).listen(settings, around, metrics, running);
        admission.open(mqttPort, http.port());
      }
      running.started(clockwork).start();
      if (notices != null) {
        notices.start();
      }
      history.start();
      running.started(daily()).start();
      complete = true;
    } finally {
      if (!complete) {
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
  public static Hub start(HubSettings settings, HubSurroundings around, List<Route> extra)
      throws IOException, BrokerRefused, InterruptedException {
    return new Hub(settings, around, extra);
  }

  private DailyLoop daily() {
    return HubDays.loop(
        settings,
        around,
        history,
        HubHistory.of(settings.data(), allocation.state().city(), roster::membership),
        () -> allocation.state().city(),
        link::publish);
  }

  private @Nullable Authority authority() throws IOException {
    Authority.Settings wanted = settings.authority();
    if (wanted == null) {
      return null;
    }
    Authority opened = Authority.open(wanted, settings.data(), around, alerts, running);
    opened.desk().onRevoked(fleet::shutOut);
    return opened;
  }

  /** Signs and labels read seats without proof of who they are: on loopback only. */
  private @Nullable CoapSigns signs() throws IOException {
    return authority != null
        ? null
        : running.started(
            CoapSigns.start(settings.bind(), settings.coapPort(), () -> allocation.state().city()));
  }

  private @Nullable Admission admission() throws IOException {
    return authority == null
        ? null
        : new Admission(
            authority,
            () -> allocation.state().city(),
            cardKeys::current,
            HubKeyFile.loadOrCreate(settings.data().root(), around.random()).key(),
            around);
  }

  private Alerts alerts(@Nullable URI webhook) {
    AlertStore memory = running.started(AlertStore.open(settings.data().alerts()));
    if (webhook == null) {
      return new Alerts(alert -> {}, memory);
    }
    Webhook chat =
        running.started(
            new Webhook(
                webhook, () -> allocation.state().city().timeZone(), Duration.ofSeconds(5)));
    return new Alerts(chat, memory);
  }

  /** Who left a department is seen by its people no more. */
  private void people(Directory directory) {
    Map<String, String> departments = new HashMap<>();
    directory.persons().forEach((id, person) -> departments.put(id, person.department()));
    accessDatabase.whereabouts().keep(departments);
  }

  /** What became of alerts in the last second before the end is written, too. */
  private static AutoCloseable lastWord(Alerts alerts) {
    return alerts::write;
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
    if (notices != null) {
      notices.resume(loop.state());
    }
    // What the files no longer hold ends now, and what fell due while the hub was away.
    var _ = loop.ask(new Command.Reconfigure(now.city(), now.directory(), around.city().get()));
    return loop;
  }

  private Consumer<City> homeAssistant() {
    String prefix = settings.homeAssistant();
    return prefix == null
        ? city -> {}
        : new HomeAssistant(new Discovery(prefix, ProgramVersion.number()), link::publish);
  }

  private Snapshots snapshots() throws IOException {
    return new Snapshots(
        allocation::state,
        fleet,
        around.city(),
        around.nanos(),
        HubKeyFile.loadOrCreate(settings.data().root(), around.random()),
        new SnapshotVersions(settings.data().root().resolve("snapshot.mark"), around.real()),
        link.snapshotWire());
  }

  private HubParts parts() throws IOException {
    History figures = HubHistory.of(settings.data(), allocation.state().city(), roster::membership);
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
        cardKeys::digest,
        person -> PersonalClaims.of(settings.data().ledger(), person),
        new HubParts.About(
            ProgramVersion.number(), run, settings.speed(), settings.demo(), settings.retention()),
        health(),
        admission == null ? null : admission.enrolment(),
        rollouts,
        directory,
        bundles,
        figures,
        new Usage(figures),
        new Replay(settings.data().ledger(), around.nanos(), Replay.Limits.USUAL),
        opinions,
        takenBack,
        lostWishes,
        notices);
  }

  /** The hub goes on without the city's directory; only that nobody can sign in by it. */
  private List<HealthCheck> health() {
    List<HealthCheck> checks = new ArrayList<>();
    checks.add(new HealthCheck("allocation", allocation::trouble));
    checks.add(new HealthCheck("broker", link::trouble));
    checks.add(new HealthCheck("records", clockwork::recordsTrouble));
    checks.add(new HealthCheck("history", history::trouble, false));
    checks.addAll(Admission.health(admission));
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

  /** On the allocation's thread, for what is in the ledger at the start. */
  private void past(Event event) {
    if (event instanceof Event.Tapped tapped) {
      fleet.past(tapped.tap().unit(), tapped.tap().boot(), tapped.tap().seq());
    }
    days.happened(event);
    loans.happened(event);
    takenBack.happened(event);
    lostWishes.happened(event);
  }

  /** What units are told and is too large for a message; the link is there before the roll-outs. */
  private Optional<byte[]> told(Sha256 whole, long offset, int length) {
    Rollouts telling = rollouts;
    return telling == null ? Optional.empty() : telling.desk().read(whole, offset, length);
  }

  /** On the allocation's thread, after every commit. */
  private void changed(List<Event> events, Seating now) {
    // The loop starts before those who watch it; they read the state when they are there.
    events.forEach(days::happened);
    events.forEach(loans::happened);
    events.forEach(takenBack::happened);
    events.forEach(lostWishes::happened);
    events.forEach(event -> opinions.uses().happened(event, now.city()));
    if (notices != null) {
      notices.changed(events, now);
    }
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

  /** Under which it is reached; none where it runs open. */
  public List<String> hosts() {
    return authority == null ? List.of() : authority.hosts();
  }

  /** 0 where no CoAP is served. */
  public int coapPort() {
    return admission != null ? admission.coapPort() : signs != null ? signs.port() : 0;
  }

  /** The city's card key, for units that run in this process. */
  public CardKey cardKey() {
    return cardKeys.current();
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
