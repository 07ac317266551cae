package city.seki.hub.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who lets colleagues see where they sit, and how it ends. */
class WhereaboutsTest {
  @TempDir Path data;

  @Test
  void it_is_said_of_one_department_and_ends_with_it() {
    try (AccessDatabase database = AccessDatabase.open(data.resolve("access.db"))) {
      Whereabouts whereabouts = database.whereabouts();
      whereabouts.show("p-1", "総務部");
      whereabouts.show("p-2", "総務部");
      whereabouts.show("p-3", "財政部");
      assertEquals(List.of("p-1", "p-2"), whereabouts.shownTo("総務部"));
      assertTrue(whereabouts.isShown("p-2", "総務部"));
      assertFalse(whereabouts.isShown("p-2", "財政部"));
      whereabouts.hide("p-2");
      assertFalse(whereabouts.isShown("p-2", "総務部"));
      whereabouts.hide("p-nobody");
      assertEquals(List.of("p-1"), whereabouts.shownTo("総務部"));
      whereabouts.keep(Map.of("p-1", "財政部")); // one went elsewhere, one left
      whereabouts.keep(Map.of("p-1", "総務部", "p-3", "財政部")); // both came back
      assertEquals(List.of(), whereabouts.shownTo("総務部"));
      assertEquals(List.of(), whereabouts.shownTo("財政部"));
    }
  }

  @Test
  void it_outlives_a_restart() {
    try (AccessDatabase database = AccessDatabase.open(data.resolve("access.db"))) {
      database.whereabouts().show("p-1", "総務部");
    }
    try (AccessDatabase database = AccessDatabase.open(data.resolve("access.db"))) {
      assertEquals(List.of("p-1"), database.whereabouts().shownTo("総務部"));
    }
  }
}
