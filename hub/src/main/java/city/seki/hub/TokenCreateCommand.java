package city.seki.hub;

import city.seki.config.ProgramVersion;
import city.seki.config.wire.JsonText;
import city.seki.hub.access.AccessDatabase;
import city.seki.hub.access.Role;
import city.seki.hub.access.Tokens;
import city.seki.hub.data.DataDirectory;
import city.seki.hub.data.DataException;
import city.seki.hub.roster.RosterStore;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Makes a token and prints it, once and for the only time. */
@Command(
    name = "create",
    description = "Makes a token and prints it; it cannot be shown again.",
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class)
final class TokenCreateCommand implements Callable<Integer> {
  private static final Pattern LIFE = Pattern.compile("([1-9][0-9]{0,4})([hd])");

  /** Reads a role. */
  static final class RoleReading implements ITypeConverter<Role> {
    @Override
    public Role convert(String word) {
      try {
        return Role.of(word);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  /** Reads a life such as 90d or 12h. */
  static final class LifeReading implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      Matcher life = LIFE.matcher(text);
      if (!life.matches()) {
        throw new TypeConversionException("expected days or hours, such as 90d or 12h");
      }
      long number = Long.parseLong(life.group(1));
      return life.group(2).equals("d") ? Duration.ofDays(number) : Duration.ofHours(number);
    }
  }

  private final InstantSource clock;
  private final SecureRandom random;
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private DataOption data = new DataOption();

  @Option(
      names = "--role",
      required = true,
      split = ",",
      paramLabel = "ROLE",
      converter = RoleReading.class,
      description = "staff, facilities, hr, supervisor, operator, admin, auditor; may be repeated")
  private List<Role> roles = List.of();

  @Option(names = "--staff-id", paramLabel = "S", description = "whose it is, as in the roster")
  private @Nullable String staffId;

  @Option(
      names = "--expires",
      paramLabel = "LIFE",
      converter = LifeReading.class,
      description = "after 90d (days) or 12h (hours); without it, never")
  private @Nullable Duration life;

  @Option(names = "--label", paramLabel = "TEXT", description = "what it is for")
  private String label = "";

  TokenCreateCommand(InstantSource clock, SecureRandom random) {
    this.clock = clock;
    this.random = random;
  }

  @Override
  public Integer call() {
    DataDirectory directory = data.use();
    requireKnown(directory);
    Instant now = clock.instant();
    Set<Role> held = EnumSet.copyOf(roles);
    try (AccessDatabase access = AccessDatabase.open(directory.access())) {
      access
          .audit()
          .append(
              now,
              SystemUser.name(),
              "create-token",
              JsonText.object(o -> o.put("roles", held.stream().map(Role::word).toList())));
      Tokens.Created made =
          access
              .tokens()
              .create(held, staffId, label, life == null ? null : now.plus(life), now, random);
      spec.commandLine().getOut().println(made.secret());
      spec.commandLine().getErr().println("token " + made.token().id() + " is shown only now");
    }
    return 0;
  }

  private void requireKnown(DataDirectory directory) {
    if (staffId == null) {
      return;
    }
    try (RosterStore roster = RosterStore.open(directory.roster(), random)) {
      if (roster.personOf(staffId) == null) {
        throw new DataException(
            "staff number " + staffId + " is not in the roster: import the roster first");
      }
    }
  }
}
