package city.seki.edge.linux;

import city.seki.edge.bus.BusFault;
import city.seki.edge.bus.BusFault.Cause;
import city.seki.edge.bus.OutputPin;
import city.seki.edge.bus.Pi4jBuses;
import city.seki.edge.light.GpioLamp;
import city.seki.edge.light.Lamp;
import city.seki.edge.light.Pattern;
import city.seki.edge.light.Pins;
import city.seki.edge.light.Signal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Output pins through Pi4J's gpiod. */
final class PinProofs {
  private static final int RED = 17;
  private static final int GREEN = 27;
  private static final int BLUE = 22;
  private static final int BUZZER = 23;

  /** The kernel's own: see the guest's script. */
  private static final int HELD = 5;

  /** The chip has 54. */
  private static final int NO_PIN = 54;

  private static final int BLINKS = 100;
  private static final String DARK = "0000";

  private final Proofs proofs;
  private final SimulatedPins pins;
  private final Pi4jBuses buses;

  PinProofs(Proofs proofs, SimulatedPins pins, Pi4jBuses buses) {
    this.proofs = proofs;
    this.pins = pins;
    this.buses = buses;
  }

  void all() {
    proofs.prove("every pattern of a light is seen on its pins", this::patterns);
    proofs.prove("a light that is closed is dark, and may be opened again", this::closed);
    proofs.prove("when the buses close every pin is low", this::busesClose);
    proofs.prove("a pin follows as often as it is set", this::blinks);
    proofs.prove(
        "a pin that somebody else holds is denied",
        () -> Proofs.fails(Cause.DENIED, () -> buses.output(HELD)));
    proofs.prove(
        "a pin that the chip does not have is gone",
        () -> Proofs.fails(Cause.GONE, () -> buses.output(NO_PIN)));
    proofs.prove("a pin that is open may not be opened a second time", this::openedTwice);
  }

  private String levels() throws IOException {
    return pins.levels(RED, GREEN, BLUE, BUZZER);
  }

  private Lamp lamp() throws BusFault {
    return new GpioLamp(
        buses.output(RED),
        buses.output(GREEN),
        buses.output(BLUE),
        buses.output(BUZZER),
        fault -> {
          throw new AssertionError("a pin failed", fault);
        });
  }

  private static String bits(Pins pins) {
    return (pins.red() ? "1" : "0")
        + (pins.green() ? "1" : "0")
        + (pins.blue() ? "1" : "0")
        + (pins.buzzer() ? "1" : "0");
  }

  private void patterns() throws BusFault, IOException {
    try (Lamp lamp = lamp()) {
      Proofs.same(DARK, levels(), "opened");
      for (Signal signal : Signal.values()) {
        Pattern pattern = Pattern.of(signal);
        List<String> seen = new ArrayList<>();
        for (long at = 0; at < 4_000; at += Math.min(pattern.nextChange(at), 4_000)) {
          lamp.show(signal, pattern.at(at));
          String levels = levels();
          Proofs.same(bits(pattern.at(at)), levels, signal + " after " + at + " ms");
          seen.add(levels);
        }
        System.out.println("        " + signal + ": " + String.join(" ", seen));
      }
    }
    Proofs.same(DARK, levels(), "closed");
  }

  private void closed() throws BusFault, IOException {
    for (int i = 0; i < 5; i++) {
      Lamp lamp = lamp();
      lamp.show(Signal.NOTED, Pattern.of(Signal.NOTED).at(0));
      Proofs.same("1101", levels(), "amber with its beep");
      lamp.close();
      Proofs.same(DARK, levels(), "closed");
      lamp.close();
    }
  }

  private void busesClose() throws BusFault, IOException {
    for (int pin : new int[] {RED, GREEN, BLUE, BUZZER}) {
      buses.output(pin).set(true);
    }
    Proofs.same("1111", levels(), "all on");
    buses.close();
    Proofs.same(DARK, levels(), "closed");
  }

  private void blinks() throws BusFault, IOException {
    try (OutputPin pin = buses.output(RED)) {
      for (int i = 0; i < BLINKS; i++) {
        boolean high = i % 2 == 0;
        pin.set(high);
        Proofs.same(high, pins.isHigh(RED), "change " + i);
      }
    }
  }

  private void openedTwice() throws BusFault, IOException {
    try (OutputPin pin = buses.output(RED)) {
      pin.set(true);
      Proofs.fails(Cause.DENIED, () -> buses.output(RED));
      Proofs.same(true, pins.isHigh(RED), "the first one's level");
      pin.set(false);
      Proofs.same(false, pins.isHigh(RED), "the first one goes on");
    }
  }
}
