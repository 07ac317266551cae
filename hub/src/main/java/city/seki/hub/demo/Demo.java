package city.seki.hub.demo;

import city.seki.config.model.City;
import city.seki.config.model.Text;
import city.seki.config.rules.Command;
import city.seki.config.source.CityFile;
import city.seki.config.wire.CardKey;
import city.seki.config.wire.CardTech;
import city.seki.edge.card.Pace;
import city.seki.edge.journal.JournalFault;
import city.seki.hub.access.Role;
import city.seki.hub.broker.BrokerRefused;
import city.seki.hub.calendar.JapanHolidays;
import city.seki.hub.data.AtomicFile;
import city.seki.hub.data.DataDirectory;
import city.seki.hub.data.DataException;
import city.seki.hub.notice.NoticeSettings;
import city.seki.hub.retention.Retention;
import city.seki.hub.roster.RosterEntry;
import city.seki.hub.roster.RosterStore;
import city.seki.hub.server.Hub;
import city.seki.hub.server.HubSettings;
import city.seki.hub.server.HubSurroundings;
import city.seki.hub.server.RunningParts;
import city.seki.provisioning.CardKeyFile;
import city.seki.provisioning.HubKeyFile;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The demo, put together: a made-up city, its hub, its units, and people in the street. */
final class Demo implements AutoCloseable {
  /** Staff of the reference city's campaign (product.md §2). */
  private static final int REFERENCE_STAFF = 1_294;

  /** One of so many people needs an accessible seat. */
  private static final int ONE_NEEDS_ACCESSIBLE = 100;

  private static final int ONE_SHOWS_THE_SEAT = 3;

  /** The first of the staff are for whoever plays with the panel; the others live by themselves. */
  private static final int PLAYERS = 6;

  private static final String MARK = "demo";

  /**
   * What is asked for.
   *
   * @param speed seconds of the city per second of the machine
   * @param notices how staff are told of their reservations, null where they are not
   */
  record Wish(
      City city,
      double speed,
      int httpPort,
      int mqttPort,
      DataDirectory data,
      @Nullable NoticeSettings notices) {}

  /** Time and chance of the machine, and who is told when the hub can write no more. */
  record Machine(
      InstantSource clock,
      LongSupplier nanos,
      Pace pace,
      SecureRandom random,
      Consumer<DataException> failed) {}

  private final RunningParts running = new RunningParts();
  private final Hub hub;
  private final String token;
  private final String staffToken;
  private final DemoUnits units;

  Demo(Wish wish, Machine machine)
      throws IOException, BrokerRefused, JournalFault, InterruptedException {
    boolean complete = false;
    try {
      Random seed = new Random(machine.random().nextLong());
      City city = prepareCity(wish, machine.clock().instant());
      List<DemoPerson> people = prepareRoster(wish, machine.random(), seed);
      Instant morning = DemoStreet.morning(city, city.day(machine.clock().instant()));
      bringInPast(wish, city, people, morning, machine.random(), seed);
      DemoClock clock = new DemoClock(morning, wish.speed(), machine.nanos());
      DemoPanel panel = new DemoPanel(playCards(people), seed);
      InetAddress loopback = InetAddress.ofLiteral("127.0.0.1");
      hub =
          Hub.start(
              new HubSettings(
                  wish.data(),
                  loopback,
                  null,
                  wish.mqttPort(),
                  wish.httpPort(),
                  0,
                  null,
                  wish.speed(),
                  true,
                  null,
                  null,
                  null,
                  null,
                  Retention.STANDARD,
                  wish.notices()),
              new HubSurroundings(
                  clock,
                  machine.clock(),
                  machine.nanos(),
                  machine.random(),
                  machine.failed(),
                  () -> {}),
              panel.routes());
      running.started(hub);
      units =
          DemoUnits.start(
              city,
              new DemoUnits.Common(
                  wish.data().root().resolve("units"),
                  hub.cardKey(),
                  HubKeyFile.loadOrCreate(wish.data().root(), machine.random()).key(),
                  loopback.getHostAddress(),
                  hub.mqttPort(),
                  clock,
                  seed,
                  machine.pace(),
                  clock.pace(machine.pace()),
                  (office, reader, signal) ->
                      DemoPanel.tell(hub.stream(), office, reader, signal)));
      running.started(units);
      panel.show(units);
      block(people.get(PLAYERS - 1));
      for (Command decided : DemoFacilities.acts(city, hub.now())) {
        hub.allocation().submit(decided, decision -> {});
      }
      showSome(people);
      token = token(hub, Role.ADMIN, null, machine);
      staffToken = token(hub, Role.STAFF, people.getFirst().staffId(), machine);
      DemoKits kits = kits(people, units, clock, machine.pace(), seed);
      kits.prepare();
      running.started(startStreet(people, units, clock, machine.pace(), seed));
      running.started(startMeetings(people, units, clock, machine.pace(), seed));
      if (clock.speed() <= DemoKits.FASTEST) {
        running.started(running("seki-kits", kits));
      }
      complete = true;
    } finally {
      if (!complete) {
        close();
      }
    }
  }

