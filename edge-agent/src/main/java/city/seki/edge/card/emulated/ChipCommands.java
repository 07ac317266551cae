package city.seki.edge.card.emulated;

import city.seki.edge.card.pn532.Frame;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the commands of a PN532 do (UM0701-02 §7), as far as hosts use them with cards. Not
 * thread-safe: {@link EmulatedPn532} guards it.
 */
final class ChipCommands {
  private static final int DIAGNOSE = 0x00;
  private static final int GET_FIRMWARE_VERSION = 0x02;
  private static final int GET_GENERAL_STATUS = 0x04;
  private static final int READ_REGISTER = 0x06;
  private static final int WRITE_REGISTER = 0x08;
  private static final int READ_GPIO = 0x0C;
  private static final int WRITE_GPIO = 0x0E;
  private static final int SET_SERIAL_BAUD_RATE = 0x10;
  private static final int SET_PARAMETERS = 0x12;
  private static final int SAM_CONFIGURATION = 0x14;
  private static final int POWER_DOWN = 0x16;
  private static final int RF_CONFIGURATION = 0x32;
  private static final int IN_DATA_EXCHANGE = 0x40;
  private static final int IN_COMMUNICATE_THRU = 0x42;
  private static final int IN_DESELECT = 0x44;
  private static final int IN_LIST_PASSIVE_TARGET = 0x4A;
  private static final int IN_RELEASE = 0x52;
  private static final int IN_SELECT = 0x54;

  private static final byte OK = 0x00;
  private static final byte TIMED_OUT = 0x01;
  private static final byte NO_SUCH_TARGET = 0x27;
  private static final int AUTOMATIC_RATS = 0x10;
  private static final int FOR_EVER = 0xFF;

  private final Map<Integer, Byte> registers = new HashMap<>();
  private List<EmulatedCard> targets = List.of();
  private int parameters;
  private int activationTries;
  private boolean fieldOn;

  ChipCommands() {
    reset();
  }

  /** The state after power-up. */
  void reset() {
    registers.clear();
    targets = List.of();
    parameters = 0x14;
    activationTries = FOR_EVER;
    fieldOn = false;
  }

  /**
   * @return null if the command goes on until a card comes
   */
  @Nullable Frame execute(Frame.Message command, List<EmulatedCard> present) {
    byte[] arguments = command.parameters();
    int code = command.code();
    return switch (code) {
      case DIAGNOSE -> diagnose(arguments);
      case GET_FIRMWARE_VERSION -> Frame.reply(code, (byte) 0x32, (byte) 1, (byte) 6, (byte) 7);
      case GET_GENERAL_STATUS -> generalStatus();
      case READ_REGISTER -> readRegisters(arguments);
      case WRITE_REGISTER -> writeRegisters(arguments);
      case READ_GPIO -> Frame.reply(code, (byte) 0x3F, (byte) 0x06, (byte) 0x00);
      case SAM_CONFIGURATION -> arguments.length == 0 ? error() : Frame.reply(code);
      case WRITE_GPIO, SET_SERIAL_BAUD_RATE -> Frame.reply(code);
      case SET_PARAMETERS -> setParameters(arguments);
      case POWER_DOWN -> powerDown();
      case RF_CONFIGURATION -> configureField(arguments);
      case IN_LIST_PASSIVE_TARGET -> list(arguments, present);
      case IN_DATA_EXCHANGE -> exchange(arguments, present);
      case IN_COMMUNICATE_THRU -> communicate(arguments, present);
      case IN_DESELECT, IN_RELEASE, IN_SELECT -> release(code, arguments);
      default -> error();
    };
  }

  private static Frame error() {
    return new Frame.SyntaxError();
  }

  /** Only the test of the line echoes; the tests of memories and antenna succeed. */
  private Frame diagnose(byte[] arguments) {
    if (arguments.length == 0) {
      return error();
    }
    return switch (arguments[0]) {
      case 0x00 -> Frame.reply(DIAGNOSE, arguments);
      case 0x06 -> Frame.reply(DIAGNOSE, targets.isEmpty() ? TIMED_OUT : OK);
      default -> Frame.reply(DIAGNOSE, OK);
    };
  }

  private Frame generalStatus() {
    byte field = (byte) (fieldOn ? 1 : 0);
    return Frame.reply(GET_GENERAL_STATUS, OK, field, (byte) targets.size(), OK);
  }

