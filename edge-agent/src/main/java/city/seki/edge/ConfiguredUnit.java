package city.seki.edge;

import static java.nio.charset.StandardCharsets.UTF_8;

import city.seki.config.link.Arrived;
import city.seki.config.source.UnitFile;
import city.seki.config.wire.Topics.Channel;
import city.seki.edge.agent.AgentEvent;
import city.seki.edge.card.Pace;
import city.seki.edge.config.ConfigEvent;
import city.seki.edge.config.ConfigFolder;
import city.seki.edge.config.ConfigRules;
import city.seki.edge.config.ConfigState;
import city.seki.edge.config.Reason;
import city.seki.edge.config.Report;
import city.seki.edge.config.SoftwareDesk;
import city.seki.edge.config.Unfit;
import city.seki.edge.config.Verdict;
import city.seki.edge.config.WishCheck;
import city.seki.edge.config.Wished;
import city.seki.edge.journal.JournalFault;
import city.seki.edge.piece.PieceSource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/**
 * A unit that its hub may tell to be something else: runs it with the configuration that {@link
 * ConfigRules} say, and opens it anew, in this process, when that is another. The journal stays on
 * the disk meanwhile, so no tap is lost; what goes wrong so badly that the process ends is counted
 * by the next one.
 *
 * <p>One thread, which is that of {@link #run}, decides and writes; the link and the examination
 * only tell it.
 */
final class ConfiguredUnit {
  private static final long LOOK_MS = 200;

  /** While a configuration is tried, how far it came is written down so often. */
  private static final int NOTES = 10;

  /**
   * What a unit is made of.
   *
   * @param start what its start document says
   * @param setups from a configuration to what it needs to run
   * @param data folder of journal and configurations
   * @param around of each run
   * @param software the other half of a wish
   * @param pieces where large configurations come from
   */
  record Parts(
      UnitFile.Settings start,
      WishExamination.Setups setups,
      Path data,
      Function<UnitSetup, Surroundings> around,
      Pace pace,
      SoftwareDesk software,
      PieceSource pieces) {}

  /** Who else has to do with a unit that runs. */
  interface Owner {
    /** What the hub says and how the link is, on threads of the link; quick, never throws. */
    void heard(AgentEvent event);

    /** That one runs from now on, with those settings. */
    void runs(UnitRuntime unit, UnitFile.Settings settings);

    /** It ends, because the program does; it is not closed yet. */
    void ends();
  }

  private final Parts parts;
  private final Owner owner;
  private final CountDownLatch end;
  private final WishCheck check;
  private final ConfigFolder folder;
  private final LinkedBlockingQueue<byte[]> envelopes = new LinkedBlockingQueue<>();
  private final LinkedBlockingQueue<ConfigEvent> examined = new LinkedBlockingQueue<>();
  private final AtomicBoolean again = new AtomicBoolean();
  // of the one thread
  private ConfigRules.Now now = new ConfigRules.Now(new ConfigState.Running(null), null);
  private @Nullable ConfigState unwritten;
  private @Nullable Unfit disbelieved;
  private @Nullable Report told;
  private @Nullable Thread examiner;
  private ConfigEvent.@Nullable WishTold newest;

  /**
   * @param end of the program
   */
  ConfiguredUnit(Parts parts, Owner owner, CountDownLatch end) {
    this.parts = parts;
    this.owner = owner;
    this.end = end;
    check = new WishCheck(parts.start());
    folder = ConfigFolder.at(parts.data().resolve("config"), check);
  }

  /**
   * Runs the unit until the end of the program.
   *
   * @throws JournalFault if its journal cannot be used
   * @throws IOException with the remedy, if its folder cannot be read
   * @throws IllegalArgumentException if not even the good configuration can be started
   */
  void run() throws JournalFault, IOException, InterruptedException {
    begin();
    while (end.getCount() > 0) {
      live();
    }
  }

  /**
   * Tries the newest wish again, if it was refused or taken back. Any thread.
   *
   * @return true: the hub is told what became of it by the unit's report
   */
  boolean tryAgain() {
    again.set(true);
    return true;
  }

  // States and their disk

