package city.seki.hub.blackbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Two network namespaces with one cable between them, which can lose packets, be unplugged, and cut
 * connections: the hub's machine and the unit's. Nothing leaves them. The hub of this version
 * listens on loopback alone, so that two socats carry its port to the cable: one in the hub's
 * namespace, one beside the hub, and a Unix socket between them, which every namespace sees.
 */
final class TwoNetworks implements AutoCloseable {
  static final String HUB_ADDRESS = "10.213.7.1";
  static final int HUB_PORT = 1_883;

  private static final String UNIT_ADDRESS = "10.213.7.2";

  private final String hub = "seki-hub-" + ProcessHandle.current().pid();
  private final String unit = "seki-unit-" + ProcessHandle.current().pid();
  private final List<Process> carriers = new ArrayList<>();

  TwoNetworks() throws IOException, InterruptedException {
    Mosquitto.require("/usr/sbin/ip", "iproute2");
    Mosquitto.require("/usr/sbin/nft", "nftables");
    Mosquitto.require("/usr/bin/socat", "socat");
    boolean complete = false;
    try {
      Tools.run("ip", "netns", "add", hub);
      Tools.run("ip", "netns", "add", unit);
      Tools.run(
          "ip", "-n", hub, "link", "add", "cable", "type", "veth", "peer", "name", "cable", "netns",
          unit);
      plug(hub, HUB_ADDRESS);
      plug(unit, UNIT_ADDRESS);
      complete = true;
    } finally {
      if (!complete) {
        close();
      }
    }
  }

  private static void plug(String namespace, String address)
      throws IOException, InterruptedException {
    Tools.run("ip", "-n", namespace, "address", "add", address + "/24", "dev", "cable");
    Tools.run("ip", "-n", namespace, "link", "set", "lo", "up");
    Tools.run("ip", "-n", namespace, "link", "set", "cable", "up");
  }

  /** Units reach that port of loopback as {@link #HUB_ADDRESS}. */
  void carry(Path folder, int mqttPort) throws IOException, InterruptedException {
    Path between = folder.resolve("between");
    carriers.add(
        quiet(
            "socat", "UNIX-LISTEN:" + between + ",fork", "TCP:127.0.0.1:" + mqttPort + ",nodelay"));
    Await.until("socat listens", () -> Files.exists(between));
    carriers.add(
        quiet(
            command(
                hub,
                "socat",
                "TCP-LISTEN:" + HUB_PORT + ",bind=" + HUB_ADDRESS + ",fork,reuseaddr,nodelay",
                "UNIX-CONNECT:" + between)));
  }

  private static Process quiet(String... command) throws IOException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /** What stands before a command that runs on the unit's machine. */
  List<String> atUnit() {
    return List.of("ip", "netns", "exec", unit);
  }

  /** Of each hundred packets so many are lost, either way. */
  void lose(int percent) throws IOException, InterruptedException {
    filter("numgen random mod 100 < " + percent + " drop");
  }

  /** Each connection is answered with a reset as soon as a packet comes. */
  void reset() throws IOException, InterruptedException {
    filter("meta l4proto tcp reject with tcp reset");
  }

  private void filter(String rule) throws IOException, InterruptedException {
    heal();
    Tools.run(command(unit, "nft", "add table inet faults"));
    for (String way : List.of("input", "output")) {
      String chain =
          "add chain inet faults " + way + " { type filter hook " + way + " priority 0 ; }";
      Tools.run(command(unit, "nft", chain));
      Tools.run(command(unit, "nft", "add rule inet faults " + way + " " + rule));
    }
  }

  private static String[] command(String namespace, String... rest) {
    return Stream.concat(Stream.of("ip", "netns", "exec", namespace), Stream.of(rest))
        .toArray(String[]::new);
  }

  /** The cable is pulled out; neither side is told that the other is gone. */
  void unplug() throws IOException, InterruptedException {
    Tools.run("ip", "-n", hub, "link", "set", "cable", "down");
  }

  /** Everything passes again. */
  void heal() throws IOException, InterruptedException {
    Tools.run("ip", "-n", hub, "link", "set", "cable", "up");
    Tools.run(command(unit, "nft", "flush ruleset"));
  }

  @Override
  public void close() throws IOException, InterruptedException {
    carriers.forEach(Process::destroyForcibly);
    for (String namespace : List.of(hub, unit)) {
      var _ = new ProcessBuilder("ip", "netns", "delete", namespace).start().waitFor();
    }
  }
}
