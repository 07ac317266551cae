package city.seki.edge;

import static java.nio.charset.StandardCharsets.UTF_8;

import city.seki.config.model.RoomDevice;
import city.seki.config.model.SensorWiring;
import city.seki.config.model.Wiring;
import city.seki.config.supervisor.Supervisor;
import city.seki.edge.av.Device;
import city.seki.edge.av.Secret;
import city.seki.edge.bus.BusFault;
import city.seki.edge.bus.SerialLine;
import city.seki.edge.bus.emulated.EmulatedBoard;
import city.seki.edge.bus.emulated.SerialCable;
import city.seki.edge.card.Card;
import city.seki.edge.card.CardReader;
import city.seki.edge.card.Field;
import city.seki.edge.card.Pace;
import city.seki.edge.card.ReaderFault;
import city.seki.edge.card.ReaderSpec;
import city.seki.edge.card.emulated.EmulatedCard;
import city.seki.edge.card.emulated.EmulatedPn532;
import city.seki.edge.card.emulated.Pn532Wires;
import city.seki.edge.card.pn532.Pn532Reader;
import city.seki.edge.light.Lamp;
import city.seki.edge.light.Pins;
import city.seki.edge.light.Signal;
import city.seki.edge.presence.Sensor;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/**
 * {@code seki-edge run} as a process that a test can tap at and kill: the production command of the
 * built jar, with emulated PN532s on emulated serial lines and lights that tell what they show.
 * Takes the arguments of {@code run}.
 *
 * <p>Standard input: {@code lay READER CARD} lays that FeliCa card on that reader, in the place of
 * what lies there; end of input ends the unit in order. Standard output, among the lines of the
 * log:
 *
 * <pre>
 *   unit: seen READER CARD           the driver found a card that it had not found before
 *   unit: lit READER SIGNAL MILLIS   a light began to answer, so long after the card was found
 *   unit: quiet READER               its beeps are over: another answer would be told
 * </pre>
 */
public final class EmulatedUnit implements Wires {
  private static final long TWO_BEEPS_NANOS = 240_000_000;

  /** A pin that something else has; no light can be wired to it. */
  private static final int TAKEN_PIN = 27;

  /** Where no reader answers. */
  private static final String UNPLUGGED = "/dev/unplugged/";

  private final Map<String, Desk> desks = new ConcurrentHashMap<>();
  private final MachineWires machine = new MachineWires(this::driver, new EmulatedBoard().buses());

  /** One reader, its chip and its light. */
  private static final class Desk {
    final EmulatedPn532 chip = new EmulatedPn532();
    final SerialCable cable = new SerialCable();
    volatile long seenNanos;
  }

  public static void main(String[] arguments) {
    EmulatedUnit unit = new EmulatedUnit();
    var _ = Thread.ofPlatform().daemon().name("input").start(unit::listen);
    System.exit(
        new CommandLine(new RunCommand(unit, Supervisor.of(System.getenv(), System::nanoTime)))
            .execute(arguments));
  }

  private void listen() {
    try (BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, UTF_8))) {
      String line;
      while ((line = lines.readLine()) != null) {
        String[] words = line.split(" ", -1);
        EmulatedPn532 chip = desk(words[1]).chip;
        chip.liftAll();
        chip.lay(EmulatedCard.felica(words[2]));
      }
    } catch (IOException e) {
      System.err.println("no more input: " + e.getMessage());
    }
    System.exit(0);
  }

  /** Made by whoever asks first: a card may be laid before the driver is there. */
  private Desk desk(String reader) {
    return desks.computeIfAbsent(reader, r -> new Desk());
  }

  private static void serve(Desk desk) {
    try (SerialLine line = desk.cable.device().open()) {
      Pn532Wires.serve(desk.chip, line);
    } catch (BusFault e) {
      System.err.println("an emulated serial line failed: " + e.getMessage());
    }
  }

  private static void say(String what) {
    System.out.println("unit: " + what);
    System.out.flush();
  }

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

  private CardReader driver(ReaderSpec spec) {
    if (!(spec instanceof ReaderSpec.Pn532Hsu(String path))) {
      throw new IllegalArgumentException("this unit has serial readers only, not " + spec);
    }
    String reader = "seat:" + path.substring(path.lastIndexOf('/') + 1);
    Desk desk = desk(reader);
    if (!path.startsWith(UNPLUGGED)) {
      var _ = Thread.ofPlatform().daemon().start(() -> serve(desk));
    }
    CardReader pn532 = Pn532Reader.hsu(spec.toString(), desk.cable.host(), Pace.real());
    return new TellingReader(pn532, reader, desk);
  }

  /** The production driver, and a word when a card is found. */
  private static final class TellingReader implements CardReader {
    private final CardReader driver;
    private final String reader;
    private final Desk desk;
    private Field before = new Field.Empty();

    TellingReader(CardReader driver, String reader, Desk desk) {
      this.driver = driver;
      this.reader = reader;
      this.desk = desk;
    }

    @Override
    public String name() {
      return driver.name();
    }

    @Override
    public String open() throws ReaderFault {
      return driver.open();
    }

    @Override
    public String reset() throws ReaderFault {
      return driver.reset();
    }

    @Override
    public Field poll() throws ReaderFault {
      Field now = driver.poll();
      if (now instanceof Field.Present(Card card, var _) && !now.equals(before)) {
        desk.seenNanos = System.nanoTime();
        say("seen " + reader + " " + card.id());
      }
      before = now;
      return now;
    }

    @Override
    public void close() {
      driver.close();
    }
  }

  @Override
  public void tryOutput(int pin) throws BusFault {
    if (pin == TAKEN_PIN) {
      throw new BusFault(BusFault.Cause.DENIED, "gpio:" + pin + " is already in use");
    }
  }

  @Override
  public Lamp lamp(Wiring wiring) {
    String reader = wiring.name().toString();
    Desk desk = desk(reader);
    return new Lamp() {
      private Signal flash = Signal.OFF;
      private long since;
      private boolean quiet = true;

      @Override
      public void show(Signal signal, Pins pins) {
        long now = System.nanoTime();
        if (pins.buzzer() && signal.isFlash() && (quiet || signal != flash)) {
          flash = signal;
          since = now;
          quiet = false;
          say("lit " + reader + " " + signal + " " + (now - desk.seenNanos) / 1_000_000);
        } else if (!quiet && !pins.buzzer() && now - since >= beepNanos(signal)) {
          quiet = true;
          say("quiet " + reader);
        }
      }
    };
  }

  /** Until its last beep is over; a second answer before that might look like the first. */
  private static long beepNanos(Signal signal) {
    return signal == Signal.RED || signal == Signal.RED_AMBER ? TWO_BEEPS_NANOS : 0;
  }
}
