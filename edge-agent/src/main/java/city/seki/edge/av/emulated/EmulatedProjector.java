package city.seki.edge.av.emulated;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a projector is and does, by the words of PJLink: each command and its answer. It takes the
 * commands that change it, too, for other people's controllers. Thread-safe.
 *
 * <p>Source: JBMIA, PJLink specifications, version 2.10, section 4.
 */
final class EmulatedProjector {
  private static final String OK = "OK";
  private static final String UNKNOWN = "ERR1";
  private static final String BAD_PARAMETER = "ERR2";
  private static final String NOT_NOW = "ERR3";

  /** Class 1 knows digits only, so class 2 tells of the others where it is asked as class 2. */
  private static final String INPUTS_1 = "11 12 21 31 32 51";

  private static final String INPUTS_2 = "11 12 21 31 32 3A 51";

  private final int version;
  private int power;
  private String input = "31";
  private boolean signal = true;
  private String mute = "30";
  private String errors = "000000";
  private @Nullable String lamps;
  private boolean frozen;
  private String name = "Projector";

  EmulatedProjector(int version) {
    this.version = version;
  }

  synchronized void power(int digit) {
    power = digit;
  }

  synchronized void input(String code) {
    input = code;
  }

  synchronized void signal(boolean there) {
    signal = there;
  }

  synchronized void mute(String code) {
    mute = code;
  }

  synchronized void errors(String digits) {
    errors = digits;
  }

  synchronized void lamps(String hoursAndStates) {
    lamps = hoursAndStates;
  }

  synchronized void name(String text) {
    name = text;
  }

  synchronized void freeze(boolean still) {
    frozen = still;
  }

  /** The value that answers a command of class 1 or 2. */
  synchronized String answer(int asked, String command, String parameter, Set<PjlinkQuirk> quirks) {
    if (quirks.contains(PjlinkQuirk.BUSY)) {
      return NOT_NOW;
    }
    if (quirks.contains(PjlinkQuirk.BROKEN) && command.equals("POWR")) {
      return "ERR4";
    }
    boolean question = parameter.startsWith("?");
    String value =
        asked > version ? UNKNOWN : question ? told(asked, command) : done(command, parameter);
    return value.equals(UNKNOWN) && quirks.contains(PjlinkQuirk.ERR2_FOR_UNKNOWN)
        ? BAD_PARAMETER
        : value;
  }

  private String told(int asked, String command) {
    return asked == 2 && !command.equals("INPT") ? toldByClass2(command) : toldByClass1(command);
  }

  private String toldByClass1(String command) {
    return switch (command) {
      case "POWR" -> Integer.toString(power);
      case "INPT" -> power == 1 ? input : NOT_NOW;
      case "AVMT" -> power == 1 ? mute : NOT_NOW;
      case "ERST" -> errors;
      case "LAMP" ->
          lamps == null ? "120 " + (power == 1 ? 1 : 0) : lamps.isEmpty() ? UNKNOWN : lamps;
      case "INST" -> INPUTS_1;
      case "NAME" -> name;
      case "INF1" -> "Seki";
      case "INF2" -> "Emulated projector";
      case "INFO" -> "";
      case "CLSS" -> Integer.toString(version);
      default -> UNKNOWN;
    };
  }

  private String toldByClass2(String command) {
    return switch (command) {
      case "INST" -> INPUTS_2;
      case "SNUM" -> "EMU0001";
      case "SVER" -> "1.0.2";
      case "INNM" -> "HDMI";
      case "IRES" -> power != 1 ? NOT_NOW : signal ? "1920x1080" : "-";
      case "RRES" -> "1920x1080";
      case "FILT" -> "40";
      case "RLMP" -> "LAMP-1";
      case "RFIL" -> "FILTER-1";
      case "FREZ" -> power == 1 ? frozen ? "1" : "0" : NOT_NOW;
      default -> UNKNOWN;
    };
  }

  private String done(String command, String parameter) {
    return switch (command) {
      case "POWR" -> switchTo(parameter);
      case "INPT" -> choose(parameter.toUpperCase(Locale.ROOT));
      case "AVMT" -> hide(parameter);
      case "FREZ" -> hold(parameter);
      default -> UNKNOWN;
    };
  }

  /** Warming up and cooling down take until somebody says that they are over. */
  private String switchTo(String digit) {
    if (power > 1) {
      return NOT_NOW;
    }
    switch (digit) {
      case "0" -> power = power == 1 ? 2 : 0;
      case "1" -> power = power == 0 ? 3 : 1;
      default -> {
        return BAD_PARAMETER;
      }
    }
    return OK;
  }

  private String choose(String code) {
    if (power != 1) {
      return NOT_NOW;
    }
    String inputs = version == 1 ? INPUTS_1 : INPUTS_2;
    if (!Set.of(inputs.split(" ", -1)).contains(code)) {
      return BAD_PARAMETER;
    }
    input = code;
    return OK;
  }

  private String hide(String code) {
    if (power != 1) {
      return NOT_NOW;
    }
    if (!code.matches("[123][01]")) {
      return BAD_PARAMETER;
    }
    mute = code.endsWith("1") ? code : "30";
    return OK;
  }

  private String hold(String digit) {
    if (power != 1) {
      return NOT_NOW;
    }
    if (!digit.matches("[01]")) {
      return BAD_PARAMETER;
    }
    frozen = digit.equals("1");
    return OK;
  }
}
