package city.seki.edge;

import city.seki.config.model.ReaderName;
import city.seki.config.model.Wiring;
import city.seki.config.wire.BadMessage;
import city.seki.config.wire.CardKey;
import city.seki.config.wire.TapMessage;
import city.seki.config.wire.Topics.Channel;
import city.seki.edge.agent.AgentEvent;
import city.seki.edge.agent.AgentLoop;
import city.seki.edge.agent.Floor;
import city.seki.edge.agent.Now;
import city.seki.edge.agent.TimedLink;
import city.seki.edge.agent.UnitClock;
import city.seki.edge.card.CardReader;
import city.seki.edge.card.ReaderEvent;
import city.seki.edge.card.ReaderWatch;
import city.seki.edge.card.Refusal;
import city.seki.edge.card.felica.ProvingReader;
import city.seki.edge.coap.SensorPost;
import city.seki.edge.journal.Entry;
import city.seki.edge.journal.JournalFault;
import city.seki.edge.journal.Origin;
import city.seki.edge.journal.SqliteJournal;
import city.seki.edge.link.HubLink;
import city.seki.edge.piece.PieceSource;
import city.seki.edge.snapshot.DocumentCheck;
import city.seki.edge.snapshot.Remembered;
import city.seki.edge.snapshot.SnapshotFolder;
import city.seki.edge.snapshot.SnapshotWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/**
 * One running unit: its readers, lights, journal, agent and link. Nothing in it is static: a demo
 * runs every unit of a city in one process.
 *
 * <p>Threads: one for the agent, one for each reader, two for its upkeep, and those of the link.
 * {@link #close} ends them from the outside in: CoAP server, survey, orders, readers, agent (lights
 * dark), link (offline), snapshot, journal.
 */
public final class UnitRuntime implements AutoCloseable {
  /** Longer than one exchange with any reader and one write to a slow card. */
  private static final Duration JOIN = Duration.ofSeconds(2);

  /** Failed tries of a reader in a row, about a second apart, before it counts as hopeless. */
  private static final int HOPELESS = 300;

  private final Set<ReaderName> hopeless = ConcurrentHashMap.newKeySet();
  private final List<ReaderWatch> watches = new ArrayList<>();
  private final List<Thread> watchThreads = new ArrayList<>();
  private final String boot;
  private final Lights lights;
  private final SqliteJournal journal;
  private final AgentLoop loop;
  private final HubLink link;
  private final SensorLink sensorLink;
  private final Upkeep upkeep;
  private final TimedLink timed;
  private final UnitClock clock;
  private final Beside beside;
  private final Answering answering;
  private final SnapshotWriter writer;
  private JournalFault.@Nullable Cause clockFault;
  private final Thread agentThread;
  private final @Nullable CoapRuntime coap;
  private final @Nullable KioskRuntime kiosk;
  private final Showing showing;
  private final @Nullable SurveyRuntime survey;

  private UnitRuntime(
      UnitSetup setup,
      String boot,
      SqliteJournal journal,
      Path data,
      UnitClock clock,
      Surroundings around,
      Beside beside) {
    String unit = setup.unit().id();
    this.boot = boot;
    this.journal = journal;
    this.clock = clock;
    this.beside = beside;
    answering = new Answering(setup.unit());
    List<CardReader> readers =
        setup.unit().readers().stream().map(wiring -> reader(wiring, setup, around)).toList();
    SnapshotFolder folder = new SnapshotFolder(data);
    DocumentCheck documents = new DocumentCheck(setup.unit().office(), setup.hubKey());
    Floor floor =
        Floor.unknown(unit, setup.unit().office())
            .remembering(Remembered.read(folder, documents, unit), owed(journal, unit));
    writer = new SnapshotWriter(folder, unit, around.threads());
    lights = new Lights(setup.unit().readers(), around.wires(), answering);
    coap = CoapRuntime.of(setup, clock, around);
    kiosk = KioskRuntime.of(setup, clock, around);
    showing = new Showing(coap, kiosk);
    loop =
        new AgentLoop(
            new AgentLoop.Setup(unit, boot, journal, lights.indicators(), floor, writer, showing),
            clock,
            () -> {
              keepTime();
              around.turned().run();
            },
            around.failed());
    link =
        new HubLink(
            new HubLink.Run(unit, boot, setup.version(), beside.config()),
            setup.hub(),
            documents,
            around.random(),
            around.linkThreads(),
            this::heard,
            new HubLink.Ears(beside.ears(), showing.topics(), showing::published));
    survey =
        SurveyRuntime.of(
            setup,
            new SurveyRuntime.Run(boot, data, answering),
            () -> lived(clock, around),
            link,
            showing::rooms,
            around);
    if (survey != null) {
      showing.tells(survey::told);
    }
    sensorLink =
        new SensorLink(
            link,
            () -> coap == null ? null : coap.counts(),
            () -> survey == null ? List.of() : survey.nights());
    upkeep =
        new Upkeep(new Upkeep.Run(boot, data), clock, sensorLink, link::tell, loop::post, around);
    timed = new TimedLink(upkeep.link(), clock);
    agentThread = around.threads().newThread(() -> loop.run(timed));
    for (int i = 0; i < readers.size(); i++) {
      ReaderWatch watch =
          watch(setup.unit().readers().get(i), readers.get(i), readers.size(), setup, around);
      watches.add(watch);
      watchThreads.add(around.threads().newThread(watch::run));
    }
  }

