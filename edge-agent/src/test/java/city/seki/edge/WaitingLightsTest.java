package city.seki.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.model.ReaderName;
import city.seki.config.model.RoomDevice;
import city.seki.config.model.SensorWiring;
import city.seki.config.model.Wiring;
import city.seki.edge.av.Device;
import city.seki.edge.av.Secret;
import city.seki.edge.card.CardReader;
import city.seki.edge.card.Pace;
import city.seki.edge.light.Lamp;
import city.seki.edge.light.Pins;
import city.seki.edge.light.Signal;
import city.seki.edge.presence.Sensor;
import city.seki.provisioning.unit.Standing;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What whoever stands before a unit without a certificate sees. */
class WaitingLightsTest {
  private final LinkedBlockingQueue<Signal> shown = new LinkedBlockingQueue<>();
  private final AtomicBoolean closed = new AtomicBoolean();

  /** A lamp that tells, and no other wire. */
  private final class OneLamp implements Wires {
    @Override
    public CardReader reader(Wiring wiring) {
      throw new AssertionError("no reader is opened meanwhile");
    }

    @Override
    public Sensor sensor(SensorWiring wiring) {
      throw new AssertionError("no sensor is opened meanwhile");
    }

    @Override
    public Device device(RoomDevice device, @Nullable Secret secret) {
      throw new AssertionError("no device is opened meanwhile");
    }

    @Override
    public Lamp lamp(Wiring wiring) {
      return new Lamp() {
        @Override
        public void show(Signal signal, Pins pins) {
          shown.add(signal);
        }

        @Override
        public void close() {
          closed.set(true);
        }
      };
    }
  }

  private void await(Signal signal) throws InterruptedException {
    Signal found;
    do {
      found = shown.poll(10, TimeUnit.SECONDS);
    } while (found != null && found != signal);
    assertEquals(signal, found);
  }

  @Test
  void each_standing_has_its_light_and_the_pins_are_free_afterwards() throws InterruptedException {
    Wiring reader = new Wiring(ReaderName.parse("seat:A-01"), "pn532:i2c:1:0x24", null);
    try (WaitingLights lights =
        new WaitingLights(
            List.of(reader), new OneLamp(), Pace.real(), Thread.ofPlatform().factory())) {
      lights.show(Standing.Kind.ASKING);
      await(Signal.ENROLLING);
      lights.show(Standing.Kind.WAITING);
      await(Signal.WAITING);
      lights.show(Standing.Kind.REFUSED);
      await(Signal.SHUT_OUT);
      lights.show(Standing.Kind.READY);
      await(Signal.OFF);
    }
    assertTrue(closed.get());
  }
}
