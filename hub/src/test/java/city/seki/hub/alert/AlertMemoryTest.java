package city.seki.hub.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import city.seki.config.model.City;
import city.seki.config.model.SeatId;
import city.seki.config.model.Text;
import city.seki.config.rules.Directory;
import city.seki.config.rules.Event;
import city.seki.config.rules.Seating;
import city.seki.hub.data.DataException;
import city.seki.hub.fleet.Fleet;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alerts over a restart of the hub. */
class AlertMemoryTest {
  private static final Instant TEN = Instant.parse("2026-11-24T01:00:00Z");
  private static final SeatId SEAT = new SeatId("chuo", "A-01");
  private static final Seating EMPTY = Seating.of(City.EMPTY, Directory.EMPTY);
  private static final Alerts.Acknowledged CARE =
      new Alerts.Acknowledged("p", TEN.plusSeconds(60), "電球を替えます");
  private static final Trouble.Named DISPLAY =
      new Trouble.Named("display-1", new Text("大型画面", "Large display"));

  @TempDir Path folder;

  private final List<String> told = new ArrayList<>();

  /** One run of the hub; what it wrote is all that the next one finds. */
  private List<Alerts.Alert> run(Seating state, Instant at, Consumer<Alerts> what) {
    try (AlertStore store = AlertStore.open(folder.resolve("alerts.db"))) {
      Alerts alerts =
          new Alerts(
              alert -> told.add(alert.kind().word() + (alert.until() == null ? "" : " over")),
              store);
      alerts.resume(state, at);
      what.accept(alerts);
      alerts.write();
      return alerts.list();
    }
  }

  private static Map<String, Alerts.Alert> broken(Instant since) {
    return Map.of(
        "vc-1 device display-1",
        new Alerts.Alert(
            Alerts.Kind.DEVICE_FAULT,
            since,
            null,
            "chuo",
            "room:vc-1",
            "u1",
            new Trouble.OfDevice(DISPLAY, "fault", null, List.of("lamp"), List.of())));
  }

  private static void take(Alerts alerts) {
    assertEquals(true, alerts.acknowledge(alerts.list().getFirst().number(), CARE));
  }

  @Test
  void who_takes_care_since_when_and_why_is_known_after_a_restart() {
    List<Alerts.Alert> before =
        run(
            EMPTY,
            TEN,
            alerts -> {
              alerts.lookAtFloor(broken(TEN), TEN);
              take(alerts);
            });
    List<Alerts.Alert> after =
        run(
            EMPTY,
            TEN.plusSeconds(600),
            alerts -> {
              assertEquals(before, alerts.list());
              // Nothing was heard of the device yet, and then it is as broken as it was.
              alerts.lookAtFloor(Map.of(), TEN.plusSeconds(601));
              alerts.lookAtFloor(Map.of(), TEN.plusSeconds(800));
              alerts.lookAtFloor(broken(TEN.plusSeconds(801)), TEN.plusSeconds(801));
            });
    assertEquals(before, after);
    assertEquals(CARE, after.getFirst().acknowledged());
    assertEquals(List.of("device-fault"), told, "the chat was told again");
  }

  @Test
  void what_is_not_told_anew_is_over_some_minutes_after_the_restart_and_kept_with_its_note() {
    run(
        EMPTY,
        TEN,
        alerts -> {
          alerts.lookAtFloor(broken(TEN), TEN);
          take(alerts);
        });
    Instant start = TEN.plus(Duration.ofHours(1));
    Instant anew = start.plus(Alerts.TOLD_ANEW);
    run(
        EMPTY,
        start,
        alerts -> {
          alerts.lookAtFloor(Map.of(), anew.minusSeconds(1));
          assertEquals(1, alerts.count().lasting());
          alerts.lookAtFloor(Map.of(), anew);
          alerts.lookAtFloor(Map.of(), anew.plusSeconds(60));
          assertEquals(0, alerts.count().lasting());
        });
    Alerts.Alert over = run(EMPTY, anew, alerts -> {}).getFirst();
    assertEquals(anew, over.until());
    assertEquals(CARE, over.acknowledged());
  }

