package city.seki.edge.update;

import city.seki.config.bundle.BundleHead;
import city.seki.config.bundle.BundleManifest;
import city.seki.config.bundle.SoftwareVersion;
import city.seki.config.wire.BadMessage;
import city.seki.config.wire.BundleStepMessage;
import city.seki.config.wire.ReportedMessage;
import city.seki.config.wire.Sha256;
import city.seki.edge.piece.PieceSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Does one step after another of what {@link UpdateRules} say. Confined to one thread.
 *
 * <p>What it needs to know is on the disk, so that a process that goes on where another was killed
 * does the same.
 */
final class Updater {
  private final Slots slots;
  private final Running running;
  private Slot target;
  private Boot boot;
  private @Nullable Stage stage;
  private boolean looked;
  private @Nullable TrialWatch watch;
  private @Nullable Wish wish;
  private @Nullable Wish step; // a version between, on the way to what is wished
  private @Nullable Reason refused;
  private boolean leaving; // this process ends, so that another version is tried
  private final SortedSet<String> ready = new TreeSet<>();

  /** What a step came to. */
  enum Outcome {
    /** There is more to do. */
    GO_ON,
    /** Nothing to do until something happens. */
    REST,
    /** This process is to end, so that another version is started. */
    RESTART
  }

  private Updater(Slots slots, Running running, Boot boot, long nowMs) {
    this.slots = slots;
    this.running = running;
    this.boot = boot;
    target = boot.current().next();
    Boot.Trial trial = boot.trial();
    if (trial != null && trial.slot() == running.slot()) {
      watch = TrialWatch.begin(trial, nowMs);
    }
  }

  /**
   * Reads what is on the disk.
   *
   * @param nowMs of a monotonic clock
   */
  static Updater open(Slots slots, Running running, long nowMs) throws IOException {
    return new Updater(slots, running, slots.boot(), nowMs);
  }

  /** From now on this is wanted; null: whatever runs is right. */
  void want(@Nullable Wish wish) {
    if (!Objects.equals(this.wish, wish)) {
      step = null;
    }
    this.wish = wish;
    refused = null;
  }

  /** What came back or was refused may be tried again. */
  void forgive() throws IOException {
    step = null;
    refused = null;
    if (boot.returned() != null) {
      keep(boot.forgiven());
    }
  }

  /** The hub answered: the way is open in both directions. */
  void hubAnswered() {
    if (watch != null) {
      watch = watch.withAnswer();
    }
  }

  void readerReady(String reader) {
    ready.add(reader);
    if (watch != null) {
      watch = watch.withReader(reader);
    }
  }

  void readerFailed(String reader) {
    ready.remove(reader);
  }

  /** This run has lasted for a minute: its start was no failed one. */
  void lasted() throws IOException {
    if (boot.starts() > 0) {
      keep(boot.lasted());
    }
  }

  /**
   * Does what is to be done next.
   *
   * @throws IOException if disk or network failed: the same step is to be tried again later
   */
  Outcome step(PieceSource source, long nowMs) throws IOException, InterruptedException {
    if (refused != null && boot.trial() == null) {
      return Outcome.REST;
    }
    look();
    try {
      return carryOut(next(nowMs), source);
    } catch (PieceSource.Nowhere e) {
      return refuse(Reason.NOWHERE);
    }
  }

  private Outcome carryOut(Next next, PieceSource source) throws IOException, InterruptedException {
    return switch (next) {
      case Next.Rest _, Next.Stay _, Next.Watch _ -> Outcome.REST;
      case Next.Refuse(var reason) -> stepOrRefuse(source, reason);
      case Next.FetchHead(var wanted) -> fetchHead(source, wanted);
      case Next.FetchPiece(var at) -> fetchPiece(source, at);
      case Next.Install(var whole) -> {
        stage = slots.install(target, whole);
        yield Outcome.GO_ON;
      }
      case Next.Try(var installed) -> {
        long confirmS = wish == null ? 0 : wish.confirmS();
        keep(boot.trying(target, installed.manifest().version(), confirmS, ready));
        leaving = true;
        yield Outcome.RESTART;
      }
      case Next.Confirm(var good) -> {
        keep(boot.confirmed(good));
        watch = null;
        target = boot.current().next(); // the slots have changed places
        looked = false;
        yield Outcome.GO_ON;
      }
      case Next.Return(var failed, var reason, var here) -> {
        keep(boot.returned(failed, reason));
        watch = null;
        yield here ? Outcome.RESTART : Outcome.GO_ON;
      }
    };
  }

  /** Reading all of a slot takes a second on a small unit: only where something may go into it. */
  private void look() throws IOException {
    if (!looked && boot.trial() == null && wish != null && !runs(wish)) {
      stage = slots.stage(target);
      looked = true;
    }
  }

  private boolean runs(Wish wanted) {
    return wanted.version().equals(running.version());
  }

  private Next next(long nowMs) {
    return UpdateRules.next(running, boot, stage, step == null ? wish : step, watch, nowMs);
  }

  private void keep(Boot changed) throws IOException {
    slots.keep(changed);
    boot = changed;
  }

