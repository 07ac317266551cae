package city.seki.hub.alert;

import city.seki.config.model.Text;
import city.seki.config.wire.JsonText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an alert is about, beyond its kind and place: in fields, of which a page makes a sentence in
 * its reader's language, and as {@link #words} for logs, chats and programs.
 */
public sealed interface Trouble {
  /** In English, in one line. */
  String words();

  /** As fields; which of them there are depends on the kind of the alert. */
  void write(JsonText o);

  /**
   * What a room's people, devices and bookings say together.
   *
   * @param device that it is about, null if about none
   * @param what a state of the device or a part that it misses, null if it needs no such word
   */
  record OfRoom(String fact, @Nullable Named device, @Nullable String what) implements Trouble {
    @Override
    public String words() {
      return fact
          + (device == null ? "" : ": " + device.id())
          + (what == null ? "" : " (" + what + ")");
    }

    @Override
    public void write(JsonText o) {
      o.put("fact", fact);
      if (device != null) {
        device.write(o);
      }
      o.put("what", what);
    }
  }

  /**
   * A device that does not work as it should.
   *
   * @param cause why nothing is known of it, null if something is
   * @param problems what is wrong with it, one word each
   * @param missing peripherals that were there and are not
   */
  record OfDevice(
      Named device,
      String state,
      @Nullable String cause,
      List<String> problems,
      List<String> missing)
      implements Trouble {
    public OfDevice {
      problems = List.copyOf(problems);
      missing = List.copyOf(missing);
    }

    @Override
    public String words() {
      StringBuilder words = new StringBuilder(device.id()).append(": ").append(state);
      if (cause != null) {
        words.append(" (").append(cause).append(')');
      }
      problems.forEach(problem -> words.append(", ").append(problem));
      missing.forEach(part -> words.append(", no ").append(part));
      return words.toString();
    }

    @Override
    public void write(JsonText o) {
      device.write(o);
      o.put("state", state).put("cause", cause);
      o.put("problems", problems).put("missing", missing);
    }
  }

  /** A device of a room, by its id and by what people call it. */
  record Named(String id, Text name) {
    private void write(JsonText o) {
      o.put("device", id).put("device_name", name);
    }
  }

  /**
   * A sensor that tells nothing that can be believed.
   *
   * @param device that it is, for instance a camera that counts people; null if it is none
   */
  record OfSensor(String sensor, @Nullable Named device, String fault) implements Trouble {
    @Override
    public String words() {
      return sensor + ": " + fault;
    }

    @Override
    public void write(JsonText o) {
      o.put("sensor", sensor).put("fault", fault);
      if (device != null) {
        device.write(o);
      }
    }
  }

  /** Why a reader does not work, or a journal takes nothing: one word. */
  record Fault(String fault) implements Trouble {
    @Override
    public String words() {
      return fault;
    }

    @Override
    public void write(JsonText o) {
      o.put("fault", fault);
    }
  }

  /** What is wrong with the machine of a unit: one word. */
  record OfMachine(String fact) implements Trouble {
    @Override
    public String words() {
      return fact;
    }

    @Override
    public void write(JsonText o) {
      o.put("machine", fact);
    }
  }

  /** Two devices speak as one unit; {@code boots} are their runs. */
  record Doubled(String unit, List<String> boots) implements Trouble {
    public Doubled {
      boots = List.copyOf(boots);
    }

    @Override
    public String words() {
      return "two devices use the identity "
          + unit
          + " (boots "
          + String.join(", ", boots)
          + "): both are held back, their taps stay with them. Switch one off and give it an"
          + " identity of its own by seki-provision batch; then POST /api/v1/units/"
          + unit
          + "/release, or wait half an hour";
    }

    @Override
    public void write(JsonText o) {
      o.put("boots", boots);
    }
  }

  /** Taps that never came; {@code taps} are their numbers in that run of the unit. */
  record Lost(String taps, String boot) implements Trouble {
    @Override
    public String words() {
      return "taps " + taps + " of boot " + boot + " never came";
    }

    @Override
    public void write(JsonText o) {
      o.put("taps", taps).put("boots", List.of(boot));
    }
  }

  /** A roll-out in which too many units failed. */
  record OfRollout(long rollout, int failed, int of) implements Trouble {
    @Override
    public String words() {
      return "roll-out %d: %d of %d units failed; resume or stop it".formatted(rollout, failed, of);
    }

    @Override
    public void write(JsonText o) {
      o.put("rollout", rollout).put("failed", failed).put("of", of);
    }
  }

  /** A kit that is not back. */
  record OfKit(Text name) implements Trouble {
    @Override
    public String words() {
      return name.ja() + " / " + name.en();
    }

    @Override
    public void write(JsonText o) {
      o.put("kit_name", name);
    }
  }
}
