package city.seki.hub;

import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A port for a server that has to be told before it starts, or that comes back to the same one. It
 * is none of those that the system gives to whoever connects to somewhere (from 32768 on Linux):
 * one of those may be taken until the server is there.
 */
public final class FreePort {
  private static final int FIRST = 10_000;
  private static final int END = 32_768;

  private FreePort() {}

  /** A port on which nobody listens at the machine's own address, for TCP and UDP. */
  public static int take() throws IOException {
    int port = ThreadLocalRandom.current().nextInt(FIRST, END);
    while (!isFree(port)) {
      port = ThreadLocalRandom.current().nextInt(FIRST, END);
    }
    return port;
  }

  private static boolean isFree(int port) throws IOException {
    InetAddress here = InetAddress.getLoopbackAddress();
    try (ServerSocket _ = new ServerSocket(port, 1, here);
        DatagramSocket _ = new DatagramSocket(port, here)) {
      return true;
    } catch (BindException e) {
      return false;
    }
  }
}
