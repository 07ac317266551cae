package city.seki.hub.http;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import city.seki.config.model.City;
import city.seki.config.model.Kit;
import city.seki.config.model.Office;
import city.seki.config.model.OpeningHours;
import city.seki.config.model.Place;
import city.seki.config.model.Policy;
import city.seki.config.model.ReaderName;
import city.seki.config.model.Room;
import city.seki.config.model.RoomDevice;
import city.seki.config.model.Seat;
import city.seki.config.model.SensorWiring;
import city.seki.config.model.Text;
import city.seki.config.model.Unit;
import city.seki.config.model.Wiring;
import city.seki.config.rules.Command;
import city.seki.config.rules.Decision;
import city.seki.config.rules.Seating;
import city.seki.config.rules.TapId;
import city.seki.config.wire.HubKey;
import city.seki.config.wire.HubSigner;
import city.seki.hub.ChatRoom;
import city.seki.hub.access.Access;
import city.seki.hub.access.AccessDatabase;
import city.seki.hub.access.Role;
import city.seki.hub.alert.Alerts;
import city.seki.hub.alert.Quarantine;
import city.seki.hub.allocation.AllocationLoop;
import city.seki.hub.allocation.Draws;
import city.seki.hub.allocation.PersonalClaims;
import city.seki.hub.bundle.BundleStore;
import city.seki.hub.enrol.Enrolment;
import city.seki.hub.fleet.Fleet;
import city.seki.hub.history.Attendance;
import city.seki.hub.history.AttendanceInMemory;
import city.seki.hub.history.Follower;
import city.seki.hub.history.History;
import city.seki.hub.history.Scope;
import city.seki.hub.history.Visit;
import city.seki.hub.kit.KitLoans;
import city.seki.hub.ledger.SqliteLedger;
import city.seki.hub.live.EventStream;
import city.seki.hub.live.LiveFloor;
import city.seki.hub.metrics.HubMetrics;
import city.seki.hub.metrics.Metrics;
import city.seki.hub.notice.NoticeSettings;
import city.seki.hub.notice.Notices;
import city.seki.hub.oidc.CityDirectory;
import city.seki.hub.opinion.LastUses;
import city.seki.hub.opinion.OpinionStore;
import city.seki.hub.opinion.Opinions;
import city.seki.hub.promise.LostWishes;
import city.seki.hub.promise.TakenBack;
import city.seki.hub.replay.Replay;
import city.seki.hub.rollout.Configurations;
import city.seki.hub.rollout.FleetSights;
import city.seki.hub.rollout.HubPlace;
import city.seki.hub.rollout.RolloutDesk;
import city.seki.hub.rollout.RolloutStore;
import city.seki.hub.rollout.Rollouts;
import city.seki.hub.rollout.UnitReports;
import city.seki.hub.room.LiveRooms;
import city.seki.hub.room.RoomDays;
import city.seki.hub.roster.Membership;
import city.seki.hub.roster.RosterEntry;
import city.seki.hub.roster.RosterStore;
import city.seki.hub.utilisation.Usage;
import city.seki.hub.utilisation.UseProjection;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A hub with a real ledger, allocation and HTTP server on a free port, in a directory of its own; a
 * Tuesday at 10 o'clock, until {@link #now} says otherwise.
 */
final class HubAtWork implements AutoCloseable {
  static final Instant START = Instant.parse("2026-11-24T10:00:00+09:00");
  static final String CARD = "k1:" + "A".repeat(43);
  static final String TAG = "k1:" + "B".repeat(43);

  private volatile Instant now = START;
  final AtomicLong nanos = new AtomicLong();
  final SecureRandom random = new SecureRandom();
  final Fleet fleet = new Fleet(nanos::get);
  final EventStream stream = new EventStream("run");
  final Alerts alerts = new Alerts();
  final Quarantine quarantine = new Quarantine();
  final AccessDatabase database;
  final RosterStore roster;
  final AllocationLoop allocation;
  final AtomicReference<@Nullable String> trouble = new AtomicReference<>();
  final LiveFloor floor;