  /** One in so many lets colleagues see where the own seat is. */
  private void showSome(List<DemoPerson> people) {
    for (int i = 1; i < people.size(); i += ONE_SHOWS_THE_SEAT) {
      String person = hub.personOf(people.get(i).staffId());
      if (person != null) {
        hub.access().whereabouts().show(person, people.get(i).department());
      }
    }
  }

  private static City prepareCity(Wish wish, Instant now) throws IOException {
    Path root = wish.data().root();
    if (Files.exists(wish.data().city()) && !Files.exists(root.resolve(MARK))) {
      throw new DataException(
          root
              + " belongs to a hub that is no demo, whose offices and people the demo would"
              + " replace; give --data another directory");
    }
    AtomicFile.write(root.resolve(MARK), "This directory was made by seki-hub demo.\n");
    AtomicFile.write(wish.data().city(), CityFile.write(wish.city()));
    int year = wish.city().day(now).getYear();
    return wish.city().withHolidays(JapanHolidays.between(year, year + 1));
  }

  private static List<DemoPerson> prepareRoster(Wish wish, SecureRandom random, Random seed)
      throws IOException {
    int seats = wish.city().offices().values().stream().mapToInt(o -> o.seats().size()).sum();
    List<DemoPerson> people =
        DemoPeople.of(Math.max(REFERENCE_STAFF, 2 * seats), wish.city().zones(), seed);
    CardKey key = CardKeyFile.loadOrCreate(wish.data().root(), random);
    List<RosterEntry> roster = new ArrayList<>(people.size());
    for (DemoPerson person : people) {
      roster.add(
          new RosterEntry(
              person.staffId(),
              person.name(),
              person.department(),
              person.zones(),
              roster.size() % ONE_NEEDS_ACCESSIBLE == ONE_NEEDS_ACCESSIBLE - 1,
              key.digest(person.tech(), person.cardId()),
              null));
    }
    try (RosterStore store = RosterStore.open(wish.data().roster(), random)) {
      store.replace(roster);
    }
    return people;
  }

  /** With holidays of the years before, on which nobody came. */
  private static void bringInPast(
      Wish wish,
      City city,
      List<DemoPerson> people,
      Instant morning,
      SecureRandom random,
      Random seed)
      throws IOException {
    LocalDate until = city.day(morning);
    City then = city.withHolidays(JapanHolidays.between(until.getYear() - 2, until.getYear()));
    try (RosterStore roster = RosterStore.open(wish.data().roster(), random)) {
      DemoPast.bringIn(wish.data(), new DemoPast(then, people, seed), until, morning, roster);
    }
    DemoOpinions.bringIn(wish.data().opinions(), city, until);
  }

