package city.seki.edge.linux;

import city.seki.edge.card.emulated.EmulatedCard;
import city.seki.edge.card.emulated.EmulatedPn532;
import city.seki.edge.card.emulated.Pn532Wires;
import city.seki.edge.card.pn532.Pn532Reader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/**
 * {@code seki-edge run} as it is delivered, on wires of a real kernel and at a real hub outside of
 * the machine: an edge at a pin becomes somebody in a room there, and what the hub decides becomes
 * a light here. Arguments: the folder of the simulated pins, the unit's identity, the hub's
 * address, a token of the hub. Exit code 1 if a proof failed.
 */
public final class AgentProof {
  private static final int PIR = 4;
  private static final int RED = 17;
  private static final int GREEN = 27;
  private static final int BLUE = 22;
  private static final String IDM = "0123456789ABCDEF";

  /** A PIR that is warming up is not believed for a minute, and then is blind for moments. */
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private static final long LOOK_MS = 20;
  private static final int DARK_LOOKS = 200;

  private final Proofs proofs = new Proofs();
  private final AnsweredBus bus = new AnsweredBus();
  private final EmulatedPn532 chip = new EmulatedPn532();
  private final SimulatedPins pins;
  private final HubApi hub;

  private AgentProof(SimulatedPins pins, HubApi hub) {
    this.pins = pins;
    this.hub = hub;
  }

  public static void main(String[] args) throws Exception {
    HubApi hub = new HubApi(args[2], args[3]);
    AgentProof proof = new AgentProof(new SimulatedPins(Path.of(args[0])), hub);
    proof.bus.serve();
    proof.bus.attach(Pn532Reader.I2C_ADDRESS, Pn532Wires.i2c(proof.chip));
    proof.all(Path.of(args[1]));
    System.exit(proof.proofs.failed() == 0 ? 0 : 1);
  }

  private void all(Path identity) throws IOException, InterruptedException {
    Process unit =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx160m",
                "-jar",
                SelftestProof.jar().toString(),
                "run",
                "--identity",
                identity.toString(),
                "--data",
                Files.createTempDirectory("unit").toString())
            .inheritIO()
            .start();
    proofs.prove("the unit is online at the hub, and its light goes dark", this::ready);
    proofs.prove("an edge at a pin becomes somebody in a room at the hub", this::presence);
    proofs.prove("the hub's yes to a card becomes a green light", this::sitDown);
    proofs.prove("the seat given back becomes a blue one", this::standUp);
    proofs.prove("the unit ends in order, dark", () -> end(unit));
    var _ = unit.destroyForcibly();
  }

  private void ready() throws Exception {
    await("online", () -> hub.shows("units", "\"state\":\"online\""));
    int[] dark = {0};
    await(
        "dark",
        () -> {
          dark[0] = pins.levels(RED, GREEN, BLUE).equals("000") ? dark[0] + 1 : 0;
          return dark[0] == DARK_LOOKS;
        });
  }

  private void presence() throws Exception {
    Proofs.same(false, occupied(), "the room before");
    long[] edge = {0};
    await(
        "occupied",
        () -> {
          if (pins.isHigh(PIR) && now() - edge[0] > 5_000) {
            pins.pull(PIR, false);
            TimeUnit.MILLISECONDS.sleep(500);
          }
          if (!pins.isHigh(PIR)) {
            pins.pull(PIR, true);
            edge[0] = now();
          }
          return occupied();
        });
    System.out.println("        at the hub " + (now() - edge[0]) + " ms after the last edge");
    pins.pull(PIR, false);
  }

  private boolean occupied() throws IOException {
    return hub.shows("offices/desk/rooms", "\"state\":\"occupied\"");
  }

  private void sitDown() throws Exception {
    tap("green", GREEN, RED, BLUE);
    await("claimed", () -> hub.shows("offices/desk/seats", "\"state\":\"claimed\""));
  }

  private void standUp() throws Exception {
    // The same card within 5 s would be told the same again.
    TimeUnit.SECONDS.sleep(6);
    tap("blue", BLUE, RED, GREEN);
    await("free", () -> hub.shows("offices/desk/seats", "\"state\":\"free\""));
  }

  private void tap(String colour, int lit, int... dark) throws Exception {
    EmulatedCard card = EmulatedCard.felica(IDM);
    long start = now();
    chip.lay(card);
    await(colour, () -> pins.isHigh(lit) && !pins.isHigh(dark[0]) && !pins.isHigh(dark[1]));
    System.out.println("        " + colour + " " + (now() - start) + " ms after the card");
    chip.lift(card);
  }

  private void end(Process unit) throws IOException, InterruptedException {
    unit.destroy();
    Proofs.same(true, unit.waitFor(30, TimeUnit.SECONDS), "it ended");
    Proofs.same(0, unit.exitValue(), "exit code");
    Proofs.same("000", pins.levels(RED, GREEN, BLUE), "light at the end");
  }

  private static long now() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
  }

  private static void await(String what, Callable<Boolean> holds) throws Exception {
    long end = now() + PATIENCE.toMillis();
    while (!holds.call()) {
      if (now() > end) {
        throw new AssertionError(what + ": not within " + PATIENCE.toSeconds() + " s");
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MS);
    }
  }
}
