package city.seki.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.model.FelicaMac;
import city.seki.config.wire.CardTech;
import city.seki.config.wire.CommandMessage;
import city.seki.config.wire.CommandMessage.Order;
import city.seki.config.wire.CommandMessage.What;
import city.seki.config.wire.CommandResultMessage;
import city.seki.config.wire.CommandResultMessage.State;
import city.seki.config.wire.HubKey;
import city.seki.config.wire.HubSigner;
import city.seki.config.wire.SignedDocument;
import city.seki.config.wire.TapMessage;
import city.seki.config.wire.Topics.Channel;
import city.seki.edge.av.Secret;
import city.seki.edge.card.emulated.EmulatedCard;
import city.seki.edge.card.emulated.EmulatedLiteS;
import city.seki.edge.card.felica.MasterKey;
import city.seki.edge.journal.SqliteJournal;
import city.seki.edge.light.Signal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole unit in this process: an emulated PN532 on an emulated line, a real Mosquitto. */
class UnitRuntimeIT {
  private static final EmulatedCard CARD = EmulatedCard.felica(OneSeat.IDM);

  @TempDir private Path folder;
  private final OneSeat seat = new OneSeat();

  @SuppressWarnings("NullAway.Init")
  private Mosquitto broker;

  @BeforeEach
  void startBroker() throws Exception {
    broker = new Mosquitto(folder);
  }

  @AfterEach
  void stopBroker() throws Exception {
    broker.close();
    seat.close();
  }

  @Test
  void a_card_becomes_a_green_light_and_the_end_is_told() throws Exception {
    try (ScriptedHub hub = new ScriptedHub(broker.port())) {
      try (UnitRuntime _ = seat.start(folder, broker.port())) {
        hub.awaitState("online");
        seat.chip.lay(CARD);
        TapMessage tap = hub.nextTap();
        assertEquals(OneSeat.KEY.digest(CardTech.FELICA, OneSeat.IDM), tap.card());
        assertEquals(1, tap.seq());
        seat.await(Signal.GREEN);
      }
      hub.awaitState("offline");
      assertEquals(Signal.OFF, seat.last());
    }
    assertEquals(0, SqliteJournal.read(folder).count());
  }

  @Test
  void an_order_of_the_hub_is_done_once_and_answered_each_time() throws Exception {
    try (ScriptedHub hub = new ScriptedHub(broker.port());
        UnitRuntime _ = seat.start(folder, broker.port())) {
      String boot = hub.nextHealth().boot();
      OffsetDateTime soon = OffsetDateTime.now(ZoneOffset.UTC).plusMinutes(1);
      CommandMessage blink = new CommandMessage("c1", boot, soon, new Order.Identify(600));
      CommandResultMessage begun = hub.order(blink);
      assertEquals(State.BEGUN, begun.state());
      seat.await(Signal.IDENTIFY);
      assertEquals(begun, hub.order(blink));
      CommandResultMessage tested =
          hub.order(new CommandMessage("c2", boot, soon, new Order.SelfTest()));
      assertTrue(
          tested.checks().stream().anyMatch(c -> c.part().equals("journal") && c.passed()),
          () -> "the journal is well in " + tested);
      CommandMessage late =
          new CommandMessage("c3", "earlier-run", soon, new Order.Reboot(What.AGENT));
      assertEquals("other-run", hub.order(late).reason());
    }
  }

  /** The number alone is not enough. */
  @Test
  void a_copied_card_is_no_tap() throws Exception {
    String secret = "c59fb54551fcd5d5a9681e4d88b59dc92a4c36294d15b2c2";
    EmulatedCard genuine = EmulatedLiteS.issued(OneSeat.IDM, MasterKey.parse(secret));
    EmulatedCard copy = EmulatedLiteS.copied(OneSeat.COLLEAGUE);
    Map<String, Secret> keys = Map.of("felica-master-key", new Secret(null, secret));
    seat.felicaMac = FelicaMac.REQUIRE;
    try (ScriptedHub hub = new ScriptedHub(broker.port());
        UnitRuntime _ = seat.start(folder, broker.port(), List.of(), keys, Map.of())) {
      hub.awaitState("online");
      seat.chip.lay(copy);
      seat.await(Signal.RED_AMBER);
      seat.chip.lift(copy);
      seat.chip.lay(genuine);
      TapMessage tap = hub.nextTap();
      assertEquals(OneSeat.KEY.digest(CardTech.FELICA, OneSeat.IDM), tap.card());
      assertEquals(1, tap.seq(), "the first tap of this unit");
      seat.await(Signal.GREEN);
    }
  }