  /** Some of the staff, and every kind of card that is refused. */
  private static List<DemoPanel.PlayCard> playCards(List<DemoPerson> people) {
    List<DemoPanel.PlayCard> cards = new ArrayList<>();
    for (int i = 0; i < PLAYERS - 1; i++) {
      DemoPerson person = people.get(i);
      String where = person.zones().contains("number") ? "staff" : "not-eligible";
      cards.add(played(person, "staff" + i, where));
    }
    cards.add(played(people.get(PLAYERS - 1), "blocked", "blocked"));
    cards.add(
        new DemoPanel.PlayCard(
            "stranger",
            new Text("来訪者の交通系カード", "A visitor's transit card"),
            "unknown",
            CardTech.FELICA,
            "0116FFFF00000042"));
    cards.add(
        new DemoPanel.PlayCard(
            "phone",
            new Text("スマートフォン（番号が毎回変わる）", "A phone (another number each time)"),
            "random-id",
            CardTech.ISO14443A,
            ""));
    cards.add(
        new DemoPanel.PlayCard(
            "my-number",
            new Text("マイナンバーカード", "National ID card"),
            "my-number",
            CardTech.ISO14443B,
            ""));
    return cards;
  }

  private static DemoPanel.PlayCard played(DemoPerson person, String name, String kind) {
    Text label =
        new Text(
            person.name() + "（" + person.department() + "）",
            person.name() + " (" + person.department() + ")");
    return new DemoPanel.PlayCard(name, label, kind, person.tech(), person.cardId());
  }

  private void block(DemoPerson person) throws InterruptedException {
    String digest = hub.cardKey().digest(person.tech(), person.cardId());
    hub.allocation().submit(new Command.BlockCard(digest, "demo", hub.now()), decision -> {});
  }

  private AutoCloseable startStreet(
      List<DemoPerson> people, DemoUnits units, DemoClock clock, Pace pace, Random seed) {
    DemoStreet street =
        new DemoStreet(
            command -> hub.allocation().submit(command, decision -> {}),
            hub.allocation()::state,
            units,
            people.subList(PLAYERS, people.size()),
            hub::personOf,
            clock,
            pace,
            seed);
    return running("seki-street", street);
  }

  private AutoCloseable startMeetings(
      List<DemoPerson> people, DemoUnits units, DemoClock clock, Pace pace, Random seed) {
    return running(
        "seki-meetings",
        new DemoMeetings(
            command -> hub.allocation().submit(command, decision -> {}),
            hub.allocation()::state,
            units.rooms(),
            people.subList(PLAYERS, people.size()),
            hub::personOf,
            clock,
            pace,
            seed));
  }

  private DemoKits kits(
      List<DemoPerson> people, DemoUnits units, DemoClock clock, Pace pace, Random seed) {
    return new DemoKits(
        command -> hub.allocation().ask(command).join(),
        hub.allocation()::state,
        units,
        people.subList(PLAYERS, people.size()),
        hub.cardKey(),
        clock,
        pace,
        seed);
  }

  private static AutoCloseable running(String name, Runnable life) {
    Thread thread = Thread.ofPlatform().daemon().name(name).start(life);
    return () -> {
      thread.interrupt();
      thread.join();
    };
  }

  private static String token(Hub hub, Role role, @Nullable String staffId, Machine machine) {
    Instant now = machine.clock().instant();
    return hub.access()
        .tokens()
        .create(Set.of(role), staffId, "demo", now.plus(Duration.ofDays(7)), now, machine.random())
        .secret();
  }

  /** Where a browser finds it, signed in. */
  String url() {
    return "http://127.0.0.1:" + hub.httpPort() + "/?token=" + token;
  }

  /** The same as one of the staff, whose card the panel has, too. */
  String staffUrl() {
    return "http://127.0.0.1:" + hub.httpPort() + "/?token=" + staffToken;
  }

  /** Where a browser finds the display at the first kiosk, null if there is none. */
  @Nullable String displayUrl() {
    return units.displays().values().stream().findFirst().orElse(null);
  }

  @Override
  public void close() {
    running.close();
  }
}
