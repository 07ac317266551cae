package city.seki.edge.linux;

import city.seki.config.supervisor.Supervisor;
import city.seki.edge.journal.Bounds;
import city.seki.edge.journal.Origin;
import city.seki.edge.journal.SqliteJournal;
import com.fazecast.jSerialComm.SerialPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The native code that the jar brings for this processor, loaded and called: what no test on
 * another one can show. Exit code 1 if some of it cannot be.
 */
public final class NativesProof {
  private NativesProof() {}

  public static void main(String[] args) throws IOException {
    Path folder = Files.createTempDirectory("natives");
    Proofs proofs = new Proofs();
    System.out.println(
        "        Java " + Runtime.version() + " on " + System.getProperty("os.arch"));
    proofs.prove("the journal is kept (SQLite)", () -> journal(folder));
    proofs.prove("serial lines are listed (jSerialComm)", SerialPort::getCommPorts);
    proofs.prove("pins are asked for (Pi4J, libgpiod)", NativesProof::gpiod);
    proofs.prove(
        "buses are asked for (Pi4J, Linux)",
        () -> Class.forName("com.pi4j.library.linuxfs.LinuxFile"));
    proofs.prove("JNA is there", () -> Class.forName("com.sun.jna.Native"));
    proofs.prove("a supervisor is told (libsystemd)", () -> supervisor(folder));
    System.exit(proofs.failed() == 0 ? 0 : 1);
  }

  private static void journal(Path folder) throws Exception {
    try (SqliteJournal journal =
        SqliteJournal.openNowOrLater(folder, new Origin("boot", null, 0), Bounds.MODEST)) {
      Proofs.same(0, journal.latest(1).size(), "a new journal");
    }
  }

  private static void gpiod() throws ReflectiveOperationException {
    var version =
        Class.forName("com.pi4j.library.gpiod.internal.GpioD").getDeclaredMethod("getVersion");
    version.setAccessible(true);
    System.out.println("        libgpiod " + version.invoke(null));
  }

  /** Nobody listens there; that it can be said is all. */
  private static void supervisor(Path folder) {
    Supervisor.of(Map.of("NOTIFY_SOCKET", folder.resolve("nobody").toString()), () -> 0)
        .status("proof");
  }
}
