package city.seki.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import city.seki.config.model.City;
import city.seki.config.operator.HubApi;
import city.seki.config.operator.HubLogin;
import city.seki.config.operator.RolloutReport;
import city.seki.config.source.CityFile;
import city.seki.config.source.Problem;
import city.seki.config.source.Reading;
import city.seki.config.wire.BadMessage;
import city.seki.config.wire.JsonFields;
import city.seki.config.wire.JsonText;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code seki-config rollout}: a hub's roll-outs from a terminal. */
@Command(
    name = "rollout",
    description = "Brings a configuration or software to a hub's units, in waves.",
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    synopsisSubcommandLabel = "COMMAND")
final class RolloutCommand implements Runnable {
  private static final String PATH = "/api/v1/rollouts";
  private static final String CONFIGURATIONS = "/api/v1/configurations";
  private static final String JSON = "application/json";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing required subcommand");
  }

  /** What is to be rolled out: one of them, or nothing for the newest configuration of the hub. */
  static final class Goal {
    @Option(
        names = "--file",
        paramLabel = "FILE",
        description = "a city's file or folder; the hub takes it as its newest configuration first")
    private @Nullable Path file;

    @Option(
        names = "--configuration",
        paramLabel = "VERSION",
        description = "a configuration that the hub has")
    private @Nullable Long configuration;

    @Option(
        names = "--software",
        paramLabel = "VERSION",
        description = "a bundle that the hub has (seki-hub bundle add)")
    private @Nullable String software;
  }

  /** How it is gone about; what is left out is as usual. */
  static final class Plan {
    @Option(
        names = "--unit",
        split = ",",
        paramLabel = "UNIT",
        description = "only those units; all where neither units nor offices are named")
    private List<String> units = List.of();

    @Option(
        names = "--office",
        split = ",",
        paramLabel = "OFFICE",
        description = "only the units of those offices")
    private List<String> offices = List.of();

    @Option(
        names = "--first",
        split = ",",
        paramLabel = "UNIT",
        description = "units that are asked before all others")
    private List<String> first = List.of();

    @Option(
        names = "--canaries",
        paramLabel = "N",
        description = "how many units are asked first, where --first names none (1)")
    private @Nullable Long canaries;

    @Option(
        names = "--percents",
        split = ",",
        paramLabel = "N",
        description = "shares of all units, wave by wave (10,50,100)")
    private List<Long> percents = List.of();

    @Option(
        names = "--limit",
        paramLabel = "PERCENT",
        description = "so many of those asked may fail, one more pauses it (5)")
    private @Nullable Long limit;

    @Option(
        names = "--rest",
        paramLabel = "DURATION",
        description = "from the last answer of a wave to the next wave (10m)")
    private @Nullable String rest;

    @Option(
        names = "--confirm",
        paramLabel = "DURATION",
        description =
            "within which a unit has to reach the hub again, else it goes back by itself (10m)")
    private @Nullable String confirm;

    @Option(names = "--note", paramLabel = "TEXT", description = "kept with it")
    private @Nullable String note;

    private void write(JsonText o) {
      o.put("units", units).put("offices", offices).put("first", first);
      o.wholes("percents", percents);
      o.put("canaries", canaries).put("limit_percent", limit).put("note", note);
      o.put("rest_s", rest == null ? null : (Long) Durations.parse(rest).toSeconds());
      o.put("confirm_s", confirm == null ? null : (Long) Durations.parse(confirm).toSeconds());
    }
  }

  @Command(
      name = "start",
      description = {
        "Starts one, and prints it. Without --file and --configuration it is of the newest",
        "configuration that the hub has."
      },
      mixinStandardHelpOptions = true,
      versionProvider = ProgramVersion.class)
  int start(@Mixin HubLogin login, @ArgGroup @Nullable Goal goal, @Mixin Plan plan)
      throws IOException, BadMessage {
    try (HubApi hub = login.open()) {
      String software = goal == null ? null : goal.software;
      Long version = software == null ? (Long) configuration(hub, goal, plan.note) : null;
      return print(
          hub.ask(
              PATH,
              JSON,
              JsonText.object(
                  o -> {
                    o.put("configuration", version).put("software", software);
                    plan.write(o);
                  })));
    }
  }

  private static long configuration(HubApi hub, @Nullable Goal goal, @Nullable String note)
      throws IOException, BadMessage {
    if (goal != null && goal.configuration != null) {
      return goal.configuration;
    }
    if (goal != null && goal.file != null) {
      String path =
          note == null
              ? CONFIGURATIONS
              : CONFIGURATIONS + "?note=" + URLEncoder.encode(note, UTF_8);
      return hub.ask(path, "application/yaml", yaml(goal.file)).whole("version");
    }
    List<JsonFields> all = hub.list(CONFIGURATIONS);
    if (all.isEmpty()) {
      throw new IOException("the hub has no configuration yet: give one with --file");
    }
    return all.getFirst().whole("version");
  }

  /** A folder goes as the one file that says the same. */
  private static byte[] yaml(Path city) throws IOException {
    if (!Files.isDirectory(city)) {
      return Files.readAllBytes(city);
    }
    return switch (CityFile.read(city)) {
      case Reading.Loaded<City> loaded -> CityFile.write(loaded.value()).getBytes(UTF_8);
      case Reading.Rejected<City> rejected ->
          throw new IOException(
              rejected.problems().stream()
                  .map(Problem::toString)
                  .collect(Collectors.joining("\n")));
    };
  }

  @Command(
      name = "status",
      description = "Prints one: how far it is, who failed and why.",
      mixinStandardHelpOptions = true,
      versionProvider = ProgramVersion.class)
  int status(
      @Mixin HubLogin login,
      @Option(names = "--all", description = "all roll-outs, one a line") boolean all,
      @Parameters(arity = "0..1", paramLabel = "ROLLOUT", description = "its number; the newest")
          @Nullable Long number)
      throws IOException, BadMessage {
    try (HubApi hub = login.open()) {
      if (all) {
        for (JsonFields each : hub.list(PATH)) {
          spec.commandLine().getOut().println(RolloutReport.line(each));
        }
        return 0;
      }
      return print(hub.get(PATH + "/" + number(hub, number)));
    }
  }

  private static long number(HubApi hub, @Nullable Long given) throws IOException, BadMessage {
    if (given != null) {
      return given;
    }
    List<JsonFields> all = hub.list(PATH);
    if (all.isEmpty()) {
      throw new IOException("the hub has no roll-out yet: seki-config rollout start");
    }
    return all.getFirst().whole("rollout");
  }

  @Command(
      name = "pause",
      description = "Asks no further unit for now; those under way finish.",
      mixinStandardHelpOptions = true,
      versionProvider = ProgramVersion.class)
  int pause(
      @Mixin HubLogin login,
      @Parameters(paramLabel = "ROLLOUT") long number,
      @Option(names = "--reason", paramLabel = "WHY") @Nullable String reason)
      throws IOException, BadMessage {
    return act(login, number, "pause", reason, List.of());
  }

  @Command(
      name = "resume",
      description = "Goes on, whatever failed so far.",
      mixinStandardHelpOptions = true,
      versionProvider = ProgramVersion.class)
  int resume(
      @Mixin HubLogin login,
      @Parameters(paramLabel = "ROLLOUT") long number,
      @Option(names = "--reason", required = true, paramLabel = "WHY") String reason)
      throws IOException, BadMessage {
    return act(login, number, "resume", reason, List.of());
  }

  @Command(
      name = "stop",
      description = "Asks no unit any more; those under way finish, or return by themselves.",
      mixinStandardHelpOptions = true,
      versionProvider = ProgramVersion.class)
  int stop(
      @Mixin HubLogin login,
      @Parameters(paramLabel = "ROLLOUT") long number,
      @Option(names = "--reason", paramLabel = "WHY") @Nullable String reason)
      throws IOException, BadMessage {
    return act(login, number, "stop", reason, List.of());
  }

  @Command(
      name = "force",
      description = "Does not wait until nobody is disturbed.",
      mixinStandardHelpOptions = true,
      versionProvider = ProgramVersion.class)
  int force(
      @Mixin HubLogin login,
      @Parameters(paramLabel = "ROLLOUT") long number,
      @Option(names = "--reason", required = true, paramLabel = "WHY") String reason,
      @Option(
              names = "--unit",
              split = ",",
              paramLabel = "UNIT",
              description = "only those; all that were not asked yet")
          @Nullable List<String> units)
      throws IOException, BadMessage {
    return act(login, number, "force", reason, units == null ? List.of() : units);
  }

  @Command(
      name = "back",
      description =
          "Gives each unit that it reached the configuration that it had before, in waves.",
      mixinStandardHelpOptions = true,
      versionProvider = ProgramVersion.class)
  int back(@Mixin HubLogin login, @Parameters(paramLabel = "ROLLOUT") long number, @Mixin Plan plan)
      throws IOException, BadMessage {
    try (HubApi hub = login.open()) {
      return print(
          hub.ask(
              PATH,
              JSON,
              JsonText.object(
                  o -> {
                    o.put("before", number);
                    plan.write(o);
                  })));
    }
  }

  private int act(
      HubLogin login, long number, String act, @Nullable String reason, List<String> units)
      throws IOException, BadMessage {
    try (HubApi hub = login.open()) {
      return print(
          hub.ask(
              PATH + "/" + number + "/" + act,
              JSON,
              JsonText.object(o -> o.put("reason", reason).put("units", new ArrayList<>(units)))));
    }
  }

  private int print(JsonFields rollout) throws BadMessage {
    spec.commandLine().getOut().print(RolloutReport.of(rollout));
    spec.commandLine().getOut().flush();
    return 0;
  }
}
