package city.seki.edge;

import city.seki.config.ProgramVersion;
import city.seki.config.link.Arrived;
import city.seki.config.link.Backoff;
import city.seki.config.link.LinkFacts;
import city.seki.config.link.LinkListener;
import city.seki.config.link.LinkSettings;
import city.seki.config.link.LinkThreads;
import city.seki.config.link.MqttSession;
import city.seki.config.model.Wiring;
import city.seki.edge.bus.BusFault;
import city.seki.edge.card.CardReader;
import city.seki.edge.card.Pace;
import city.seki.edge.card.ReaderFault;
import city.seki.edge.journal.JournalFault;
import city.seki.edge.journal.SqliteJournal;
import city.seki.edge.light.Lamp;
import city.seki.edge.light.Pattern;
import city.seki.edge.light.Signal;
import city.seki.edge.meter.Console;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code seki-edge selftest}: one line for each part of the unit, for whoever has just wired it.
 */
@Command(
    name = "selftest",
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    description = {
      "Opens each reader, blinks each light, writes and reads a journal, reaches the hub.",
      "Prints one line each; exit code 1 if any failed. Stop the running unit first."
    })
final class SelftestCommand implements Callable<Integer> {
  private static final Duration BLINK = Duration.ofMillis(400);
  private static final Duration REACH = Duration.ofSeconds(10);

  private final MachineWires wires;
  private final Pace pace;
  private final PrintStream out;
  private boolean failed;

  @Option(
      names = "--identity",
      required = true,
      paramLabel = "DIR",
      description = "the unit's folder, as seki-provision batch wrote it")
  private Path identity = Path.of("");

  SelftestCommand(MachineWires wires, Pace pace, Console console) {
    this.wires = wires;
    this.pace = pace;
    this.out = console.out();
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    UnitSetup setup =
        Identities.of(identity, ZoneId.systemDefault(), InstantSource.system(), Pace.real())
            .of(null);
    for (Wiring wiring : setup.unit().readers()) {
      reader(wiring);
      light(wiring);
    }
    felicaKey(setup);
    journal();
    hub(setup.hub());
    return failed ? 1 : 0;
  }

  private void reader(Wiring wiring) {
    String name = "reader " + wiring.name() + " at " + wiring.device();
    try (CardReader reader = wires.reader(wiring)) {
      passed(name, "firmware " + reader.open());
    } catch (ReaderFault | IllegalArgumentException e) {
      failed(name, e);
    }
  }

  private void felicaKey(UnitSetup setup) {
    String name = "master key of the FeliCa cards";
    try {
      if (SecretFiles.felicaKey(setup) != null) {
        passed(name, "is there; 'seki-edge readers --felica-key' tries it with a card");
      }
    } catch (IllegalArgumentException e) {
      failed(name, e);
    }
  }

  private void light(Wiring wiring) throws InterruptedException {
    String name = "light " + wiring.name();
    if (wiring.light() == null) {
      passed(name, "none is wired");
      return;
    }
    try (Lamp lamp = wires.open(wiring)) {
      for (Signal signal : List.of(Signal.RED, Signal.GREEN, Signal.BLUE, Signal.NOTED)) {
        lamp.show(signal, Pattern.of(signal).at(0));
        pace.pause(BLINK);
      }
      passed(name, "red, green, blue, amber with beeps: did you see and hear them?");
    } catch (BusFault e) {
      failed(name, e);
    }
  }

  /** In a folder of its own: the journal of the unit holds taps that must not be touched. */
  private void journal() throws IOException {
    Path folder = Files.createTempDirectory("seki-selftest");
    try {
      try (SqliteJournal journal =
          SqliteJournal.open(folder, "selftest", SqliteJournal.LIMIT_BYTES)) {
        var _ = journal.append(1, new byte[] {1});
      }
      long found = SqliteJournal.read(folder).count();
      if (found == 1) {
        passed("journal", "written and read");
      } else {
        failed("journal", new IOException("expected 1 entry, found " + found));
      }
    } catch (JournalFault e) {
      failed("journal", e);
    } finally {
      delete(folder);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    }
    Files.deleteIfExists(folder);
  }

  private void hub(LinkSettings hub) throws InterruptedException {
    String name = "hub at " + hub.host() + ":" + hub.port();
    CompletableFuture<LinkFacts> reached = new CompletableFuture<>();
    try (LinkThreads threads = LinkThreads.platform("selftest");
        MqttSession session =
            new MqttSession(hub, Backoff.STANDARD, new SecureRandom(), threads, first(reached))) {
      session.start();
      var _ = reached.get(REACH.toMillis(), TimeUnit.MILLISECONDS);
      passed(name, "connected");
    } catch (ExecutionException e) {
      failed(name, e.getCause() instanceof IOException cause ? cause : e);
    } catch (TimeoutException e) {
      failed(name, new IOException("no answer within " + REACH.toSeconds() + " s", e));
    }
  }

  private static LinkListener first(CompletableFuture<LinkFacts> reached) {
    return new LinkListener() {
      @Override
      public void up(LinkFacts facts) {
        reached.complete(facts);
      }

      @Override
      public void down(String reason) {
        reached.completeExceptionally(new IOException(reason));
      }

      @Override
      public void arrived(Arrived message) {}
    };
  }

  private void passed(String what, String result) {
    out.println("ok    " + what + ": " + result);
  }

  private void failed(String what, Exception reason) {
    failed = true;
    out.println("FAIL  " + what + ": " + reason.getMessage());
  }
}
