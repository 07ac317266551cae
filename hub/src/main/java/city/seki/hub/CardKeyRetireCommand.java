package city.seki.hub;

import city.seki.config.ProgramVersion;
import city.seki.config.rules.CardRenewal;
import city.seki.config.rules.Event;
import city.seki.config.rules.Seating;
import city.seki.config.wire.CardKey;
import city.seki.config.wire.JsonText;
import city.seki.hub.access.AccessDatabase;
import city.seki.hub.data.DataDirectory;
import city.seki.hub.data.DataException;
import city.seki.hub.data.DirectoryLock;
import city.seki.hub.ledger.SqliteLedger;
import city.seki.hub.roster.RosterStore;
import city.seki.provisioning.CardKeyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Ends a rotation. What is said of a card under the old key is said of it under the new one, in the
 * ledger and in the roster; then the key is destroyed, so that a command that broke off is given
 * again.
 */
@Command(
    name = "retire",
    description = {
      "Forgets the key that was replaced, and every card that is known under it alone.",
      "The hub must not run."
    },
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class)
final class CardKeyRetireCommand implements Callable<Integer> {
  /** Units deliver for 30 days what they were told while they were alone (product.md §6). */
  private static final Duration DELIVERED = Duration.ofDays(35);

  private final InstantSource clock;
  private final SecureRandom random;
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private DataOption data = new DataOption();

  @Parameters(paramLabel = "KEY", description = "its id, such as k1")
  private String id = "";

  @Option(
      names = "--force",
      description = "though cards are known only under it, or units may still deliver taps with it")
  private boolean force;

  CardKeyRetireCommand(InstantSource clock, SecureRandom random) {
    this.clock = clock;
    this.random = random;
  }

  @Override
  public Integer call() throws IOException {
    DataDirectory directory = data.existing();
    try (DirectoryLock _ = directory.lock()) {
      CardKey before = before(directory);
      Seating state = KnownCards.in(directory, random);
      int left = CardRenewal.left(state, before.id()).size();
      if (!force) {
        requireOver(directory, left);
      }
      retire(directory, before, state, left);
      spec.commandLine()
          .getOut()
          .printf("%s is retired and destroyed; %d cards are known no more%n", id, left);
    }
    return 0;
  }

  private CardKey before(DataDirectory directory) throws IOException {
    CardKey before = CardKeyFile.load(directory.root()).before();
    if (before == null || !before.id().equals(id)) {
      throw new DataException(
          "%s is no key that was replaced; card-key list shows them".formatted(id));
    }
    return before;
  }

  private void requireOver(DataDirectory directory, int left) throws IOException {
    if (left > 0) {
      throw new DataException(
          ("%d cards are known only under %s: wait until they were tapped, or import the roster"
                  + " with their numbers again; --force forgets them")
              .formatted(left, id));
    }
    Instant over =
        Files.getLastModifiedTime(CardKeyFile.in(directory.root())).toInstant().plus(DELIVERED);
    if (clock.instant().isBefore(over)) {
      throw new DataException(
          ("until %s a unit that was offline may deliver taps with %s, which nobody could be told"
                  + " from then on; --force does not wait")
              .formatted(over.atZone(ZoneId.of("Asia/Tokyo")).toLocalDate(), id));
    }
  }

  private void retire(DataDirectory directory, CardKey before, Seating state, int left)
      throws IOException {
    Map<String, String> twins = KnownCards.twins(state, id);
    try (AccessDatabase access = AccessDatabase.open(directory.access());
        SqliteLedger ledger = SqliteLedger.open(directory.ledger());
        RosterStore roster = RosterStore.open(directory.roster(), random)) {
      access
          .audit()
          .append(
              clock.instant(),
              SystemUser.name(),
              "retire-card-key",
              JsonText.object(
                  o -> o.put("key", id).put("renewed", twins.size()).put("forgotten", left)));
      List<Event> events = CardRenewal.retire(state, id, SystemUser.name(), clock.instant());
      ledger.append(events.subList(0, events.size() - 1));
      roster.retire(id, twins);
      // Last, for it makes the ledger forget the twins that the roster needed.
      ledger.append(List.of(events.getLast()));
      CardKeyFile.forget(directory.root(), before);
    }
  }
}
