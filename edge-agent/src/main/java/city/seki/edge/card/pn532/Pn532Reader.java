package city.seki.edge.card.pn532;

import city.seki.config.wire.CardTech;
import city.seki.edge.bus.BusFault;
import city.seki.edge.bus.BusOpener;
import city.seki.edge.bus.Pi4jBuses;
import city.seki.edge.bus.SerialLine;
import city.seki.edge.bus.TtyLine;
import city.seki.edge.card.CardReader;
import city.seki.edge.card.FelicaLink;
import city.seki.edge.card.Field;
import city.seki.edge.card.Pace;
import city.seki.edge.card.ReaderFault;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A reader with an NXP PN532, on any of its three wires.
 *
 * <p>One poll asks for FeliCa at 212 and 424 kbit/s, ISO 14443 A and B, in this order, and ends
 * with the first that answers: an empty field costs four exchanges, a FeliCa card one. So a phone
 * that speaks several is read as what a Japanese gate would take it for. Two cards of one kind are
 * seen and refused; of two cards of different kinds the first in the order counts, since they
 * cannot be told from one phone.
 */
public final class Pn532Reader implements CardReader {
  /** The chip's address on I2C, 7 bits. */
  public static final int I2C_ADDRESS = 0x24;

  private static final int GET_FIRMWARE_VERSION = 0x02;
  private static final int SET_PARAMETERS = 0x12;
  private static final int SAM_CONFIGURATION = 0x14;
  private static final int RF_CONFIGURATION = 0x32;
  private static final int IN_DATA_EXCHANGE = 0x40;
  private static final int IN_LIST_PASSIVE_TARGET = 0x4A;

  /** InListPassiveTarget numbers the cards that it found; here there is only one. */
  private static final byte ONLY_TARGET = 0x01;

  /** Three tries to activate a card, then on: FF, the default, would wait for ever. */
  private static final byte[] MAX_RETRIES = {0x05, 0x00, 0x01, 0x02};

  /**
   * The UID is known before RATS; without it a card with applications is found faster and answers
   * the next poll, too.
   */
  private static final byte NO_AUTOMATIC_RATS = 0x00;

  private static final byte[] FIELD_OFF = {0x01, 0x00};
  private static final int IC_PN532 = 0x32;
  private static final Duration REPLY_WAIT = Duration.ofMillis(300);

  /** One kind of card: most targets, BrTy and InitiatorData of InListPassiveTarget, in hex. */
  private record Kind(CardTech tech, String request) {}

  /**
   * FeliCa: any system, no system code asked for, four time slots, so that two cards in the field
   * answer in different ones and both are seen. Type B: every application family.
   */
  private static final List<Kind> KINDS =
      List.of(
          new Kind(CardTech.FELICA, "0201" + "00ffff0003"),
          new Kind(CardTech.FELICA, "0202" + "00ffff0003"),
          new Kind(CardTech.ISO14443A, "0200"),
          new Kind(CardTech.ISO14443B, "0203" + "00"));

  private final String name;
  private final BusOpener<Pn532Transport> wire;
  private @Nullable Dialogue dialogue;
  private boolean foundLiteS;

  private Pn532Reader(String name, BusOpener<Pn532Transport> wire) {
    this.name = name;
    this.wire = wire;
  }

  /**
   * On a UART.
   *
   * @param device for instance {@code /dev/ttyAMA0}
   */
  public static Pn532Reader hsu(String device, Pace pace) {
    return hsu("pn532:hsu:" + device, () -> TtyLine.open(device, HsuTransport.BAUD), pace);
  }

  /** On any serial line. */
  public static Pn532Reader hsu(String name, BusOpener<SerialLine> line, Pace pace) {
    return new Pn532Reader(name, () -> new HsuTransport(line.open(), pace));
  }

  /**
   * @param bus at 100 kHz at most: the chip stretches the clock
   * @param address usually {@link #I2C_ADDRESS}
   */
  public static Pn532Reader i2c(Pi4jBuses buses, int bus, int address, Pace pace) {
    return new Pn532Reader(
        "pn532:i2c:%d:0x%02x".formatted(bus, address),
        () -> new BlockTransport(new I2cLink(buses.i2c(bus, address)), pace));
  }

