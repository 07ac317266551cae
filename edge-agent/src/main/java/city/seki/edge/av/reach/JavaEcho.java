package city.seki.edge.av.reach;

import java.io.IOException;
import java.net.InetAddress;

/**
 * What Java can do by itself: an ICMP echo if the process is privileged, otherwise a connection to
 * TCP port 7, where a refusal is an answer, too. A firewall that drops it makes a machine look
 * absent.
 */
final class JavaEcho implements Echo {
  private static final int PATIENCE_MILLIS = 2_000;

  @Override
  public String word() {
    return "icmp-or-tcp-7";
  }

  @Override
  public boolean answers(String host) throws IOException {
    return InetAddress.getByName(host).isReachable(PATIENCE_MILLIS);
  }
}