  @SuppressWarnings("NullAway.Init") // set by start()
  LiveRooms rooms;

  final UnitReports reports = new UnitReports(this::now);

  @SuppressWarnings("NullAway.Init") // set by start()
  Rollouts rollouts;

  final RoomDays days = new RoomDays();
  final KitLoans loans = new KitLoans();
  private final TakenBack takenBack = new TakenBack();
  private final LostWishes lostWishes = new LostWishes();

  /** What figures are counted from. */
  final List<Visit> visits = new CopyOnWriteArrayList<>();

  final List<AttendanceInMemory.Membership> members = new CopyOnWriteArrayList<>();

  private volatile Attendance attendance =
      new AttendanceInMemory(visits, members, ZoneId.of("Asia/Tokyo"));

  private final Attendance counted =
      new Attendance() {
        @Override
        public Counted count(Scope scope) {
          return attendance.count(scope);
        }

        @Override
        public Staff staff(Scope scope) {
          return attendance.staff(scope);
        }

        @Override
        public void visits(Scope scope, Consumer<Visit> each) {
          attendance.visits(scope, each);
        }

        @Override
        public List<Visit> imported(String person) {
          return attendance.imported(person);
        }
      };
  private final @Nullable Enrolment enrolment;
  private final @Nullable CityDirectory directory;
  private final Opinions opinions;
  private final Notices notices;
  final ChatRoom chat = new ChatRoom();
  final HubParts parts;
  final HubHttp http;
  final HttpClient client = HttpClient.newHttpClient();
  final Map<Role, String> tokens = new EnumMap<>(Role.class);
  final String base;

  HubAtWork(Path data) throws IOException, InterruptedException {
    this(data, 8, List.of());
  }

  HubAtWork(Path data, int seats, List<Route> extra) throws IOException, InterruptedException {
    this(data, seats, extra, 0, null, null);
  }

  HubAtWork(Path data, int seats, List<Route> extra, @Nullable Enrolment enrolment)
      throws IOException, InterruptedException {
    this(data, seats, extra, 0, enrolment, null);
  }

  HubAtWork(
      Path data,
      int seats,
      List<Route> extra,
      int port,
      @Nullable Enrolment enrolment,
      @Nullable CityDirectory directory)
      throws IOException, InterruptedException {
    this.enrolment = enrolment;
    this.directory = directory;
    database = AccessDatabase.open(data.resolve("access.db"));
    opinions = new Opinions(new LastUses(), OpinionStore.open(data.resolve("opinions.db")));
    roster = RosterStore.open(data.resolve("roster.db"), random);
    notices =
        Notices.open(
            new NoticeSettings(null, null, null, List.of(chat.host()), "https://seki.example.city"),
            data.resolve("notices.db"),
            this::seats,
            person -> roster.member(person) != null,
            this::now,
            this::now,
            random);
    roster.replace(
        List.of(
            new RosterEntry("1001", "松本 花子", "総務部", List.of("lgwan"), CARD),
            new RosterEntry("1002", "安曇 太郎", "財政部", List.of("lgwan"), null)));
    List<HubMetrics> counting = new ArrayList<>();
    LiveFloor[] watching = new LiveFloor[1];
    allocation =
        new AllocationLoop(
            () -> SqliteLedger.open(data.resolve("ledger.db")),
            Seating.of(city(seats), roster.directory()),
            past -> {},
            (events, state) -> {
              alerts.changed(events);
              counting.forEach(c -> c.changed(events));
              watching[0].changed(events);
              events.forEach(days::happened);
              events.forEach(loans::happened);
              events.forEach(takenBack::happened);
              events.forEach(lostWishes::happened);
              events.forEach(event -> opinions.uses().happened(event, state.city()));
              notices.changed(events, state);
            },
            failure -> {
              throw failure;
            },
            Thread::new);
    floor = new LiveFloor(allocation::state, fleet, this::now, stream, (topic, payload) -> {});
    watching[0] = floor;
    rooms =
        new LiveRooms(
            allocation::state, fleet, this::now, stream, (topic, payload) -> {}, nanos::get);
    allocation.start();
    notices.resume(allocation.state());
    notices.start();
    Metrics metrics = new Metrics();
    counting.add(
        new HubMetrics(metrics, allocation::waiting, allocation::state, fleet, stream, quarantine));
    parts = parts(metrics, data);
    http = new HubHttp(parts, extra);
    http.start("127.0.0.1", port, null);
    base = "http://127.0.0.1:" + http.port();
    for (Role role : Role.values()) {
      tokens.put(role, token(role, role == Role.STAFF || role == Role.SUPERVISOR ? "1001" : null));
    }
  }

