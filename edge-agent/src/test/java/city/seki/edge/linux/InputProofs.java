package city.seki.edge.linux;

import city.seki.edge.bus.BusFault;
import city.seki.edge.bus.BusFault.Cause;
import city.seki.edge.bus.InputPin;
import city.seki.edge.bus.InputPin.Pull;
import city.seki.edge.bus.Pi4jBuses;
import city.seki.edge.card.Pace;
import city.seki.edge.presence.Reading;
import city.seki.edge.presence.Sensed;
import city.seki.edge.presence.SensorFault;
import city.seki.edge.presence.SensorSpec;
import city.seki.edge.presence.pin.PinSensor;
import java.time.Duration;
import java.util.List;

/** Input pins through Pi4J's gpiod, and the sensors on them. */
final class InputProofs {
  private static final int PIN = 4;
  private static final int DOOR = 18;
  private static final int PAD = 24;

  /** The kernel's own: see the guest's script. */
  private static final int HELD = 5;

  private static final int CHANGES = 50;

  /** An emulated processor takes its time. */
  private static final Duration LONG = Duration.ofSeconds(20);

  private static final int LOOKS = 30;

  private final Proofs proofs;
  private final SimulatedPins pins;
  private final Pi4jBuses buses;

  InputProofs(Proofs proofs, SimulatedPins pins, Pi4jBuses buses) {
    this.proofs = proofs;
    this.pins = pins;
    this.buses = buses;
  }

  void all() {
    proofs.prove("an input follows what is wired to it, edge by edge", this::follows);
    proofs.prove("an input that nothing drives is where it is pulled", this::pulled);
    proofs.prove("an input that is closed may be opened again", this::openedAgain);
    proofs.prove("an input that is open may not be opened a second time", this::openedTwice);
    proofs.prove(
        "an input that somebody else holds is denied",
        () -> Proofs.fails(Cause.DENIED, () -> buses.input(HELD, Pull.NONE)));
    proofs.prove("a thread that waits for an edge ends when it is asked to", this::interrupted);
    proofs.prove("a door that opens and closes is told by its sensor", this::door);
    proofs.prove("a pad under a seat tells who sits down", this::pad);
    proofs.prove("a PIR that warms up is not believed", this::pir);
  }

  private void follows() throws Exception {
    pins.pull(PIN, false);
    try (InputPin pin = buses.input(PIN, Pull.NONE)) {
      for (int i = 0; i < CHANGES; i++) {
        boolean high = i % 2 == 0;
        pins.pull(PIN, high);
        Proofs.same(true, pin.awaitChange(LONG), "edge " + i);
        Proofs.same(high, pin.isHigh(), "level after edge " + i);
      }
      Proofs.same(false, pin.awaitChange(Duration.ofMillis(50)), "an edge where there was none");
    }
  }

  private void pulled() throws BusFault {
    try (InputPin pin = buses.input(PIN, Pull.UP)) {
      Proofs.same(true, pin.isHigh(), "pulled up");
    }
    try (InputPin pin = buses.input(PIN, Pull.DOWN)) {
      Proofs.same(false, pin.isHigh(), "pulled down");
    }
  }

  private void openedAgain() throws BusFault {
    for (int i = 0; i < 5; i++) {
      InputPin pin = buses.input(PIN, Pull.UP);
      pin.close();
      pin.close();
      Proofs.fails(Cause.GONE, () -> awaited(pin));
    }
  }

  private void openedTwice() throws BusFault {
    try (InputPin pin = buses.input(PIN, Pull.UP)) {
      Proofs.fails(Cause.DENIED, () -> buses.input(PIN, Pull.UP));
      Proofs.fails(Cause.DENIED, () -> buses.output(PIN));
      Proofs.same(true, pin.isHigh(), "the first one goes on");
    }
  }

  private static void awaited(InputPin pin) throws BusFault {
    try {
      pin.awaitChange(Duration.ofMillis(1));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void interrupted() throws Exception {
    InputPin pin = buses.input(PIN, Pull.UP);
    Thread waiting =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    pin.awaitChange(Duration.ofMinutes(10));
                  } catch (BusFault e) {
                    throw new AssertionError("the pin failed", e);
                  } catch (InterruptedException e) {
                    pin.close(); // as a watch does it, in its own thread
                  }
                });
    waiting.interrupt();
    Proofs.same(true, waiting.join(LONG), "it ended");
    buses.input(PIN, Pull.UP).close();
  }

  private void door() throws Exception {
    try (PinSensor sensor = PinSensor.door(buses, new SensorSpec.Door(DOOR), Pace.real())) {
      sensor.open();
      tells(sensor, new Reading.Door(true), "nothing closes the contact");
      pins.pull(DOOR, false);
      tells(sensor, new Reading.Door(false), "the magnet is there");
      pins.pull(DOOR, true);
      tells(sensor, new Reading.Door(true), "it is gone");
    }
  }

  private void pad() throws Exception {
    try (PinSensor sensor = PinSensor.pad(buses, new SensorSpec.Pad(PAD), Pace.real())) {
      sensor.open();
      tells(sensor, new Reading.Pad(false), "nobody sits there");
      pins.pull(PAD, false);
      tells(sensor, new Reading.Pad(true), "somebody does");
    }
  }

  private void pir() throws Exception {
    try (PinSensor sensor = PinSensor.pir(buses, new SensorSpec.Pir(PIN), Pace.real())) {
      sensor.open();
      pins.pull(PIN, true);
      tells(sensor, new Reading.Motion(false), "a pulse in its first minute");
    }
  }

  private static void tells(PinSensor sensor, Reading expected, String where)
      throws SensorFault, InterruptedException {
    for (int i = 0; i < LOOKS; i++) {
      List<Sensed> said = sensor.next();
      if (!said.isEmpty()) {
        Proofs.same(new Sensed.Read(expected), said.getFirst(), where);
        return;
      }
    }
    throw new AssertionError(where + ": nothing was told");
  }
}
