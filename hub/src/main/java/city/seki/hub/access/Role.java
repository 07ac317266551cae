package city.seki.hub.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What somebody is at the hub (contract.md, HTTP). {@link Operation} says who may do what. */
public enum Role {
  STAFF,
  FACILITIES,
  HR,
  SUPERVISOR,
  OPERATOR,
  /** May do everything. */
  ADMIN,
  AUDITOR;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * @throws IllegalArgumentException if there is no such role
   */
  public static Role of(String word) {
    for (Role role : values()) {
      if (role.word().equals(word)) {
        return role;
      }
    }
    throw new IllegalArgumentException(
        "role '" + word + "' is not staff, facilities, hr, supervisor, operator, admin or auditor");
  }

  /** Roles as a database keeps them: their words with commas, in the order of this list. */
  static String words(Set<Role> roles) {
    if (roles.isEmpty()) {
      throw new IllegalArgumentException("whoever signs in needs at least one role");
    }
    return new TreeSet<>(roles).stream().map(Role::word).collect(Collectors.joining(","));
  }

  static Set<Role> ofWords(String words) {
    return Arrays.stream(words.split(",")).map(Role::of).collect(Collectors.toSet());
  }
}