  /** What the run before left; a trial that cannot be counted is none. */
  private void begin() {
    ConfigState left;
    try {
      left = folder.read();
    } catch (IOException e) {
      Logger.error("the configuration cannot be read, the start document's runs: {}", e.toString());
      left = new ConfigState.Running(null);
    }
    ConfigState begins = ConfigRules.boot(left);
    if (!keep(begins) && begins instanceof ConfigState.Trying trying) {
      begins =
          new ConfigState.Returned(
              trying.good(),
              new Verdict(trying.newest(), Reason.DISK, "how often it was tried is not kept"));
    }
    become(new ConfigRules.Now(begins, null));
  }

  /** Whether it is on the disk, as far as there is anything to write. */
  private boolean keep(ConfigState state) {
    if (state.newest() == 0) {
      return true;
    }
    try {
      folder.keep(state);
      unwritten = null;
      return true;
    } catch (IOException e) {
      if (unwritten == null) {
        Logger.warn("the configuration's state is not kept, and tried again: {}", e.toString());
      }
      unwritten = state;
      return false;
    }
  }

  private void become(ConfigRules.Now next) {
    ConfigState before = now.state();
    now = next;
    if (before.getClass() != next.state().getClass() || before.newest() != next.state().newest()) {
      log(next.state());
    }
  }

  private static void log(ConfigState state) {
    switch (state) {
      case ConfigState.Running(var good) ->
          Logger.info("configuration {} is good", good == null ? "of the start" : good.version());
      case ConfigState.Trying trying ->
          Logger.info(
              "configuration {} is tried: {} s to be back at the hub, start {} of {}",
              trying.newest(),
              trying.candidate().wish().confirmS(),
              trying.starts(),
              ConfigRules.MOST_STARTS);
      case ConfigState.Refused(var _, var why) ->
          Logger.warn("configuration {} is refused: {}", why.version(), why.detail());
      case ConfigState.Returned(var _, var why) ->
          Logger.warn("configuration {} is taken back: {}", why.version(), why.detail());
    }
  }

  /** Does what follows from that; true if the unit is to start anew. */
  private boolean after(ConfigEvent event, Life life) throws InterruptedException {
    ConfigState before = now.state();
    ConfigRules.Step step = ConfigRules.step(now, event);
    ConfigState next = step.next().state();
    boolean begins = step.restart() && next instanceof ConfigState.Trying;
    if (isNews(before, next) && !keep(next) && begins) {
      // What is not on the disk could not be counted after a power cut.
      Verdict why = new Verdict(next.newest(), Reason.DISK, "there is no room for it on the disk");
      become(new ConfigRules.Now(new ConfigState.Refused(next.good(), why), null));
      return before instanceof ConfigState.Trying;
    }
    become(step.next());
    if (step.examine() != null) {
      stopExamining();
    }
    if (!step.restart() && !Objects.equals(version(before), version(next))) {
      life.unit.runs(version(next));
    }
    return step.restart();
  }

  /** Time that passes in a trial is written down now and then. */
  private static boolean isNews(ConfigState before, ConfigState next) {
    if (before instanceof ConfigState.Trying was
        && next instanceof ConfigState.Trying is
        && was.candidate().equals(is.candidate())) {
      long part = is.candidate().wish().confirmWithin().toMillis() / NOTES;
      return was.elapsed().toMillis() / part != is.elapsed().toMillis() / part;
    }
    return !before.equals(next);
  }

  private static @Nullable String version(ConfigState state) {
    Wished runs = state.runs();
    return runs == null ? null : Long.toString(runs.version());
  }

  // One run

  /** The unit under one configuration. */
  private static final class Life implements AutoCloseable {
    final HubSigns signs;
    final UnitRuntime unit;
    final UnitFile.Settings settings;
    final Surroundings around;

    Life(HubSigns signs, UnitRuntime unit, UnitFile.Settings settings, Surroundings around) {
      this.signs = signs;
      this.unit = unit;
      this.settings = settings;
      this.around = around;
    }

    @Override
    public void close() {
      unit.close();
    }
  }

  private void live() throws JournalFault, IOException, InterruptedException {
    try (Life life = openSome()) {
      told = null;
      owner.runs(life.unit, life.settings);
      long last = parts.pace().nanos();
      boolean restart = false;
      while (!restart && end.getCount() > 0) {
        ConfigEvent event = next();
        restart = event != null && after(event, life);
        long at = parts.pace().nanos();
        if (!restart && now.state() instanceof ConfigState.Trying) {
          restart = after(passed(Duration.ofNanos(at - last), life), life);
        }
        last = at;
        chores(life);
      }
      if (!restart) {
        owner.ends();
      }
    } finally {
      stopExamining();
    }
  }

