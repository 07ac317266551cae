package city.seki.edge.av.xapi;

import city.seki.config.model.DeviceState;
import city.seki.edge.av.DeviceReport;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.GeneralSecurityException;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** A device from which no state could be had; says what that means for its report. */
final class Unheard extends Exception {
  private static final long serialVersionUID = 1L;

  private final DeviceState state;
  private final String cause;

  Unheard(DeviceState state, String cause) {
    super(state.word() + ": " + cause);
    this.state = state;
    this.cause = cause;
  }

  private Unheard(DeviceState state, String cause, Throwable origin) {
    super(state.word() + ": " + cause, origin);
    this.state = state;
    this.cause = cause;
  }

  DeviceReport report() {
    return DeviceReport.without(state, RoomReport.SOURCE, cause);
  }

  static Unheard garbage(@Nullable Throwable origin) {
    return origin == null
        ? new Unheard(DeviceState.UNKNOWN, "garbage")
        : new Unheard(DeviceState.UNKNOWN, "garbage", origin);
  }

  /**
   * @param answered whether the head of an answer had come: the device is there then
   */
  static Unheard timeout(boolean answered) {
    return new Unheard(answered ? DeviceState.UNKNOWN : DeviceState.OFFLINE, "timeout");
  }

  /**
   * Why an exchange failed.
   *
   * @param answered whether the head of an answer had come
   */
  static Unheard of(Throwable failure, boolean answered) {
    if (answered) {
      return garbage(failure);
    }
    for (Throwable e = failure; e != null; e = e.getCause()) {
      String cause = cause(e);
      if (cause != null) {
        return new Unheard(DeviceState.OFFLINE, cause, failure);
      }
      if (e instanceof ProtocolException) {
        return garbage(failure);
      }
    }
    // It took the connection and closed it without a word.
    return new Unheard(DeviceState.OFFLINE, "refused", failure);
  }

  private static @Nullable String cause(Throwable e) {
    String text = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    return switch (e) {
      case SSLException _, GeneralSecurityException _ -> "tls";
      case HttpTimeoutException _ -> "timeout";
      case NoRouteToHostException _, UnknownHostException _, UnresolvedAddressException _ ->
          "unreachable";
      case ConnectException _ when text.contains("timed out") -> "timeout";
      case ConnectException _ when text.contains("unreachable") -> "unreachable";
      case ConnectException _ when e.getCause() == null || refused(e.getCause()) -> "refused";
      default -> null;
    };
  }

  private static boolean refused(Throwable e) {
    return !(e instanceof UnresolvedAddressException)
        && !(e instanceof NoRouteToHostException)
        && !(e instanceof UnknownHostException);
  }
}
