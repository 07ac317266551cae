package city.seki.edge.av;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Locale;

/** Why a device could not be reached; {@link #word} is the cause in its report. */
public enum Unreached {
  /** The machine is there, and nothing listens on that port. */
  REFUSED,
  /** Nobody answered in time: switched off, unplugged, or it does not answer to us. */
  TIMEOUT,
  /** There is no way to it, or its name is not known. */
  UNREACHABLE,
  /** It hung up in the middle. */
  CLOSED;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What that failure of a TCP connection, or of the attempt to make one, means. */
  public static Unreached of(IOException failure) {
    return switch (failure) {
      case SocketTimeoutException _ -> TIMEOUT;
      case UnknownHostException _, NoRouteToHostException _ -> UNREACHABLE;
      case PortUnreachableException _ -> REFUSED;
      case ConnectException connect -> says(connect, "timed out") ? TIMEOUT : REFUSED;
      default -> says(failure, "unreachable") ? UNREACHABLE : CLOSED;
    };
  }

  private static boolean says(IOException failure, String words) {
    return String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT).contains(words);
  }
}
