package city.seki.hub.oidc;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what a provider says of somebody, in whatever shape it says it. */
final class Claims {
  private Claims() {}

  /** One text or number of that name; null where there is none. */
  static @Nullable String text(Map<String, Object> claims, String name) {
    return switch (find(claims, name)) {
      case String text when !text.isBlank() -> text.strip();
      case Number number -> number.toString();
      case null, default -> null;
    };
  }

  /** All texts of that name: one, or those of a list; none where there is nothing. */
  static Set<String> texts(Map<String, Object> claims, String name) {
    Collection<?> found =
        switch (find(claims, name)) {
          case String text -> List.of(text);
          case Collection<?> list -> list;
          case null, default -> List.of();
        };
    Set<String> texts = new LinkedHashSet<>();
    for (Object each : found) {
      if (each instanceof String text) {
        texts.add(text);
      }
    }
    return texts;
  }

  /** Whether anything of that name is said. */
  static boolean has(Map<String, Object> claims, String name) {
    return find(claims, name) != null;
  }

  /** By its whole name, which may hold dots, or part by part: {@code realm_access.roles}. */
  private static @Nullable Object find(Map<String, Object> claims, String name) {
    Object whole = claims.get(name);
    int dot = name.indexOf('.');
    if (whole != null || dot < 0) {
      return whole;
    }
    Object inner = claims.get(name.substring(0, dot));
    if (!(inner instanceof Map<?, ?> map)) {
      return null;
    }
    @SuppressWarnings("unchecked") // of JSON: the names are texts
    Map<String, Object> members = (Map<String, Object>) map;
    return find(members, name.substring(dot + 1));
  }
}
