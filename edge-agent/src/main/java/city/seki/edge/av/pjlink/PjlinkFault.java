package city.seki.edge.av.pjlink;

import city.seki.config.model.DeviceState;
import city.seki.edge.av.DeviceReport;
import city.seki.edge.av.Unreached;

/** A device that could not be asked, and how that is told. */
final class PjlinkFault extends Exception {
  private static final long serialVersionUID = 1L;

  private final DeviceState state;
  private final String word;

  private PjlinkFault(DeviceState state, String word, String hint) {
    super(hint);
    this.state = state;
    this.word = word;
  }

  static PjlinkFault notReached(Unreached why, String hint) {
    return new PjlinkFault(DeviceState.OFFLINE, why.word(), hint);
  }

  static PjlinkFault password(String hint) {
    return new PjlinkFault(DeviceState.UNKNOWN, "password", hint);
  }

  static PjlinkFault garbage(String hint) {
    return new PjlinkFault(DeviceState.UNKNOWN, "garbage", hint);
  }

  /** It says that it cannot answer now. */
  static PjlinkFault busy(String hint) {
    return new PjlinkFault(DeviceState.UNKNOWN, "busy", hint);
  }

  boolean isClosed() {
    return word.equals(Unreached.CLOSED.word());
  }

  /** Whether it was the network's fault, not something that the device said. */
  boolean isSilence() {
    return state == DeviceState.OFFLINE;
  }

  DeviceReport report() {
    return DeviceReport.without(state, PjlinkDevice.SOURCE, word, String.valueOf(getMessage()));
  }
}