  public static Pn532Reader spi(Pi4jBuses buses, int bus, int chipSelect, Pace pace) {
    return new Pn532Reader(
        "pn532:spi:%d.%d".formatted(bus, chipSelect),
        () -> new BlockTransport(new SpiLink(buses.spi(bus, chipSelect)), pace));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String open() throws ReaderFault {
    close();
    try {
      dialogue = new Dialogue(name, wire.open());
    } catch (BusFault e) {
      throw Dialogue.fault(name, e);
    }
    try {
      return configure(dialogue);
    } catch (ReaderFault e) {
      close();
      throw e;
    }
  }

  @Override
  public String reset() throws ReaderFault {
    Dialogue open = dialogue;
    return open == null ? open() : configure(open);
  }

  private static String configure(Dialogue chip) throws ReaderFault {
    chip.wake();
    byte[] firmware = firmware(chip);
    if (firmware.length < 4 || firmware[0] != IC_PN532) {
      throw new ReaderFault(ReaderFault.Cause.GARBAGE, chip.name() + ": what answers is no PN532");
    }
    byte[] normalModeNoInterruptLine = {0x01, 0x00, 0x00};
    chip.call(REPLY_WAIT, SAM_CONFIGURATION, normalModeNoInterruptLine);
    prefer(chip, SET_PARAMETERS, NO_AUTOMATIC_RATS);
    prefer(chip, RF_CONFIGURATION, MAX_RETRIES);
    return firmware[1] + "." + firmware[2];
  }

  /** Asked twice, since what wakes the chip may be lost on it. */
  private static byte[] firmware(Dialogue chip) throws ReaderFault {
    try {
      return chip.call(REPLY_WAIT, GET_FIRMWARE_VERSION);
    } catch (ReaderFault e) {
      if (e.reason() == ReaderFault.Cause.GONE) {
        throw e;
      }
      chip.wake();
      return chip.call(REPLY_WAIT, GET_FIRMWARE_VERSION);
    }
  }

  /** For what only makes the chip better suited: some clones refuse it and work all the same. */
  private static void prefer(Dialogue chip, int command, byte... parameters) throws ReaderFault {
    try {
      chip.call(REPLY_WAIT, command, parameters);
    } catch (ReaderFault e) {
      if (e.reason() != ReaderFault.Cause.REFUSED) {
        throw e;
      }
    }
  }

  @Override
  public Field poll() throws ReaderFault {
    Dialogue chip = dialogue;
    if (chip == null) {
      throw new ReaderFault(ReaderFault.Cause.GONE, name + " is not open");
    }
    foundLiteS = false;
    for (Kind kind : KINDS) {
      Field field = list(chip, kind);
      if (!(field instanceof Field.Empty)) {
        if (kind.tech() == CardTech.ISO14443B) {
          // It was activated by the chip and would not answer again: without field it starts anew.
          prefer(chip, RF_CONFIGURATION, FIELD_OFF);
        }
        return field;
      }
    }
    return new Field.Empty();
  }

  private Field list(Dialogue chip, Kind kind) throws ReaderFault {
    byte[] reply =
        chip.call(REPLY_WAIT, IN_LIST_PASSIVE_TARGET, HexFormat.of().parseHex(kind.request()));
    foundLiteS = kind.tech() == CardTech.FELICA && Targets.isLiteS(reply);
    return Targets.read(kind.tech(), reply)
        .orElseThrow(
            () ->
                new ReaderFault(
                    ReaderFault.Cause.GARBAGE,
                    name + ": a list of cards that makes no sense (" + kind.tech().word() + ")"));
  }

  @Override
  public @Nullable FelicaLink liteS() {
    Dialogue chip = dialogue;
    return chip == null || !foundLiteS ? null : packet -> exchange(chip, packet);
  }

  /** Its status is 0 if the card answered; all others mean that what came is not to be used. */
  private static byte @Nullable [] exchange(Dialogue chip, byte[] packet) throws ReaderFault {
    byte[] parameters = new byte[packet.length + 1];
    parameters[0] = ONLY_TARGET;
    System.arraycopy(packet, 0, parameters, 1, packet.length);
    byte[] reply = chip.call(REPLY_WAIT, IN_DATA_EXCHANGE, parameters);
    return reply.length > 0 && reply[0] == 0 ? Arrays.copyOfRange(reply, 1, reply.length) : null;
  }

  @Override
  public void close() {
    foundLiteS = false;
    Dialogue open = dialogue;
    dialogue = null;
    if (open != null) {
      open.close();
    }
  }
}
