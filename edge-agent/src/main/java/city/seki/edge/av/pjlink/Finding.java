package city.seki.edge.av.pjlink;

import city.seki.config.model.DeviceState;
import city.seki.edge.av.DeviceReport;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What one look at a device found, and what that means.
 *
 * <p>PJLink knows neither people nor whether somebody looks at the picture. What comes nearest to
 * "presenting" is a lamp that is on and shows something: a class 2 device says whether a signal is
 * on its input (IRES), and that decides. A class 1 device does not: there, on and not blanked
 * counts as presenting, for a projector that nobody uses is switched off or switches itself off.
 * Blanked (video mute) is idle in both.
 *
 * <pre>
 * an error of any part (ERST 2)      fault        a warning (ERST 1)    degraded
 * power off or cooling down          standby      warming up            booting
 * on, blanked or without a signal    idle         on otherwise          presenting
 * </pre>
 *
 * An upper row wins: {@code power} in the details still says what the lamp does.
 *
 * @param broken whether it answered "projector failure" (ERR4) when it was asked for its power
 * @param signal whether a signal is on its input, null if it does not say
 * @param facts what it says of itself, as {@code maker}
 */
record Finding(
    Power power,
    boolean broken,
    Faults faults,
    @Nullable Input input,
    @Nullable Mute mute,
    @Nullable Boolean signal,
    Map<String, String> facts) {
  static final String CLASS = "class";
  static final String NAME = "name";
  static final String FIRMWARE = "firmware";
  static final String LAMP_HOURS = "lamp_hours";

  /** Whether it can send notices. */
  boolean isClass2() {
    return "2".equals(facts.get(CLASS));
  }

  DeviceReport report() {
    SortedMap<String, String> details = new TreeMap<>(facts);
    String name = details.remove(NAME);
    String firmware = details.remove(FIRMWARE);
    details.put("power", broken ? "failure" : power.word());
    if (input != null) {
      details.put("input", input.code());
      details.put("input_kind", input.word());
    }
    if (mute != null) {
      details.put("video_mute", Boolean.toString(mute.video()));
      details.put("audio_mute", Boolean.toString(mute.audio()));
    }
    if (signal != null) {
      details.put("signal", Boolean.toString(signal));
    }
    faults.errors().forEach(part -> details.put(part, "error"));
    faults.warnings().forEach(part -> details.put(part, "warning"));
    return new DeviceReport(
        state(), PjlinkDevice.SOURCE, null, name, firmware, problems(), List.of(), null, details);
  }

  private List<String> problems() {
    return broken && faults.all().isEmpty() ? List.of("other") : faults.all();
  }

  private DeviceState state() {
    if (broken || !faults.errors().isEmpty()) {
      return DeviceState.FAULT;
    }
    if (!faults.warnings().isEmpty()) {
      return DeviceState.DEGRADED;
    }
    return switch (power) {
      case OFF, COOLING -> DeviceState.STANDBY;
      case WARMING -> DeviceState.BOOTING;
      case ON -> shows() ? DeviceState.PRESENTING : DeviceState.IDLE;
    };
  }

  private boolean shows() {
    boolean blanked = mute != null && mute.video();
    return !blanked && !Boolean.FALSE.equals(signal);
  }
}
