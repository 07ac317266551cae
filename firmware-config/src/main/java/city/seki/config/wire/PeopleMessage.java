package city.seki.config.wire;

import city.seki.config.rules.Directory;
import city.seki.config.rules.Directory.Person;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Who may sit where: every card with its pseudonym, every pseudonym with department and zones. It
 * is large, changes seldom and is the same for every unit of the city; it goes about as a {@link
 * SignedDocument}. People of one department and the same zones stand together, which halves it.
 *
 * @param directory without cards of persons that it does not have
 */
public record PeopleMessage(Directory directory) {
  private static final String KIND = "people";

  /** Department and zones, by which people are put together. */
  private record Group(String department, List<String> zones) {}

  public PeopleMessage {
    Directory all = directory;
    if (all.cards().values().stream().anyMatch(person -> all.person(person) == null)) {
      Map<String, String> cards = new HashMap<>(all.cards());
      cards.values().removeIf(person -> all.person(person) == null);
      directory = new Directory(cards, all.persons());
    }
  }

  public byte[] toJson() {
    Map<String, List<String>> cards = new HashMap<>();
    new TreeMap<>(directory.cards())
        .forEach((card, person) -> cards.computeIfAbsent(person, p -> new ArrayList<>()).add(card));
    Map<Group, List<Person>> groups = new HashMap<>();
    for (Person person : new TreeMap<>(directory.persons()).values()) {
      groups
          .computeIfAbsent(new Group(person.department(), person.zones()), g -> new ArrayList<>())
          .add(person);
    }
    Map<String, Group> ordered = new TreeMap<>();
    groups.keySet().forEach(group -> ordered.put(group.toString(), group));
    return JsonText.object(
        o -> {
          o.put("v", 1).put("kind", KIND);
          o.array(
              "groups",
              ordered.values(),
              (group, g) -> {
                g.put("department", group.department()).put("zones", group.zones());
                g.array(
                    "people",
                    groups.getOrDefault(group, List.of()),
                    (person, p) ->
                        p.put("id", person.id())
                            .put("cards", cards.getOrDefault(person.id(), List.of())));
              });
        });
  }

  /** The name of those bytes: base64url of their SHA-256. */
  public static String id(byte[] json) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(json);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /**
   * @throws BadMessage if it does not fit {@code schema/v1/people.schema.json}
   */
  public static PeopleMessage parse(byte[] json) throws BadMessage {
    Map<String, String> cards = new HashMap<>();
    Map<String, Person> persons = new HashMap<>();
    JsonFields fields = JsonFields.parse(json, "groups", group -> takeGroup(group, cards, persons));
    fields.version();
    fields.word("kind", kind -> requireKind(KIND, kind));
    return new PeopleMessage(new Directory(cards, persons));
  }

  private static void takeGroup(
      JsonFields group, Map<String, String> cards, Map<String, Person> persons) throws BadMessage {
    String department = group.text("department");
    List<String> zones = List.copyOf(group.texts("zones"));
    for (JsonFields person : group.objects("people")) {
      String id = person.text("id");
      persons.put(id, new Person(id, department, zones));
      person.texts("cards").forEach(card -> cards.put(card, id));
    }
  }

  static String requireKind(String expected, String found) {
    if (!found.equals(expected)) {
      throw new IllegalArgumentException("expected " + expected);
    }
    return found;
  }
}