  @Test
  void a_unit_whose_readers_need_a_key_that_is_not_there_does_not_start() {
    seat.felicaMac = FelicaMac.PREFER;
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> seat.start(folder, broker.port()));
    assertTrue(
        String.valueOf(refused.getMessage()).contains("secrets/felica-master-key"),
        refused::getMessage);
  }

  @Test
  void a_tap_without_a_broker_is_noted_and_delivered_by_the_next_run() throws Exception {
    broker.kill();
    try (UnitRuntime _ = seat.start(folder, broker.port())) {
      seat.chip.lay(CARD);
      seat.await(Signal.NOTED);
    }
    assertEquals(1, SqliteJournal.read(folder).count());
    broker.restart();
    seat.chip.liftAll();
    try (ScriptedHub hub = new ScriptedHub(broker.port());
        UnitRuntime _ = seat.start(folder, broker.port())) {
      TapMessage old = hub.nextTap();
      hub.awaitState("online");
      seat.chip.lay(CARD);
      assertNotEquals(old.boot(), hub.nextTap().boot());
      seat.await(Signal.GREEN);
    }
    assertEquals(0, SqliteJournal.read(folder).count());
  }

  @Test
  void a_silent_hub_leaves_the_tap_owed_until_it_answers_after_the_broker_was_killed()
      throws Exception {
    try (ScriptedHub hub = new ScriptedHub(broker.port());
        UnitRuntime _ = seat.start(folder, broker.port())) {
      hub.awaitState("greeted"); // taps wait for the first echo
      hub.silent = true;
      seat.chip.lay(CARD);
      TapMessage first = hub.nextTap();
      seat.await(Signal.NOTED);
      hub.silent = false;
      broker.kill();
      broker.restart();
      TapMessage again = hub.nextTap();
      assertEquals(first, again);
    }
  }

  @Test
  void when_the_broker_dies_a_tap_is_green_by_the_retained_snapshot_and_again_after_a_restart()
      throws Exception {
    HubSigner signer =
        HubSigner.of(KeyPairGenerator.getInstance(HubKey.ALGORITHM).generateKeyPair());
    seat.hubKey = signer.key();
    try (ScriptedHub hub = new ScriptedHub(broker.port())) {
      hub.retain(Channel.SNAPSHOT_PEOPLE, SignedDocument.sign(OneSeat.people().toJson(), signer));
      hub.retain(Channel.SNAPSHOT, SignedDocument.sign(OneSeat.snapshot().toJson(), signer));
      try (UnitRuntime _ = seat.start(folder, broker.port())) {
        awaitFile("people.json");
        awaitFile("snapshot.json");
        seat.await(Signal.OFF); // the reader works, and the hub or the unit can answer
        broker.kill();
        assertGreenSoon();
      }
    }
    seat.chip.liftAll();
    try (UnitRuntime _ = seat.start(folder, broker.port())) {
      seat.chip.lay(EmulatedCard.felica(OneSeat.COLLEAGUE));
      seat.await(Signal.RED); // it remembers who sits there: the journal and the snapshot say so
    }
    assertEquals(2, SqliteJournal.read(folder).count());
  }

  /**
   * 300 ms are promised from the moment at which the card is seen; the reader looks now and then.
   */
  private void assertGreenSoon() throws InterruptedException {
    seat.signals.clear();
    long start = System.nanoTime();
    seat.chip.lay(CARD);
    seat.await(Signal.GREEN);
    long millis = (System.nanoTime() - start) / 1_000_000;
    System.out.println("card laid to green without a broker: " + millis + " ms");
    assertTrue(millis < 1_500, millis + " ms");
  }

  private void awaitFile(String name) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!Files.exists(folder.resolve(name))) {
      assertTrue(System.nanoTime() < end, name + " was never written");
      Thread.onSpinWait();
    }
  }
}