  @Test
  void an_unclaimed_use_is_what_the_ledger_says() {
    run(EMPTY, TEN, alerts -> alerts.changed(List.of(new Event.UnclaimedUse(SEAT, TEN))));
    Instant later = TEN.plusSeconds(100);
    assertEquals(later, run(EMPTY, later, alerts -> {}).getFirst().until(), "somebody left since");
    Seating used = EMPTY.apply(new Event.UnclaimedUse(SEAT, later));
    Alerts.Alert first = run(used, later, AlertMemoryTest::take).getFirst();
    assertEquals(later, first.at());
    assertEquals(first, run(used, later.plusSeconds(50), alerts -> {}).getFirst());
  }

  @Test
  void numbers_go_on_and_what_is_too_much_or_too_old_is_forgotten_on_the_disk_too() {
    run(
        EMPTY,
        TEN,
        alerts -> {
          for (int i = 0; i < Alerts.KEPT + 10; i++) {
            alerts.badMessage(TEN.plusSeconds(i), "t" + i, null);
          }
        });
    List<Alerts.Alert> kept =
        run(EMPTY, TEN, alerts -> alerts.badMessage(TEN.plusSeconds(9_999), "t", null));
    assertEquals(Alerts.KEPT, kept.size());
    assertEquals(Alerts.KEPT + 11, kept.getFirst().number());
    run(
        EMPTY,
        TEN,
        alerts ->
            alerts.look(
                City.EMPTY, new Fleet(() -> 0L), TEN.plus(Alerts.REMEMBERED).plusSeconds(9_999)));
    assertEquals(List.of(kept.getFirst()), run(EMPTY, TEN, alerts -> {}));
  }

  @Test
  void every_trouble_is_read_as_it_was_written() {
    List<Trouble> troubles =
        List.of(
            new Trouble.OfRoom("on-while-empty", DISPLAY, "camera"),
            new Trouble.OfRoom("free-now", null, null),
            new Trouble.OfDevice(DISPLAY, "offline", "refused", List.of(), List.of("microphone")),
            new Trouble.OfSensor("radar", DISPLAY, "stuck"),
            new Trouble.OfSensor("pir", null, "dead"),
            new Trouble.Fault("timeout"),
            new Trouble.OfMachine("too-hot"),
            new Trouble.Doubled("u1", List.of("b1", "b2")),
            new Trouble.Lost("4-7", "b1"),
            new Trouble.OfRollout(3, 2, 9),
            new Trouble.OfKit(new Text("キット", "kit")));
    List<Trouble> read =
        run(
                EMPTY,
                TEN,
                alerts -> {
                  Map<String, Alerts.Alert> wrong = new LinkedHashMap<>();
                  for (Trouble trouble : troubles) {
                    wrong.put(
                        trouble.words(),
                        new Alerts.Alert(Alerts.Kind.ROOM, TEN, null, null, null, "u1", trouble));
                  }
                  alerts.lookAtFloor(wrong, TEN);
                })
            .stream()
            .map(Alerts.Alert::trouble)
            .toList();
    assertEquals(troubles.size(), read.size());
    List<Trouble> again =
        run(EMPTY, TEN, alerts -> {}).stream().map(Alerts.Alert::trouble).toList();
    assertEquals(new HashSet<>(troubles), new HashSet<>(again));
  }

  @Test
  void what_cannot_be_written_now_is_written_the_next_time() {
    AtomicBoolean full = new AtomicBoolean(true);
    List<Long> written = new ArrayList<>();
    Alerts alerts =
        new Alerts(
            alert -> {},
            new AlertMemory() {
              @Override
              public List<Kept> all() {
                return List.of();
              }

              @Override
              public void keep(Collection<Kept> changed, Collection<Long> gone) {
                if (full.get()) {
                  throw new DataException("the disk is full");
                }
                changed.forEach(kept -> written.add(kept.alert().number()));
              }
            });
    alerts.badMessage(TEN, "t", null);
    assertThrows(DataException.class, alerts::write);
    full.set(false);
    alerts.write();
    alerts.write();
    assertEquals(List.of(1L), written);
  }
}
