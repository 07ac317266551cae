package city.seki.edge.presence.ld2410;

import city.seki.edge.bus.BusFault;
import city.seki.edge.bus.BusOpener;
import city.seki.edge.bus.SerialLine;
import city.seki.edge.bus.TtyLine;
import city.seki.edge.card.Pace;
import city.seki.edge.presence.Sensed;
import city.seki.edge.presence.Sensor;
import city.seki.edge.presence.SensorFault;
import city.seki.edge.presence.SensorFault.Cause;
import city.seki.edge.presence.SensorSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A radar HLK-LD2410. It reports ten times a second by itself, and nothing is asked of it. One
 * command is sent, and only to a radar that is silent: "end configuration", since one that was left
 * while it was being configured says nothing until it gets that.
 */
public final class Ld2410Sensor implements Sensor {
  private static final Duration LISTEN = Duration.ofMillis(900);
  private static final Duration REMEDY_AFTER = Duration.ofMillis(1200);
  private static final Duration SILENCE = Duration.ofMillis(2500);

  private final String name;
  private final BusOpener<SerialLine> wire;
  private final Pace pace;
  private final FrameParser parser = new FrameParser();
  private final byte[] received = new byte[512];

  /** What came before {@link #open} was through, not handed out yet. */
  private final List<Sensed> early = new ArrayList<>();

  private @Nullable SerialLine line;
  private long lastReport;
  private boolean remedied;
  private boolean heardOther;

  /** On any serial line. */
  public Ld2410Sensor(String name, BusOpener<SerialLine> wire, Pace pace) {
    this.name = name;
    this.wire = wire;
    this.pace = pace;
  }

  /** On a serial device file. */
  public static Ld2410Sensor tty(SensorSpec.Ld2410 spec, Pace pace) {
    return new Ld2410Sensor(spec.toString(), () -> TtyLine.open(spec.path(), spec.baud()), pace);
  }

  @Override
  public String name() {
    return name;
  }

  /** Waits for a first report, 2.5 seconds at most. */
  @Override
  public void open() throws SensorFault {
    early.clear();
    try {
      SerialLine open = opened();
      lastReport = pace.nanos();
      remedied = false;
      heardOther = false;
      while (early.stream().noneMatch(Sensed.Read.class::isInstance)) {
        early.addAll(listen(open));
      }
    } catch (BusFault e) {
      throw SensorFault.of(name, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // for the watch, which ends by it
      throw new SensorFault(Cause.TIMEOUT, name + ": opening was interrupted", e);
    }
  }

  private SerialLine opened() throws BusFault {
    SerialLine open = line;
    if (open == null) {
      open = wire.open();
      line = open;
      parser.reset();
      open.discardInput();
    }
    return open;
  }

  @Override
  public List<Sensed> next() throws SensorFault, InterruptedException {
    if (!early.isEmpty()) {
      List<Sensed> first = List.copyOf(early);
      early.clear();
      return first;
    }
    SerialLine open = line;
    if (open == null) {
      throw new SensorFault(Cause.GONE, name + " is not open");
    }
    try {
      return listen(open);
    } catch (BusFault e) {
      throw SensorFault.of(name, e);
    }
  }

  private List<Sensed> listen(SerialLine open) throws BusFault, SensorFault, InterruptedException {
    List<Sensed> sensed = new ArrayList<>();
    long begun = pace.nanos();
    boolean known = isSilentFor(SILENCE, begun); // told before: there is time to listen once more
    remedied &= !known;
    long now = begun;
    while (now - begun < LISTEN.toNanos()) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      boolean reported = receive(open, sensed);
      now = pace.nanos();
      if (reported) {
        lastReport = now;
        remedied = false;
        heardOther = false;
        return List.copyOf(sensed);
      }
      if (known) {
        sensed.clear();
      } else if (isSilentFor(SILENCE, now)) {
        early.addAll(sensed);
        throw silent();
      } else if (!sensed.isEmpty()) {
        return List.copyOf(sensed);
      }
      remedy(open, now);
    }
    if (known) {
      throw silent();
    }
    return List.of();
  }

  /** Whether a report came. */
  private boolean receive(SerialLine open, List<Sensed> sensed) throws BusFault {
    int before = sensed.size();
    int count = open.read(received);
    heardOther |= count > 0;
    if (count == 0) {
      parser.quiet(frame -> take(frame, sensed));
    } else {
      parser.feed(received, count, frame -> take(frame, sensed));
    }
    return sensed.subList(before, sensed.size()).stream().anyMatch(Sensed.Read.class::isInstance);
  }

  private void take(Frame frame, List<Sensed> sensed) {
    switch (frame) {
      case Frame.Report report -> sensed.add(new Sensed.Read(report.radar()));
      case Frame.Broken broken -> sensed.add(new Sensed.Discarded(broken.cause()));
      case Frame.Command _ -> heardOther = false; // an answer, though nothing was asked
    }
  }

  private void remedy(SerialLine open, long now) throws BusFault {
    if (!remedied && !heardOther && isSilentFor(REMEDY_AFTER, now)) {
      remedied = true;
      open.write(Frame.command(Frame.END_CONFIGURATION));
    }
  }

  private boolean isSilentFor(Duration time, long now) {
    return now - lastReport >= time.toNanos();
  }

  private SensorFault silent() {
    return heardOther
        ? new SensorFault(
            Cause.GARBAGE, name + ": what comes is no report of an LD2410: check its speed")
        : new SensorFault(
            Cause.TIMEOUT, name + ": no report: check its power, and that its TX leads to RX here");
  }

  @Override
  public void close() {
    SerialLine open = line;
    line = null;
    early.clear();
    if (open != null) {
      open.close();
    }
  }
}
