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
    proofs.prove("serial lines are listed (jSerialComm)", NativesProof::serialLines);
    proofs.prove("pins are asked for (Pi4J, libgpiod)", NativesProof::gpiod);
    proofs.prove("buses are asked for (Pi4J, Linux)", NativesProof::linuxfs);
    proofs.prove("JNA is there", NativesProof::jna);
    proofs.prove("a supervisor is told (libsystemd)", () -> supervisor(folder));
    System.exit(proofs.failed() == 0 ? 0 : 1);
  }

  private static void journal(Path folder) throws Exception {
    try (SqliteJournal journal =
        SqliteJournal.openNowOrLater(folder, new Origin("boot", null, 0), Bounds.MODEST)) {
      Proofs.same(0, journal.latest(1).size(), "a new journal");
    }
    loaded("sqlitejdbc");
  }

  private static void serialLines() throws IOException {
    System.out.println("        " + SerialPort.getCommPorts().length + " of them");
    loaded("libjSerialComm");
  }

  private static void gpiod() throws ReflectiveOperationException, IOException {
    var version =
        Class.forName("com.pi4j.library.gpiod.internal.GpioD").getDeclaredMethod("getVersion");
    version.setAccessible(true);
    System.out.println("        libgpiod " + version.invoke(null));
    loaded("libpi4j-gpiod");
  }

  private static void linuxfs() throws ReflectiveOperationException, IOException {
    Class.forName("com.pi4j.library.linuxfs.LinuxFile");
    loaded("libpi4j-linuxfs");
  }

  private static void jna() throws ReflectiveOperationException, IOException {
    Class.forName("com.sun.jna.Native");
    loaded("jna");
  }

  /** What a library unpacked may be deleted by now; the kernel still names it. */
  private static void loaded(String library) throws IOException {
    if (!Files.readString(Path.of("/proc/self/maps")).contains(library)) {
      throw new AssertionError(library + " is not loaded");
    }
  }

  /** Nobody listens there; that it can be said is all. */
  private static void supervisor(Path folder) throws IOException {
    Supervisor.of(Map.of("NOTIFY_SOCKET", folder.resolve("nobody").toString()), () -> 0)
        .status("proof");
    loaded("libsystemd");
  }
}
