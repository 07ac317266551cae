package city.seki.config.rules;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who may sit where: cards by their digests, persons without their names.
 *
 * @param twins while the card key is changed: the two digests of one card, each by the other
 */
public record Directory(
    Map<String, String> cards, Map<String, Person> persons, Map<String, String> twins) {
  public static final Directory EMPTY = new Directory(Map.of(), Map.of());

  /**
   * A person as the rules know one.
   *
   * @param id pseudonym
   * @param zones the network zones that the person is eligible for, the one needed most first
   * @param needsAccessible whether the person needs an accessible seat. The rules alone look at it:
   *     it is sent to no unit and shown to nobody but the person
   */
  public record Person(String id, String department, List<String> zones, boolean needsAccessible) {
    public Person {
      zones = List.copyOf(zones);
    }

    /** Somebody who can sit anywhere. */
    public Person(String id, String department, List<String> zones) {
      this(id, department, zones, false);
    }

    /** Without what a person needs. */
    @Override
    public String toString() {
      return "Person[" + id + ", " + department + ", " + zones + "]";
    }
  }

  public Directory {
    cards = Map.copyOf(cards);
    persons = Map.copyOf(persons);
    twins = Map.copyOf(twins);
  }

  /** Cards that are known under one key. */
  public Directory(Map<String, String> cards, Map<String, Person> persons) {
    this(cards, persons, Map.of());
  }

  public @Nullable Person person(String id) {
    return persons.get(id);
  }
}
