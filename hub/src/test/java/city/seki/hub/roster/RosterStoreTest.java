package city.seki.hub.roster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RosterStoreTest {
  @TempDir Path folder;
  private RosterStore roster;

  @BeforeEach
  void open() {
    roster = opened();
  }

  @AfterEach
  void close() {
    roster.close();
  }

  private RosterStore opened() {
    return RosterStore.open(folder.resolve("roster.db"), new SecureRandom());
  }

  private static RosterEntry entry(String staffId, @Nullable String card) {
    return new RosterEntry(staffId, "松本 花子", "総務部", List.of("number", "lgwan"), card);
  }

  @Test
  void a_person_keeps_the_pseudonym_also_after_having_been_away() {
    roster.replace(List.of(entry("1", "k1:a"), entry("2", null)));
    String first = roster.personOf("1");
    assertNotNull(first);
    assertTrue(first.matches("p-[0-9a-f]{20}"), first);
    assertNotEquals(first, roster.personOf("2"));
    roster.replace(List.of(entry("2", null)));
    assertNull(roster.personOf("1"));
    assertNull(roster.member(first));
    roster.replace(List.of(entry("1", "k1:b")));
    assertEquals(first, roster.personOf("1"));
    assertEquals(first, roster.directory().cards().get("k1:b"));
    assertFalse(roster.directory().cards().containsKey("k1:a"));
  }

  @Test
  void names_are_told_by_person_only_and_zones_keep_their_order() {
    roster.replace(List.of(entry("1", null)));
    String person = roster.personOf("1");
    assertNotNull(person);
    RosterStore.Member member = roster.member(person);
    assertNotNull(member);
    assertEquals("松本 花子", member.name());
    assertFalse(member.toString().contains("松本"));
    assertFalse(roster.directory().toString().contains("松本"));
    var known = roster.directory().person(person);
    assertNotNull(known);
    assertEquals(List.of("number", "lgwan"), known.zones());
  }

  @Test
  void who_needs_an_accessible_seat_is_known_to_the_rules() {
    roster.replace(
        List.of(
            new RosterEntry("1", "松本 花子", "総務部", List.of("lgwan"), true, null, null),
            entry("2", null)));
    for (String staffId : List.of("1", "2")) {
      var person = roster.directory().person(String.valueOf(roster.personOf(staffId)));
      assertNotNull(person);
      assertEquals(staffId.equals("1"), person.needsAccessible());
    }
  }

  @Test
  void an_import_that_cannot_be_leaves_the_roster_as_it_was() {
    roster.replace(List.of(entry("1", "k1:a")));
    assertThrows(
        IllegalArgumentException.class,
        () -> roster.replace(List.of(entry("2", null), entry("2", null))));
    assertThrows(
        IllegalArgumentException.class,
        () -> roster.replace(List.of(entry("2", "k1:x"), entry("3", "k1:x"))));
    assertEquals(1, roster.directory().persons().size());
    assertNotNull(roster.personOf("1"));
  }

  @Test
  void the_import_of_another_process_is_noticed() {
    long before = roster.version();
    assertEquals(before, roster.version());
    try (RosterStore other = opened()) {
      other.replace(List.of(entry("7", null)));
    }
    assertNotEquals(before, roster.version());
    assertNotNull(roster.personOf("7"));
    long after = roster.version();
    roster.replace(List.of());
    assertNotEquals(after, roster.version());
  }
}
