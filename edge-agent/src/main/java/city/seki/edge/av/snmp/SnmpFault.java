package city.seki.edge.av.snmp;

import city.seki.config.model.DeviceState;
import city.seki.edge.av.DeviceReport;
import city.seki.edge.av.Unreached;

/** A device that could not be asked, and how that is told. */
final class SnmpFault extends Exception {
  private static final long serialVersionUID = 1L;

  private final DeviceState state;
  private final String word;

  private SnmpFault(DeviceState state, String word, String hint) {
    super(hint);
    this.state = state;
    this.word = word;
  }

  static SnmpFault notReached(Unreached why, String hint) {
    return new SnmpFault(DeviceState.OFFLINE, why.word(), hint);
  }

  /** It knows another password, or another digest: both are told by the same words. */
  static SnmpFault password(String hint) {
    return new SnmpFault(DeviceState.UNKNOWN, "password", hint);
  }

  static SnmpFault error(String hint) {
    return new SnmpFault(DeviceState.UNKNOWN, "error", hint);
  }

  boolean isPassword() {
    return word.equals("password");
  }

  DeviceReport report() {
    return DeviceReport.without(state, SnmpDevice.SOURCE, word, String.valueOf(getMessage()));
  }
}