  /** Figures are counted from that from now on. */
  void counts(Attendance other) {
    attendance = other;
  }

  Instant now() {
    return now;
  }

  private Seating seats() {
    return allocation.state();
  }

  void now(Instant at) {
    now = at;
  }

  private HubParts parts(Metrics metrics, Path data) {
    return new HubParts(
        allocation,
        floor,
        rooms,
        days,
        loans,
        fleet,
        stream,
        roster,
        new Access(database, roster::personOf, this::now, nanos::get, random),
        database.audit(),
        alerts,
        quarantine,
        metrics,
        this::now,
        this::now,
        random,
        card -> {
          if (!card.startsWith("felica:")) {
            throw new IllegalArgumentException("expected tech:HEXID");
          }
          return card.endsWith("EF") ? CARD : TAG;
        },
        person -> PersonalClaims.of(data.resolve("ledger.db"), person),
        new HubParts.About("1.2.3", "run", 1.0, false, Period.ofYears(3)),
        List.of(new HealthCheck("test", trouble::get)),
        enrolment,
        rollouts(data),
        directory,
        new BundleStore(data),
        counted,
        new Usage(
            new History(
                data.resolve("history.db"),
                data.resolve("ledger.db"),
                ZoneId.of("Asia/Tokyo"),
                () -> Membership.NONE)),
        new Replay(data.resolve("ledger.db"), nanos::get, Replay.Limits.USUAL),
        opinions,
        takenBack,
        lostWishes,
        notices);
  }

  /** What is due to be drawn is drawn, as the hub's clock has it done every second. */
  void draw() throws Exception {
    new Draws(allocation, random).look(now);
    heard();
  }

  /** All who watch have heard of what was answered until now: they hear of it after the answer. */
  void heard() throws Exception {
    var _ = allocation.ask(new Command.Advance(now)).get(10, TimeUnit.SECONDS);
  }

  /** What happened until now is in the figures of seats and rooms, and what is over is counted. */
  void count(Path data) {
    try (Follower follower =
        Follower.open(
            data.resolve("history.db"), data.resolve("ledger.db"), List.of(UseProjection.KIND))) {
      while (follower.step(allocation.state().city(), now)) {
        // Until nothing is left.
      }
      while (follower.tidy()) {
        // The same.
      }
    }
  }

  private Rollouts rollouts(Path data) {
    HubSigner signer = HubSigner.of(pair());
    RolloutDesk desk =
        new RolloutDesk(
            RolloutStore.open(data.resolve("rollout.db")),
            () -> new HubPlace(URI.create("mqtt://127.0.0.1:1883"), List.of(), signer.key()),
            signer,
            (unit, document) -> {},
            this::now);
    rollouts =
        new Rollouts(
            desk,
            new Configurations(desk, data.resolve("city.yaml")),
            new FleetSights(allocation::state, rooms::now, fleet, reports, this::now),
            stream);
    return rollouts;
  }

