package city.seki.edge;

import city.seki.config.ProgramVersion;
import city.seki.config.supervisor.Supervisor;
import city.seki.edge.av.pjlink.PjlinkNotices;
import city.seki.edge.bus.Pi4jBuses;
import city.seki.edge.card.Pace;
import city.seki.edge.meter.Console;
import city.seki.edge.meter.DevicesCommand;
import city.seki.edge.meter.ReadersCommand;
import city.seki.edge.meter.SensorsCommand;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.InstantSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The {@code seki-edge} program: one unit, and the installer's tools for it. */
@Command(
    name = "seki-edge",
    description = "One unit: card readers, lights, sensors, devices, and the link to the hub.",
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    synopsisSubcommandLabel = "COMMAND")
public final class EdgeMain {
  private EdgeMain() {}

  public static void main(String[] args) {
    // Lines of JSON are UTF-8 whatever the locale; a line must not wait in a buffer.
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    System.exit(commandLine(new Console(System.in, out, System.err)).execute(args));
  }

  /** The whole command line; real time and real drivers are handed in here only. */
  static CommandLine commandLine(Console console) {
    Pace pace = Pace.real();
    SecureRandom random = new SecureRandom();
    Pi4jBuses buses = Pi4jBuses.ofThisMachine();
    ReaderDrivers drivers = new ReaderDrivers(pace, buses);
    SensorDrivers sensors = new SensorDrivers(pace, buses);
    DeviceDrivers devices = new DeviceDrivers(pace, new PjlinkNotices(PjlinkNotices.PORT), random);
    Supervisor supervisor = Supervisor.of(System.getenv(), pace::nanos);
    MachineWires wires = new MachineWires(drivers::of, sensors::of, devices::of, buses);
    return new CommandLine(new EdgeMain())
        .addSubcommand(new RunCommand(wires, supervisor))
        .addSubcommand(new QueueCommand(console))
        .addSubcommand(new MusterCommand(InstantSource.system(), console))
        .addSubcommand(new UpdateCommand(console))
        .addSubcommand(new SelftestCommand(wires, pace, console))
        .addSubcommand(new ReadersCommand(drivers::of, pace, random, console))
        .addSubcommand(new SensorsCommand(sensors::of, pace, console))
        .addSubcommand(new DevicesCommand(devices::of, pace, console))
        .setExecutionExceptionHandler(
            (failure, command, parsed) -> {
              command.getErr().println("seki-edge: " + failure.getMessage());
              return command.getCommandSpec().exitCodeOnExecutionException();
            });
  }
}
