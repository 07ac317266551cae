package city.seki.edge.meter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * A real pcscd with two virtual readers, in network and mount namespaces of its own so that tests
 * disturb nothing and each other neither. Processes join by {@link #join}.
 */
final class VirtualPcsc implements AutoCloseable {
  static final int FIRST = 35963;
  static final int SECOND = 35964;

  private static final String SET_UP =
      "ip link set lo up && mkdir -p /run/pcscd && mount -t tmpfs tmpfs /run/pcscd"
          + " && echo ready && exec cat";

  private final Process holder;
  private final Process cards;
  private final BufferedReader cardsOut;
  private final BufferedWriter cardsIn;
  private @Nullable Process pcscd;

  VirtualPcsc() throws IOException {
    require(Files.isExecutable(Path.of("/usr/sbin/pcscd")), "pcscd");
    require(Files.exists(Path.of("/etc/reader.conf.d/vpcd")), "vsmartcard-vpcd");
    // "cat" ends with this process, since its standard input does.
    holder = new ProcessBuilder("unshare", "-m", "-n", "bash", "-c", SET_UP).start();
    assertEquals("ready", holder.inputReader().readLine(), "namespaces need root");
    List<String> command = new ArrayList<>(join());
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp"));
    command.add(Path.of("target", "test-classes").toAbsolutePath().toString());
    command.add(VirtualCards.class.getName());
    cards = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    cardsOut = cards.inputReader();
    cardsIn = cards.outputWriter(StandardCharsets.UTF_8);
  }

  private static void require(boolean there, String debianPackage) {
    String message = "apt-get install -y pcscd vsmartcard-vpcd: missing " + debianPackage;
    if ("true".equals(System.getenv("CI"))) {
      assertTrue(there, message);
    }
    Assumptions.assumeTrue(there, message);
  }

  /** What to put before a command so that it runs inside. */
  List<String> join() {
    return List.of("nsenter", "-t", Long.toString(holder.pid()), "-m", "-n");
  }

  void startPcscd() throws IOException {
    List<String> command = new ArrayList<>(join());
    command.addAll(List.of("pcscd", "--foreground"));
    pcscd =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
  }

  /** As a crash does: nothing is tidied up, the socket file stays. */
  void killPcscd() throws InterruptedException {
    Process running = pcscd;
    if (running != null) {
      running.destroyForcibly();
      assertTrue(running.waitFor(Duration.ofSeconds(10)), "kill -9 ends pcscd");
    }
  }

  void insert(int port, String atr, String answer) throws IOException {
    tell("insert " + port + " " + atr + " " + answer);
  }

  void remove(int port) throws IOException {
    tell("remove " + port);
  }

  private void tell(String command) throws IOException {
    cardsIn.write(command + "\n");
    cardsIn.flush();
    if (!"done".equals(cardsOut.readLine())) {
      fail("the virtual cards ended at: " + command);
    }
  }

  @Override
  public void close() throws InterruptedException {
    cards.destroyForcibly();
    killPcscd();
    holder.destroyForcibly();
  }
}
