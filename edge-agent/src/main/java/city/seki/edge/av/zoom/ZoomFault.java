package city.seki.edge.av.zoom;

import city.seki.config.model.DeviceState;
import city.seki.edge.av.DeviceReport;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.TimeoutException;

/** A room from which no state could be had; says what that means for its report. */
final class ZoomFault extends Exception {
  private static final long serialVersionUID = 1L;

  private final DeviceState state;
  private final String cause;

  ZoomFault(DeviceState state, String cause) {
    super(state.word() + ": " + cause);
    this.state = state;
    this.cause = cause;
  }

  private ZoomFault(DeviceState state, String cause, IOException origin) {
    super(state.word() + ": " + cause, origin);
    this.state = state;
    this.cause = cause;
  }

  DeviceReport report() {
    return DeviceReport.without(state, RoomState.SOURCE, cause);
  }

  /**
   * Why no line came to be.
   *
   * @param connected whether the connection itself stood
   */
  static ZoomFault of(IOException failure, boolean connected) {
    for (Throwable e = failure; e != null; e = e.getCause()) {
      if (e instanceof TimeoutException) {
        return new ZoomFault(
            connected ? DeviceState.UNKNOWN : DeviceState.OFFLINE, "timeout", failure);
      }
      if (!connected && e instanceof ConnectException) {
        return new ZoomFault(DeviceState.OFFLINE, "refused", failure);
      }
      if (e instanceof NoRouteToHostException
          || e instanceof UnknownHostException
          || e instanceof UnresolvedAddressException) {
        return new ZoomFault(DeviceState.OFFLINE, "unreachable", failure);
      }
    }
    return connected
        ? new ZoomFault(DeviceState.UNKNOWN, "garbage", failure)
        : new ZoomFault(DeviceState.OFFLINE, "unreachable", failure);
  }
}