  /** The survey reckons in minutes of people, which a demonstration shortens. */
  private static Now lived(UnitClock clock, Surroundings around) {
    Now now = clock.now();
    return new Now(now.wall(), around.lived().nanos() / 1_000_000, now.clock());
  }

  private void heard(AgentEvent event) {
    if (survey != null) {
      survey.heard(event);
    }
    sensorLink.heard(event);
    upkeep.heard(event);
    timed.heard(event);
    loop.post(event);
    beside.heard().accept(event);
  }

  /** What is newly known of the time goes to the disk; if that fails, the next turn tries again. */
  private void keepTime() {
    try {
      clock.save(journal);
      clockFault = null;
    } catch (JournalFault fault) {
      if (fault.reason() != clockFault) {
        Logger.warn("the time is not kept: {}", fault.getMessage());
      }
      clockFault = fault.reason();
    }
  }

  private static CardReader reader(Wiring wiring, UnitSetup setup, Surroundings around) {
    return ProvingReader.of(
        around.wires().reader(wiring),
        wiring.felicaMac(),
        SecretFiles.felicaKey(setup),
        around.random());
  }

  private ReaderWatch watch(
      Wiring wiring, CardReader reader, int readers, UnitSetup setup, Surroundings around) {
    ReaderName name = wiring.name();
    return new ReaderWatch(
        reader,
        around.pace(),
        event -> {
          if (event instanceof ReaderEvent.Ready) {
            hopeless.remove(name);
            answering.answers(Answering.reader(wiring));
          } else if (event instanceof ReaderEvent.Fault) {
            answering.fails(Answering.reader(wiring));
          }
          AgentEvent translated = translate(name, event, setup.cardKey());
          loop.post(translated);
          if (translated instanceof AgentEvent.ReaderReady
              || translated instanceof AgentEvent.ReaderFailed) {
            beside.heard().accept(translated);
          }
        },
        new ReaderWatch.LastResort(
            HOPELESS,
            () -> {
              hopeless.add(name);
              if (hopeless.size() == readers) {
                around.hopeless().run();
              }
            }));
  }

  /**
   * Starts the unit; it connects by itself and goes on trying.
   *
   * @param data folder of its journal, made if it is not there
   * @throws JournalFault if the journal cannot be used, for a reason that does not pass by itself
   *     (not: a full, failing or read-only disk); nothing was started then
   * @throws IllegalArgumentException if the wiring names no reader, or cards have to prove that
   *     they are no copies and there is no usable key for it; nothing was started then
   */
  public static UnitRuntime start(UnitSetup setup, Path data, Surroundings around)
      throws JournalFault {
    return start(setup, data, around, Beside.NOBODY);
  }

  /** The same with somebody beside it. */
  static UnitRuntime start(UnitSetup setup, Path data, Surroundings around, Beside beside)
      throws JournalFault {
    String boot = "%016x%016x".formatted(around.random().nextLong(), around.random().nextLong());
    long startNanos = around.pace().nanos();
    String machine = around.machine();
    Origin origin = new Origin(boot, machine, machine == null ? 0 : startNanos / 1_000_000);
    SqliteJournal journal = SqliteJournal.openNowOrLater(data, origin, around.journal());
    if (journal.rescued() >= 0) {
      Logger.error(
          "{}: the journal was damaged and is set aside in {}; {} taps were taken over from it",
          setup.unit().id(),
          data,
          journal.rescued());
    }
    boolean started = false;
    try {
      UnitClock clock =
          new UnitClock(
              around.wall(),
              setup.zone(),
              around.pace(),
              around.clockSigns(),
              startNanos,
              journal.past());
      UnitRuntime runtime = new UnitRuntime(setup, boot, journal, data, clock, around, beside);
      runtime.begin();
      started = true;
      return runtime;
    } finally {
      if (!started) {
        journal.close();
      }
    }
  }

