package city.seki.edge;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.link.LinkSettings;
import city.seki.config.model.FelicaMac;
import city.seki.config.model.Place;
import city.seki.config.model.ReaderName;
import city.seki.config.model.RoomDevice;
import city.seki.config.model.SensorWiring;
import city.seki.config.model.Unit;
import city.seki.config.model.Wiring;
import city.seki.config.wire.CardKey;
import city.seki.edge.av.Device;
import city.seki.edge.av.Secret;
import city.seki.edge.bus.BusFault;
import city.seki.edge.bus.emulated.EmulatedBoard;
import city.seki.edge.card.CardReader;
import city.seki.edge.card.Field;
import city.seki.edge.card.ReaderFault;
import city.seki.edge.config.Reason;
import city.seki.edge.config.Unfit;
import city.seki.edge.light.Lamp;
import city.seki.edge.presence.Sensed;
import city.seki.edge.presence.Sensor;
import city.seki.edge.presence.SensorSpec;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is told to be wired to a unit is looked at before anything is changed. */
class WiringCheckTest {
  private static final Wiring DESK = reader("A-01", "pn532:hsu:/dev/ttyUSB0", null);

  private final List<String> opened = new ArrayList<>();
  private final MachineWires machine =
      new MachineWires(
          spec -> new Reader(spec.toString()),
          spec -> new PinOf(spec),
          (spec, secret, mapping) -> {
            throw new IllegalArgumentException("no driver for " + spec);
          },
          new EmulatedBoard().buses());

  /** Wires at which pin 27 and every reader named "away" are not to be had. */
  private final Wires wires =
      new Wires() {
        @Override
        public CardReader reader(Wiring wiring) {
          return machine.reader(wiring);
        }

        @Override
        public Sensor sensor(SensorWiring wiring) {
          return machine.sensor(wiring);
        }

        @Override
        public Device device(RoomDevice device, @Nullable Secret secret) {
          return machine.device(device, secret);
        }

        @Override
        public void tryOutput(int pin) throws BusFault {
          opened.add("gpio:" + pin);
          if (pin == 27) {
            throw new BusFault(BusFault.Cause.DENIED, "gpio:27 is already in use");
          }
        }

        @Override
        public Lamp lamp(Wiring wiring) {
          throw new AssertionError("no light is lit by looking");
        }
      };

  /** One that tells that it was opened, and let go of. */
  private final class Reader implements CardReader {
    private final String name;

    Reader(String name) {
      this.name = name;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public String open() throws ReaderFault {
      opened.add(name);
      if (name.contains("away")) {
        throw new ReaderFault(ReaderFault.Cause.TIMEOUT, "nobody answers at " + name);
      }
      return "1.6";
    }

    @Override
    public Field poll() {
      throw new AssertionError("no card is looked for");
    }

    @Override
    public void close() {
      opened.add("closed " + name);
    }
  }

  private final class PinOf implements Sensor {
    private final SensorSpec spec;

    PinOf(SensorSpec spec) {
      this.spec = spec;
    }

    @Override
    public String name() {
      return spec.toString();
    }

    @Override
    public void open() {
      opened.add(spec.toString());
    }

    @Override
    public List<Sensed> next() {
      return List.of();
    }

    @Override
    public void close() {
      opened.add("closed " + spec);
    }
  }

  private static Wiring reader(String seat, String device, Wiring.@Nullable LightPins light) {
    return new Wiring(new ReaderName.AtSeat(seat), device, light);
  }

  private static Unit unit(List<SensorWiring> sensors, Wiring... readers) {
    return new Unit("u1", "open", List.of(readers), sensors, List.of());
  }

  private void require(Unit wanted) throws Unfit {
    UnitSetup setup =
        new UnitSetup(
            wanted,
            new CardKey("k1", new byte[32]),
            null,
            name -> null,
            Map.of(),
            LinkSettings.to("127.0.0.1", 1883, "u1"),
            ZoneId.of("Asia/Tokyo"),
            "0");
    WiringCheck.require(wires, unit(List.of(), DESK), setup);
  }

  private Unfit unfit(Unit wanted) {
    return assertThrows(Unfit.class, () -> require(wanted));
  }

  @Test
  void what_is_in_use_is_not_touched_whatever_it_is_called_now() {
    assertDoesNotThrow(() -> require(unit(List.of(), reader("A-09", DESK.device(), null))));
    assertEquals(List.of(), opened);
  }

  @Test
  void what_is_new_is_opened_and_let_go_of_again() {
    Wiring more = reader("A-02", "pn532:i2c:1:0x24", new Wiring.LightPins(5, 6, 13, 19));
    SensorWiring pir = new SensorWiring(new Place.AtSeat("A-02"), "pir:gpio:17");
    assertDoesNotThrow(() -> require(unit(List.of(pir), DESK, more)));
    assertEquals(
        List.of(
            "pn532:i2c:1:0x24",
            "closed pn532:i2c:1:0x24",
            "gpio:5",
            "gpio:6",
            "gpio:13",
            "gpio:19",
            "pir:gpio:17",
            "closed pir:gpio:17"),
        opened);
  }

  @Test
  void all_that_is_not_there_is_named() {
    Unfit missing =
        unfit(
            unit(
                List.of(),
                DESK,
                reader("A-02", "pn532:hsu:/dev/away", null),
                reader("A-03", "pn532:hsu:/dev/ttyUSB1", new Wiring.LightPins(5, 27, 13, null))));
    assertEquals(Reason.WIRING, missing.reason());
    assertTrue(
        missing.detail().contains("reader seat:A-02 at pn532:hsu:/dev/away"), missing.detail());
    assertTrue(missing.detail().contains("light of seat:A-03: gpio:27"), missing.detail());
    assertFalse(missing.detail().contains("A-01"), missing.detail());
  }

  @Test
  void a_reader_that_needs_a_secret_needs_it_before_it_is_told() {
    Wiring asking =
        new Wiring(
            new ReaderName.AtSeat("A-02"), "pn532:hsu:/dev/ttyUSB1", null, FelicaMac.REQUIRE);
    Unfit missing = unfit(unit(List.of(), DESK, asking));
    assertEquals(Reason.SECRET, missing.reason());
    assertTrue(missing.detail().contains("secrets/felica-master-key"), missing.detail());
  }
}
