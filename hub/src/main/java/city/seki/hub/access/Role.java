package city.seki.hub.access;

import java.util.Locale;

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
}
