package city.seki.edge;

import city.seki.config.ProgramVersion;
import city.seki.config.Termination;
import city.seki.config.link.LinkThreads;
import city.seki.edge.agent.ClockTrust;
import city.seki.edge.card.Pace;
import city.seki.edge.coap.UnitCoap;
import city.seki.edge.journal.Bounds;
import city.seki.edge.journal.JournalFault;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.tinylog.Logger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code seki-edge run}: the unit itself. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    description = {
      "Runs the unit: readers, lights, journal, link to the hub.",
      "Taps are kept in the journal until the hub has answered them, also without a network.",
      "Ends on SIGTERM or Ctrl-C: lights dark, status offline."
    })
final class RunCommand implements Callable<Integer> {
  private final Wires wires;

  @Option(
      names = "--identity",
      required = true,
      paramLabel = "DIR",
      description = "the unit's folder, as seki-provision batch wrote it")
  private Path identity = Path.of("");

  @Option(
      names = "--data",
      required = true,
      paramLabel = "DIR",
      description = "where the journal lies; made if it is not there")
  private Path data = Path.of("");

  @Option(
      names = "--coap-port",
      paramLabel = "PORT",
      description =
          "where sensors of the network post and labels read over DTLS, if the unit has any"
              + " (default: ${DEFAULT-VALUE})")
  private int coapPort = UnitCoap.SECURE_PORT;

  RunCommand(Wires wires) {
    this.wires = wires;
  }

  @Override
  public Integer call() throws IOException, JournalFault, InterruptedException {
    UnitSetup setup = Identities.read(identity, ZoneId.systemDefault());
    CountDownLatch end = new CountDownLatch(1);
    AtomicBoolean broken = new AtomicBoolean();
    Surroundings around =
        new Surroundings(
            wires,
            InstantSource.system(),
            ClockTrust.ofThisMachine(),
            MachineStart.read(),
            Bounds.UNIT,
            Pace.real(),
            Pace.real(),
            coapPort,
            new SecureRandom(),
            Thread.ofPlatform().name(setup.unit().id() + "-", 0).factory(),
            LinkThreads.platform("link"),
            bug -> {
              Logger.error(bug, "the agent broke: please report this");
              broken.set(true);
              end.countDown();
            },
            () -> {
              Logger.error("no reader has answered for minutes: ending, to be started anew");
              broken.set(true);
              end.countDown();
            });
    try (var _ = new Termination(end::countDown);
        UnitRuntime _ = UnitRuntime.start(setup, data, around)) {
      Logger.info("{}: runs, {} readers", setup.unit().id(), setup.unit().readers().size());
      end.await();
    }
    // A supervisor starts it again, and the journal delivers what is owed.
    return broken.get() ? 1 : 0;
  }
}
