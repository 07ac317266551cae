package city.seki.hub;

import city.seki.config.ProgramVersion;
import city.seki.config.wire.JsonText;
import city.seki.hub.access.AccessDatabase;
import city.seki.hub.access.Role;
import city.seki.hub.access.Tokens;
import city.seki.hub.data.DataDirectory;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
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
  private static final Duration USUAL = Duration.ofDays(90);

  /**
   * How long a token is good.
   *
   * @param time null for ever
   */
  record Life(@Nullable Duration time) {}

  /** Reads a life such as 90d, 12h or never. */
  static final class LifeReading implements ITypeConverter<Life> {
    @Override
    public Life convert(String text) {
      if (text.equals("never")) {
        return new Life(null);
      }
      Matcher life = LIFE.matcher(text);
      if (!life.matches()) {
        throw new TypeConversionException("expected days or hours, such as 90d or 12h, or never");
      }
      long number = Long.parseLong(life.group(1));
      return new Life(
          life.group(2).equals("d") ? Duration.ofDays(number) : Duration.ofHours(number));
    }
  }

  private final InstantSource clock;
  private final SecureRandom random;
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private DataOption data = new DataOption();

  @Mixin private OwnerOption owner = new OwnerOption();

  @Option(
      names = "--expires",
      paramLabel = "LIFE",
      converter = LifeReading.class,
      description = "after 90d (days) or 12h (hours), or never (default: 90d)")
  private Life life = new Life(USUAL);

  @Option(
      names = "--read-only",
      description = "for looking only: whatever would change something is refused")
  private boolean readOnly;

  @Option(names = "--label", paramLabel = "TEXT", description = "what it is for")
  private String label = "";

  TokenCreateCommand(InstantSource clock, SecureRandom random) {
    this.clock = clock;
    this.random = random;
  }

  @Override
  public Integer call() {
    DataDirectory directory = data.use();
    String staffId = owner.staffId(directory, random);
    Instant now = clock.instant();
    Instant end = life.time() == null ? null : now.plus(life.time());
    try (AccessDatabase access = AccessDatabase.open(directory.access())) {
      access
          .audit()
          .append(
              now,
              SystemUser.name(),
              "create-token",
              JsonText.object(
                  o ->
                      o.put("roles", owner.roles().stream().map(Role::word).toList())
                          .put("read_only", readOnly)));
      Tokens.Created made =
          access.tokens().create(owner.roles(), staffId, label, end, readOnly, now, random);
      spec.commandLine().getOut().println(made.secret());
      told(made);
    }
    return 0;
  }

  private void told(Tokens.Created made) {
    PrintWriter err = spec.commandLine().getErr();
    err.println("token " + made.token().id() + " is shown only now");
    if (made.token().expires() == null) {
      err.println("it counts until it is revoked: whoever finds it in some years may use it");
    }
  }
}
