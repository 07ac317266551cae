package city.seki.hub.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.model.City;
import city.seki.config.model.Occupancy;
import city.seki.config.model.SeatId;
import city.seki.config.model.Unit;
import city.seki.config.rules.Command;
import city.seki.config.rules.Directory;
import city.seki.config.rules.SeatRules;
import city.seki.config.rules.Seating;
import city.seki.config.wire.BadMessage;
import city.seki.config.wire.HealthMessage;
import city.seki.config.wire.HubKey;
import city.seki.config.wire.HubSigner;
import city.seki.config.wire.PeopleMessage;
import city.seki.config.wire.SignedDocument;
import city.seki.config.wire.SnapshotMessage;
import city.seki.hub.fleet.Fleet;
import city.seki.hub.town.SmallTown;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Units get what they need to decide alone, when it changed and not more often. */
class SnapshotsTest {
  private static final String TOPIC = "seki/1/unit/u1/snapshot";

  private final Map<String, byte[]> retained = new HashMap<>();
  private final List<String> published = new ArrayList<>();
  private final List<byte[]> people = new ArrayList<>();
  private final AtomicLong nanos = new AtomicLong();
  private final AtomicLong version = new AtomicLong();
  private final Fleet fleet = new Fleet(nanos::get);
  private final HubSigner signer = signer();
  private Seating state = SmallTown.empty();
  private Instant now = SmallTown.TEN;
  private boolean up = true;
  private final Snapshots snapshots =
      new Snapshots(
          () -> state,
          fleet,
          () -> now,
          nanos::get,
          signer,
          version::incrementAndGet,
          new Snapshots.Wire() {
            @Override
            public void retain(String topic, byte[] payload) {
              retained.put(topic, payload);
              published.add(topic);
            }

            @Override
            public boolean send(String topic, byte[] payload) {
              assertEquals("seki/1/unit/u1/snapshot/people", topic);
              if (up) {
                people.add(payload);
              }
              return up;
            }
          });

  private static HubSigner signer() {
    try {
      return HubSigner.of(KeyPairGenerator.getInstance(HubKey.ALGORITHM).generateKeyPair());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private void does(Command command) {
    state = state.applyAll(SeatRules.decide(state, command).events());
  }

  private SnapshotMessage snapshot() throws BadMessage {
    byte[] signed = Objects.requireNonNull(retained.get(TOPIC));
    return SnapshotMessage.parse(SignedDocument.open(signed, signer.key()));
  }

  private void says(@Nullable Long snapshot, @Nullable String knows) {
    fleet.health(
        "u1", now, new HealthMessage("b", 5, 0, null, snapshot, null, knows, null, List.of()));
  }

  private void look() {
    snapshots.look(1);
    snapshots.sendPeople();
  }

  @Test
  void a_change_at_the_office_is_told_once_and_nothing_is_told_twice() throws BadMessage {
    look();
    assertEquals(1, snapshot().version());
    look();
    assertEquals(List.of(TOPIC), published);
    does(SmallTown.tap(1, 2, 7, now));
    look();
    assertEquals(2, snapshot().version());
    var claim = Objects.requireNonNull(snapshot().office().seats().get("A-02")).claim();
    assertEquals("p-7", Objects.requireNonNull(claim).person());
    look();
    assertEquals(2, published.size());
  }

  @Test
  void a_blocked_card_and_a_new_rest_day_are_told_though_no_seat_changed() throws BadMessage {
    look();
    does(new Command.BlockCard(SmallTown.card(3), "fac", now));
    look();
    assertTrue(snapshot().office().blocked().contains(SmallTown.card(3)));
    City rests = state.city().withHolidays(java.util.Set.of(state.city().day(now)));
    state = state.reconfigured(rests, state.directory());
    look();
    assertEquals(3, published.size());
    assertTrue(snapshot().office().office().closures().contains(rests.day(now)));
  }

  @Test
  void a_quiet_office_is_told_again_before_its_snapshot_looks_old() throws BadMessage {
    look();
    now = now.plus(Duration.ofMinutes(4));
    look();
    assertEquals(1, published.size());
    now = now.plus(Duration.ofMinutes(2));
    look();
    assertEquals(2, published.size());
    assertEquals(now, snapshot().madeAt());
  }

  @Test
  void people_go_to_a_unit_that_knows_others_until_it_says_that_it_has_them() throws BadMessage {
    look();
    assertEquals(0, people.size());
    says(null, null);
    up = false;
    look();
    up = true;
    look();
    look();
    assertEquals(1, people.size());
    byte[] document = SignedDocument.open(people.getFirst(), signer.key());
    assertEquals(snapshot().people(), PeopleMessage.id(document));
    assertEquals(state.directory(), PeopleMessage.parse(document).directory());
    says(1L, null);
    look();
    assertEquals(1, people.size());
    nanos.addAndGet(Duration.ofSeconds(61).toNanos());
    says(1L, null);
    look();
    assertEquals(2, people.size());
    says(1L, PeopleMessage.id(document));
    nanos.addAndGet(Duration.ofSeconds(40).toNanos());
    look();
    assertEquals(2, people.size());
  }

  @Test
  void a_linked_card_goes_with_the_snapshot_and_other_people_with_a_document() throws BadMessage {
    says(1L, null);
    look();
    Command.Tap tap = SmallTown.tap(1, 1, 99, now);
    var answer = ((city.seki.config.rules.Decision.Answered) SeatRules.decide(state, tap)).answer();
    does(tap);
    String code =
        Objects.requireNonNull(((city.seki.config.rules.Answer.Denied) answer).linkCode());
    does(new Command.LinkCard(code, "p-1", "fac", now));
    look();
    assertEquals(Map.of(SmallTown.card(99), "p-1"), snapshot().office().linked());
    assertEquals(1, people.size());
    Map<String, Directory.Person> fewer = new HashMap<>(state.directory().persons());
    fewer.remove("p-9");
    state = state.reconfigured(state.city(), new Directory(state.directory().cards(), fewer));
    look();
    assertEquals(Map.of(), snapshot().office().linked());
    assertEquals(2, people.size());
  }

  @Test
  void a_removed_unit_has_no_snapshot_any_more() {
    look();
    City old = state.city();
    Unit moved =
        new Unit("u2", SmallTown.OFFICE, Objects.requireNonNull(old.units().get("u1")).readers());
    City city =
        new City(
            old.name(),
            old.timeZone(),
            old.zones(),
            old.offices().values(),
            List.of(moved),
            old.holidays());
    state = state.reconfigured(city, state.directory());
    look();
    assertEquals(0, Objects.requireNonNull(retained.get(TOPIC)).length);
    assertTrue(retained.containsKey("seki/1/unit/u2/snapshot"));
  }

  @Test
  void in_a_rush_a_budget_of_bytes_holds_the_round_back() {
    for (int look = 0; look < 40; look++) {
      says(1L, "other");
      look();
      does(
          new Command.SensePresence(
              new SeatId(SmallTown.OFFICE, "A-01"),
              look % 2 == 0 ? Occupancy.OCCUPIED : Occupancy.VACANT,
              now));
      now = now.plusSeconds(1);
    }
    long bytes = (long) published.size() * retained.values().iterator().next().length;
    assertTrue(bytes <= 40L * Snapshots.BUDGET + Snapshots.BUDGET, bytes + " bytes");
    assertEquals(40, published.size());
  }
}