  private Frame readRegisters(byte[] addresses) {
    byte[] values = new byte[addresses.length / 2];
    for (int i = 0; i < values.length; i++) {
      values[i] = registers.getOrDefault(address(addresses, 2 * i), OK);
    }
    return Frame.reply(READ_REGISTER, values);
  }

  private Frame writeRegisters(byte[] pairs) {
    for (int i = 0; i + 2 < pairs.length; i += 3) {
      registers.put(address(pairs, i), pairs[i + 2]);
    }
    return Frame.reply(WRITE_REGISTER);
  }

  private static int address(byte[] bytes, int at) {
    return Byte.toUnsignedInt(bytes[at]) << 8 | Byte.toUnsignedInt(bytes[at + 1]);
  }

  private Frame setParameters(byte[] arguments) {
    if (arguments.length != 1) {
      return error();
    }
    parameters = arguments[0];
    return Frame.reply(SET_PARAMETERS);
  }

  private Frame powerDown() {
    targets = List.of();
    fieldOn = false;
    return Frame.reply(POWER_DOWN, OK);
  }

  private Frame configureField(byte[] arguments) {
    if (arguments.length < 2) {
      return error();
    }
    switch (arguments[0]) {
      case 0x01 -> switchField((arguments[1] & 1) != 0);
      case 0x05 -> activationTries = Byte.toUnsignedInt(arguments[arguments.length - 1]);
      default -> {} // timings and analogue settings mean nothing here
    }
    return Frame.reply(RF_CONFIGURATION);
  }

  private void switchField(boolean on) {
    fieldOn = on;
    if (!on) {
      targets = List.of();
    }
  }

  private @Nullable Frame list(byte[] arguments, List<EmulatedCard> present) {
    if (arguments.length < 2 || arguments[0] < 1 || arguments[0] > 2) {
      return error();
    }
    int brty = arguments[1];
    if (!Activation.knows(brty)) {
      return error();
    }
    byte[] request = Arrays.copyOfRange(arguments, 2, arguments.length);
    fieldOn = true;
    targets = Activation.answering(present, brty, request, arguments[0]);
    if (targets.isEmpty() && activationTries == FOR_EVER) {
      return null;
    }
    ByteArrayOutputStream found = new ByteArrayOutputStream();
    found.write(targets.size());
    boolean rats = (parameters & AUTOMATIC_RATS) != 0;
    for (int i = 0; i < targets.size(); i++) {
      found.writeBytes(Activation.target(targets.get(i), i + 1, request, rats));
    }
    return Frame.reply(IN_LIST_PASSIVE_TARGET, found.toByteArray());
  }

  private Frame exchange(byte[] arguments, List<EmulatedCard> present) {
    int number = arguments.length == 0 ? 0 : arguments[0] & 0x3F;
    if (number < 1 || number > targets.size()) {
      return Frame.reply(IN_DATA_EXCHANGE, NO_SUCH_TARGET);
    }
    EmulatedCard target = targets.get(number - 1);
    byte[] sent = Arrays.copyOfRange(arguments, 1, arguments.length);
    byte[] answer = present.contains(target) ? Activation.exchange(target, sent) : null;
    return status(IN_DATA_EXCHANGE, answer);
  }

  /** Without a target: whatever card understands the bytes answers. */
  private static Frame communicate(byte[] sent, List<EmulatedCard> present) {
    for (EmulatedCard card : present) {
      byte[] answer = Activation.exchange(card, sent);
      if (answer != null) {
        return status(IN_COMMUNICATE_THRU, answer);
      }
    }
    return status(IN_COMMUNICATE_THRU, null);
  }

  private static Frame status(int command, byte @Nullable [] answer) {
    if (answer == null) {
      return Frame.reply(command, TIMED_OUT);
    }
    byte[] reply = new byte[answer.length + 1];
    System.arraycopy(answer, 0, reply, 1, answer.length);
    return Frame.reply(command, reply);
  }

  private Frame release(int command, byte[] arguments) {
    if (arguments.length == 0) {
      return error();
    }
    if (arguments[0] > targets.size()) {
      return Frame.reply(command, NO_SUCH_TARGET);
    }
    if (command != IN_SELECT) {
      targets = List.of();
    }
    return Frame.reply(command, OK);
  }
}
