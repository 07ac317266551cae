package city.seki.edge.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.wire.HubSigner;
import city.seki.edge.config.ConfigState.Refused;
import city.seki.edge.config.ConfigState.Returned;
import city.seki.edge.config.ConfigState.Running;
import city.seki.edge.config.ConfigState.Trying;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What lies on a unit's disk of its configuration, and what a power cut leaves of it. */
class ConfigFolderTest {
  private static final Verdict WHY = new Verdict(9, Reason.WIRING, "pin 27 is taken: \"ÿ席\"");

  @TempDir private Path dir;

  /** The power went: whoever wrote is no more. */
  private static final class PowerCut extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** Files in memory, whose power goes before or after one of the writes. */
  private static final class Memory implements ConfigFiles {
    final Map<String, String> files = new HashMap<>();
    int left = Integer.MAX_VALUE;

    @Override
    public Optional<String> read(String name) {
      return Optional.ofNullable(files.get(name));
    }

    @Override
    public void write(String name, String text) {
      mayFail();
      files.put(name, text);
      mayFail();
    }

    private void mayFail() {
      if (left-- == 0) {
        throw new PowerCut();
      }
    }
  }

  /** A life in which everything happens once. */
  private static List<ConfigState> life() {
    Wished seven = Wishes.wished(7);
    Wished eight = Wishes.wished(8);
    Wished ten = Wishes.wished(10);
    Wished eleven = Wishes.wished(11);
    Trying first = new Trying(null, seven, 1, Duration.ZERO, Set.of("light of seat:A-01"));
    Trying second = new Trying(seven, eight, 1, Duration.ZERO, Set.of());
    return List.of(
        first,
        first.after(Duration.ofMillis(61_234)),
        first.startedAgain(),
        new Running(seven),
        second,
        new Returned(seven, new Verdict(8, Reason.HUB_UNREACHED, "nobody there")),
        new Refused(seven, WHY),
        new Trying(seven, ten, 1, Duration.ZERO, Set.of()),
        new Trying(seven, eleven, 1, Duration.ZERO, Set.of()),
        new Running(eleven),
        new Running(Wishes.wished(12)));
  }

  @Test
  void every_state_is_found_again_as_it_was_left() throws IOException {
    for (ConfigState state : life()) {
      ConfigFolder run = ConfigFolder.at(dir, Wishes.CHECK);
      var _ = run.read();
      run.keep(state);
      assertEquals(state, ConfigFolder.at(dir, Wishes.CHECK).read());
    }
    ConfigFolder folder = ConfigFolder.at(dir.resolve("another"), Wishes.CHECK);
    assertEquals(new Running(null), folder.read());
    for (ConfigState state : life()) {
      folder.keep(state);
      assertEquals(state, ConfigFolder.at(dir.resolve("another"), Wishes.CHECK).read());
    }
    try (var files = Files.list(dir.resolve("another"))) {
      assertEquals(5, files.count(), "it does not grow");
    }
  }

  @Test
  void a_power_cut_at_any_change_leaves_the_state_before_or_after_it() throws IOException {
    int cuts = 0;
    boolean wasCut = true;
    while (wasCut) {
      Memory memory = new Memory();
      memory.left = cuts;
      List<ConfigState> possible = new ArrayList<>(List.of(new Running(null)));
      wasCut = false;
      try {
        ConfigFolder folder = new ConfigFolder(memory, Wishes.CHECK);
        for (ConfigState state : life()) {
          possible.add(state);
          folder.keep(state);
          possible.removeFirst();
        }
      } catch (PowerCut e) {
        wasCut = true;
        memory.left = Integer.MAX_VALUE;
        ConfigState found = new ConfigFolder(memory, Wishes.CHECK).read();
        assertTrue(isOneOf(possible, found), "cut " + cuts + " leaves " + found);
        new ConfigFolder(memory, Wishes.CHECK).keep(life().getLast());
        assertEquals(life().getLast(), new ConfigFolder(memory, Wishes.CHECK).read());
      }
      cuts++;
    }
    assertTrue(cuts > 40, "there were only " + cuts + " places to cut at");
  }

  /**
   * A trial in whose place a newer one was being written is over; the good one is never touched.
   */
  private static boolean isOneOf(List<ConfigState> possible, ConfigState found) {
    return possible.contains(found)
        || (found instanceof Returned returned
            && returned.verdict().reason() == Reason.DAMAGED
            && possible.getFirst() instanceof Trying before
            && possible.getLast() instanceof Trying
            && before.newest() == returned.newest()
            && Objects.equals(before.good(), returned.good()));
  }

  @Test
  void what_was_changed_on_the_disk_does_not_run() throws IOException {
    ConfigFolder.at(dir, Wishes.CHECK).keep(new Running(Wishes.wished(7)));
    Path text = dir.resolve("a.yaml");
    Files.writeString(text, Files.readString(text).replace("2007", "2008"));
    assertEquals(new Running(null), ConfigFolder.at(dir, Wishes.CHECK).read());
    Files.writeString(dir.resolve("state.json"), "{\"v\":1");
    assertNull(ConfigFolder.at(dir, Wishes.CHECK).read().runs());
    assertTrue(Files.exists(dir.resolve("state.json.damaged")));
  }

  @Test
  void a_trial_that_was_damaged_is_over_and_the_good_one_runs() throws IOException {
    Wished good = Wishes.wished(7);
    ConfigFolder folder = ConfigFolder.at(dir, Wishes.CHECK);
    folder.keep(new Running(good));
    folder.keep(new Trying(good, Wishes.wished(8), 1, Duration.ZERO, Set.of()));
    Files.delete(dir.resolve("b.json"));
    ConfigState found = ConfigFolder.at(dir, Wishes.CHECK).read();
    assertEquals(good, assertInstanceOf(Returned.class, found).good());
    assertEquals(8, found.newest());
  }

  @Test
  void what_another_hub_had_told_counts_no_more() throws IOException {
    ConfigFolder.at(dir, Wishes.CHECK).keep(new Running(Wishes.wished(7)));
    HubSigner other = Wishes.OTHER_HUB;
    WishCheck moved = new WishCheck(Wishes.settings("open", "mqtt://127.0.0.1:1883", other.key()));
    assertEquals(new Running(null), ConfigFolder.at(dir, moved).read());
  }
}