  /** The newest taps that the hub has not answered: they count on the unit's own floor. */
  private static List<TapMessage> owed(SqliteJournal journal, String unit) {
    List<TapMessage> taps = new ArrayList<>();
    try {
      for (Entry entry : journal.latest(Floor.MOST)) {
        taps.add(TapMessage.parse(entry.payload()));
      }
    } catch (JournalFault | BadMessage e) {
      Logger.warn("{}: what is owed is not known to the unit itself: {}", unit, e.getMessage());
    }
    return taps;
  }

  private void begin() {
    agentThread.start();
    link.start();
    watchThreads.forEach(Thread::start);
    upkeep.start();
    if (survey != null) {
      survey.start();
    }
    if (coap != null) {
      coap.start(this::posted);
    }
    if (kiosk != null) {
      kiosk.start();
    }
  }

  private void posted(SensorPost post) {
    if (survey != null) {
      survey.posted(post);
    }
  }

  /** Software and large configurations, by the link to the hub. */
  PieceSource pieces() {
    return link.pieces();
  }

  /** Connects anew, as with another certificate; what is owed is told again. */
  void reconnect(String reason) {
    timed.reconnect(reason);
  }

  /** What of that which is wired to the unit answers. */
  Answering answering() {
    return answering;
  }

  /** The moment, by the unit's clock. Any thread. */
  Now now() {
    return clock.now();
  }

  /** Says something to the hub on a channel of the unit's own. Any thread. */
  void tell(Channel channel, byte[] json) {
    link.tell(channel, json);
  }

  /** What runs is that version of the configuration from now on. Any thread. */
  void runs(@Nullable String config) {
    link.runs(config);
  }

  /** The name of this run. */
  String boot() {
    return boot;
  }

  /** Where sensors of the network post and labels read; 0 where nothing listens. */
  int coapPort() {
    return coap == null ? 0 : coap.port();
  }

  /** Where a browser finds what the display at its kiosk shows; 0 where nothing listens. */
  public int kioskPort() {
    return kiosk == null ? 0 : kiosk.port();
  }

  /** How often its CoAP server refused something since the start, by the word of the cause. */
  public SortedMap<String, Long> refusedByCause() {
    return coap == null ? Collections.emptySortedMap() : coap.refusedByCause();
  }

  /** A card's number ends here: from now on there is only its digest. */
  private static AgentEvent translate(ReaderName name, ReaderEvent event, CardKey key) {
    return switch (event) {
      case ReaderEvent.Ready _ -> new AgentEvent.ReaderReady(name);
      case ReaderEvent.CardSeen(var card, var _) ->
          new AgentEvent.CardSeen(
              name,
              card.tech(),
              key.digest(card.tech(), card.id()),
              key.digestBefore(card.tech(), card.id()));
      case ReaderEvent.CardRefused(var tech, var reason) when reason == Refusal.RANDOM_ID ->
          new AgentEvent.CardSeen(name, tech, null);
      case ReaderEvent.CardRefused(var _, var reason) -> new AgentEvent.CardRefused(name, reason);
      case ReaderEvent.CardGone _ -> new AgentEvent.CardGone(name);
      case ReaderEvent.Fault(var cause, var detail) ->
          new AgentEvent.ReaderFailed(name, cause, detail);
    };
  }

  /** Ends the unit: lights dark, status offline, what is owed on disk. */
  @Override
  public void close() {
    if (kiosk != null) {
      kiosk.close();
    }
    if (coap != null) {
      coap.close();
    }
    if (survey != null) {
      survey.close();
    }
    upkeep.close();
    watches.forEach(ReaderWatch::close);
    watchThreads.forEach(UnitRuntime::join);
    loop.close();
    join(agentThread);
    link.close();
    writer.close();
    lights.close();
    journal.close();
  }

  private static void join(Thread thread) {
    try {
      var _ = thread.join(JOIN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
