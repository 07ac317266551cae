package city.seki.edge;

import city.seki.config.model.ReaderName;
import city.seki.config.wire.Topics;
import city.seki.edge.agent.FloorNow;
import city.seki.edge.agent.Now;
import city.seki.edge.agent.Said;
import city.seki.edge.kiosk.KioskLoop;
import city.seki.edge.kiosk.KioskServer;
import city.seki.edge.light.Signal;
import city.seki.edge.survey.RoomsNow;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/**
 * The display at the kiosk of one unit: the page that a browser at this machine shows, and the
 * thread that keeps it right. Nothing of it is started in a unit without a kiosk or without a port
 * for it, and nothing that fails here keeps a tap from its light.
 */
final class KioskRuntime implements AutoCloseable {
  private static final Duration JOIN = Duration.ofSeconds(2);

  private final String unit;
  private final String office;
  private final int wanted;
  private final Surroundings around;
  private final KioskLoop loop;
  private final Thread thread;
  private volatile @Nullable KioskServer server;

  private KioskRuntime(UnitSetup setup, int port, Now.Source clock, Surroundings around) {
    unit = setup.unit().id();
    office = setup.unit().office();
    wanted = port;
    this.around = around;
    loop =
        new KioskLoop(
            setup.unit(), setup.zone(), setup.version(), clock, this::show, around.failed());
    thread = around.threads().newThread(loop::run);
  }

  /** Not started yet; null for a unit that has no display. */
  static @Nullable KioskRuntime of(UnitSetup setup, Now.Source clock, Surroundings around) {
    Integer port = around.kioskPort();
    if (port == null) {
      return null;
    }
    boolean kiosk =
        setup.unit().readers().stream().anyMatch(r -> r.name() instanceof ReaderName.Kiosk);
    if (!kiosk) {
      Logger.warn(
          "{}: there is no display: none of its readers is a kiosk:NAME", setup.unit().id());
    }
    return kiosk ? new KioskRuntime(setup, port, clock, around) : null;
  }

  private void show(byte[] screen) {
    KioskServer now = server;
    if (now != null) {
      now.show(screen);
    }
  }

  void start() {
    try {
      server = KioskServer.start(wanted, around.threads());
      Logger.info("{}: its display is http://127.0.0.1:{}/", unit, port());
    } catch (IOException | IllegalArgumentException e) { // taken by another, or no port at all
      Logger.error(
          "{}: the display shows nothing, for port {} cannot be had: {}; give --kiosk-port another"
              + " one",
          unit,
          wanted,
          e.getMessage());
    }
    thread.start();
  }

  /** Where it listens; 0 if it does not. */
  int port() {
    KioskServer now = server;
    return now == null ? 0 : now.port();
  }

  /** What the hub publishes of the office and the display shows: of persons there is nothing. */
  List<String> topics() {
    return List.of(Topics.everyRoom(office), Topics.everyKit(office), Topics.summary(office));
  }

  void published(String topic, byte[] payload) {
    loop.published(topic, payload);
  }

  void told(FloorNow floor) {
    loop.told(floor);
  }

  void told(RoomsNow rooms) {
    loop.told(rooms);
  }

  void said(Said said) {
    loop.said(said);
  }

  void rests(ReaderName.Kiosk name, Signal signal) {
    loop.rests(name, signal);
  }

  @Override
  public void close() {
    loop.close();
    KioskServer now = server;
    if (now != null) {
      now.close();
    }
    try {
      var _ = thread.join(JOIN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