  /** With the candidate if it can be started at all, else with the good one. */
  private Life openSome() throws JournalFault, IOException {
    try {
      return open(now.state().runs());
    } catch (IllegalArgumentException e) {
      if (!(now.state() instanceof ConfigState.Trying)) {
        throw e;
      }
      giveUp(new Unfit(Reason.NOT_STARTED, String.valueOf(e.getMessage())));
      return open(now.state().runs());
    }
  }

  private Life open(@Nullable Wished runs) throws JournalFault, IOException {
    UnitSetup setup = parts.setups().of(runs == null ? null : runs.settings());
    HubSigns signs = new HubSigns();
    Consumer<AgentEvent> heard =
        event -> {
          signs.heard(event);
          owner.heard(event);
        };
    Map<Channel, Consumer<Arrived>> ears =
        Map.of(Channel.CONFIG_DESIRED, message -> envelopes.add(message.payload()));
    Surroundings around = parts.around().apply(setup);
    UnitRuntime unit =
        UnitRuntime.start(
            setup, parts.data(), around, new Beside(heard, ears, version(now.state())));
    return new Life(signs, unit, runs == null ? parts.start() : runs.settings(), around);
  }

  /** The candidate could not even be started. */
  private void giveUp(Unfit cause) {
    ConfigRules.Step step = ConfigRules.step(now, new ConfigEvent.NotStarted(cause));
    var _ = keep(step.next().state());
    become(step.next());
  }

  private static ConfigEvent passed(Duration time, Life life) {
    return new ConfigEvent.Passed(time, life.signs.facts(life.unit.answering().silent()));
  }

  /** What happened next, null if nothing did for a moment. */
  private @Nullable ConfigEvent next() throws InterruptedException {
    ConfigEvent result = examined.poll();
    if (result != null) {
      examiner = null;
      return result;
    }
    if (again.getAndSet(false)) {
      parts.software().tryAgain();
      return newest == null ? null : new ConfigEvent.TryAgain(newest);
    }
    byte[] envelope = envelopes.poll(LOOK_MS, TimeUnit.MILLISECONDS);
    if (envelope == null || envelope.length == 0) {
      return null; // an empty one takes back what was retained: there is no newer wish
    }
    try {
      ConfigEvent.WishTold wish =
          new ConfigEvent.WishTold(check.believe(envelope), new String(envelope, UTF_8));
      disbelieved = null;
      take(wish);
      return wish;
    } catch (Unfit e) {
      if (disbelieved == null || !disbelieved.detail().equals(e.detail())) {
        Logger.warn("a configuration of the hub is not believed: {}", e.detail());
      }
      disbelieved = e;
      return null;
    }
  }

  /** The software does not remember over a start what was wanted of it. */
  private void take(ConfigEvent.WishTold told) {
    boolean isKnown = newest != null && newest.wish().equals(told.wish());
    if (told.wish().version() >= now.newest() && !isKnown) {
      newest = told;
      parts.software().wished(told.wish());
    }
  }

  /** What is to be done whatever happened. */
  private void chores(Life life) {
    if (unwritten != null) {
      var _ = keep(now.state());
    }
    if (now.examined() != null && examiner == null && parts.software().isSettled()) {
      examine(now.examined(), life);
    }
    Report report = Report.of(now, disbelieved, parts.software().report());
    if (life.signs.takeNews() || !report.equals(told)) {
      told = report;
      life.unit.tell(
          Channel.CONFIG_REPORTED,
          report.message(life.unit.boot(), life.unit.now().wall()).toJson());
    }
  }

  // Examination

  private void examine(ConfigEvent.WishTold wish, Life life) {
    WishExamination examination =
        new WishExamination(
            check,
            parts.pieces(),
            parts.pace(),
            life.around.wires(),
            life.settings,
            parts.setups(),
            life.signs::office,
            life.unit.answering());
    examiner = life.around.threads().newThread(() -> examine(examination, wish));
    examiner.start();
  }

  private void examine(WishExamination examination, ConfigEvent.WishTold wish) {
    try {
      examined.add(examination.examine(wish));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // it is not wanted any more
    }
  }

  private void stopExamining() throws InterruptedException {
    if (examiner != null) {
      examiner.interrupt();
      examiner.join();
      examiner = null;
      examined.clear();
    }
  }
}