  /** A unit that was off for months goes through the versions between. */
  private Outcome stepOrRefuse(PieceSource source, Reason reason)
      throws IOException, InterruptedException {
    boolean isFar = reason == Reason.TOO_FAR || reason == Reason.DATA;
    if (isFar && step == null && wish != null) {
      Wish goal = wish;
      step =
          source
              .step(goal.bundle(), running.version().toString())
              .map(it -> stepTo(it, goal))
              .orElse(null);
      looked = step == null && looked;
      return step == null ? refuse(reason) : Outcome.GO_ON;
    }
    return refuse(reason);
  }

  /** Null if that is no step to there: what lies on the way is told by versions alone. */
  private static @Nullable Wish stepTo(BundleStepMessage told, Wish goal) {
    try {
      SoftwareVersion version = SoftwareVersion.parse(told.version());
      return version.equals(goal.version())
          ? null
          : new Wish(version, told.bundle(), told.size(), goal.confirmS());
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private Outcome refuse(Reason reason) {
    refused = reason;
    return Outcome.REST;
  }

  private Outcome fetchHead(PieceSource source, Wish wanted)
      throws IOException, InterruptedException {
    if (slots.keys().isEmpty()) {
      return refuse(Reason.NO_KEY);
    }
    try {
      byte[] beginning = source.piece(wanted.bundle(), 0, PieceSource.MOST_BYTES);
      int length = BundleHead.length(beginning);
      byte[] head = Arrays.copyOf(beginning, Math.min(beginning.length, length));
      if (length > head.length) {
        head = joined(head, bytes(source, wanted.bundle(), head.length, length - head.length));
      }
      BundleHead believed = BundleHead.read(head, slots.keys());
      if (believed.bundleSize() != wanted.size()) {
        return refuse(Reason.NOT_BELIEVED);
      }
      stage = slots.begin(target, wanted.bundle(), believed);
      return Outcome.GO_ON;
    } catch (BadMessage e) {
      return refuse(Reason.NOT_BELIEVED);
    }
  }

  private static byte[] joined(byte[] one, byte[] other) {
    byte[] both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }

  private Outcome fetchPiece(PieceSource source, Stage at)
      throws IOException, InterruptedException {
    BundleManifest manifest = at.manifest();
    int piece = at.nextPiece();
    byte[] bytes = bytes(source, at.bundle(), at.headLength() + at.have(), manifest.length(piece));
    if (!Sha256.of(bytes).equals(manifest.pieces().get(piece))) {
      throw new IOException("piece " + piece + " of " + manifest.version() + " came damaged");
    }
    stage = slots.append(target, at, bytes);
    return Outcome.GO_ON;
  }

  private static byte[] bytes(PieceSource source, Sha256 bundle, long offset, int length)
      throws IOException, InterruptedException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(length);
    while (bytes.size() < length) {
      int wanted = Math.min(PieceSource.MOST_BYTES, length - bytes.size());
      byte[] some = source.piece(bundle, offset + bytes.size(), wanted);
      if (some.length == 0 || some.length > wanted) {
        throw new IOException("the bundle ends before its end");
      }
      bytes.writeBytes(some);
    }
    return bytes.toByteArray();
  }

  /** After a fault of the disk: what is really there. */
  void lookAgain() throws IOException {
    boot = slots.boot();
    target = boot.current().next();
    looked = false;
  }

  Boot boot() {
    return boot;
  }

  /** As the hub is told. */
  ReportedMessage.Software report(long nowMs) {
    String slot = running.slot() == Slot.FACTORY ? null : running.slot().word();
    Told told = told(nowMs);
    return new ReportedMessage.Software(
        running.version().toString(),
        slot,
        told.state(),
        wish == null ? null : wish.version().toString(),
        told.percent(),
        told.reason() == null ? null : told.reason().word(),
        told.reason() == null ? null : told.reason().detail());
  }

  private record Told(
      ReportedMessage.Progress state, @Nullable Long percent, @Nullable Reason reason) {
    Told(ReportedMessage.Progress state) {
      this(state, null, null);
    }
  }

  private Told told(long nowMs) {
    if (leaving) {
      return new Told(ReportedMessage.Progress.TRYING);
    }
    if (refused != null && boot.trial() == null) {
      return new Told(ReportedMessage.Progress.REFUSED, null, refused);
    }
    return switch (next(nowMs)) {
      case Next.Rest _, Next.Confirm _ -> new Told(ReportedMessage.Progress.RUNNING);
      case Next.Refuse(var reason) -> new Told(ReportedMessage.Progress.REFUSED, null, reason);
      case Next.Stay(var was) -> new Told(ReportedMessage.Progress.RETURNED, null, was.reason());
      case Next.FetchHead _ -> new Told(ReportedMessage.Progress.FETCHING, 0L, null);
      case Next.FetchPiece(var at) ->
          new Told(ReportedMessage.Progress.FETCHING, at.have() * 100 / at.manifest().size(), null);
      case Next.Install _, Next.Try _ -> new Told(ReportedMessage.Progress.INSTALLING);
      case Next.Watch _ -> new Told(ReportedMessage.Progress.TRYING);
      case Next.Return(var _, var reason, var _) ->
          new Told(ReportedMessage.Progress.RETURNED, null, reason);
    };
  }
}
