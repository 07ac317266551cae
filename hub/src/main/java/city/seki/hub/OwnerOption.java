package city.seki.hub;

import city.seki.hub.access.Role;
import city.seki.hub.data.DataDirectory;
import city.seki.hub.data.DataException;
import city.seki.hub.roster.RosterStore;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whose a token or an account is, and what that one may. */
final class OwnerOption {
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

  Set<Role> roles() {
    return EnumSet.copyOf(roles);
  }

  /**
   * Whose it is, null for one of a program or a desk.
   *
   * @throws DataException if the roster does not have that one
   */
  @Nullable String staffId(DataDirectory directory, SecureRandom random) {
    String wanted = staffId;
    if (wanted != null) {
      try (RosterStore roster = RosterStore.open(directory.roster(), random)) {
        if (roster.personOf(wanted) == null) {
          throw new DataException(
              "staff number " + wanted + " is not in the roster: import the roster first");
        }
      }
    }
    return wanted;
  }
}