  private static KeyPair pair() {
    try {
      return KeyPairGenerator.getInstance(HubKey.ALGORITHM).generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Its office has that policy from now on, and so many accessible seats, the first ones. */
  void reconfigure(Policy policy, int accessible) throws Exception {
    var decided =
        allocation.ask(
            new Command.Reconfigure(city(8, policy, accessible), roster.directory(), now()),
            Duration.ofSeconds(5));
    assertNotNull(decided, "the queue is full");
    decided.get(10, TimeUnit.SECONDS);
  }

  static City city(int seats) {
    return city(seats, Policy.STANDARD, 0);
  }

  private static City city(int seats, Policy policy, int accessible) {
    List<Seat> places = new ArrayList<>();
    for (int i = 1; i <= seats; i++) {
      places.add(new Seat("A-%02d".formatted(i), "lgwan", i, 0, false, i <= accessible));
    }
    Map<DayOfWeek, OpeningHours> hours = new EnumMap<>(DayOfWeek.class);
    hours.put(DayOfWeek.TUESDAY, new OpeningHours(LocalTime.of(8, 30), LocalTime.of(17, 15)));
    Office office =
        new Office(
            "chuo",
            new Text("中央公民館", "Central"),
            hours,
            false,
            Set.of(),
            List.of(),
            policy,
            Office.byName(places),
            List.of(new Room("R1", new Text("会議室", "Meeting room"))),
            List.of(
                new Kit(
                    "kit-1",
                    new Text("貸出キット1", "Kit 1"),
                    List.of(new Text("カメラ", "camera"), new Text("マイク", "microphone")),
                    1)));
    Unit unit =
        new Unit(
            "u1",
            "chuo",
            List.of(
                new Wiring(new ReaderName.AtSeat("A-01"), "pcsc:0", null),
                new Wiring(new ReaderName.Kiosk("door"), "pcsc:1", null)),
            List.of(new SensorWiring(new Place.InRoom("R1"), "pir:gpio:17")),
            List.of(
                new RoomDevice(
                    "display-1", "R1", new Text("大型画面", "Display"), "pjlink://10.0.0.1")));
    return new City(
        new Text("松本市", "Matsumoto"),
        ZoneId.of("Asia/Tokyo"),
        List.of("lgwan"),
        List.of(office),
        List.of(unit),
        Set.of());
  }

  String token(Role role, @Nullable String staffId) {
    return database
        .tokens()
        .create(Set.of(role), staffId, role.word(), null, now(), random)
        .secret();
  }

  HttpRequest.Builder request(String method, String path, @Nullable String body) {
    return HttpRequest.newBuilder(URI.create(base + path))
        .timeout(Duration.ofSeconds(20))
        .method(
            method,
            body == null
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(body));
  }

  HttpRequest.Builder as(Role role, String method, String path, @Nullable String body) {
    return request(method, path, body).header("Authorization", "Bearer " + tokens.get(role));
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  HttpResponse<String> get(Role role, String path) throws IOException, InterruptedException {
    return send(as(role, "GET", path, null));
  }

  HttpResponse<String> post(Role role, String path, String body)
      throws IOException, InterruptedException {
    return send(as(role, "POST", path, body));
  }

  HttpResponse<String> delete(Role role, String path) throws IOException, InterruptedException {
    return send(as(role, "DELETE", path, null));
  }

  /** Somebody lays a card or a kit's tag on the kiosk; what is told is told when this returns. */
  Decision tapAtKiosk(String digest, int seq) throws Exception {
    var kiosk = new ReaderName.Kiosk("door");
    var card = new Command.CardRef.Digest(digest);
    Decision decision =
        allocation
            .ask(new Command.Tap(new TapId("u1", "b", seq), "chuo", kiosk, card, now()))
            .get(10, TimeUnit.SECONDS);
    settle();
    return decision;
  }

  /** Those who watch hear of a batch after it was answered: an answer more, and they have. */
  void settle() throws Exception {
    allocation.ask(new Command.Advance(now())).get(10, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    client.shutdownNow();
    http.close();
    rollouts.desk().close();
    allocation.close();
    notices.close();
    chat.close();
    roster.close();
    opinions.store().close();
    database.close();
  }
}
