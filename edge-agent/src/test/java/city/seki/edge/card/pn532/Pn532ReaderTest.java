package city.seki.edge.card.pn532;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.model.FelicaMac;
import city.seki.config.wire.CardTech;
import city.seki.edge.card.Card;
import city.seki.edge.card.CardReader;
import city.seki.edge.card.FelicaLink;
import city.seki.edge.card.Field;
import city.seki.edge.card.Proof;
import city.seki.edge.card.ReaderFault;
import city.seki.edge.card.ReaderFault.Cause;
import city.seki.edge.card.Refusal;
import city.seki.edge.card.emulated.EmulatedCard;
import city.seki.edge.card.emulated.EmulatedLiteS;
import city.seki.edge.card.emulated.EmulatedPn532.Trouble;
import city.seki.edge.card.felica.MasterKey;
import city.seki.edge.card.felica.ProvingReader;
import city.seki.edge.card.pn532.Bench.Wire;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The production driver over the production transports, on every wire. */
class Pn532ReaderTest {
  private static final String IDM = "011603005B1BD402";
  private static final Field EMPTY = new Field.Empty();

  @ParameterizedTest
  @EnumSource
  void every_kind_of_card_is_read(Wire wire) throws ReaderFault {
    try (Bench bench = new Bench(wire)) {
      assertEquals("1.6", bench.reader.open());
      assertEquals(EMPTY, bench.reader.poll());
      assertPolled(bench, EmulatedCard.felica(IDM), present(CardTech.FELICA, IDM));
      for (String uid : new String[] {"A1B2C3D4", "04416D412B0289", "04010203040506070809"}) {
        assertPolled(bench, EmulatedCard.typeA(uid), present(CardTech.ISO14443A, uid));
      }
      assertEquals(EMPTY, bench.reader.poll());
    }
  }

  @ParameterizedTest
  @EnumSource
  void what_identifies_nobody_is_refused(Wire wire) throws ReaderFault {
    try (Bench bench = new Bench(wire)) {
      bench.reader.open();
      assertPolled(
          bench,
          EmulatedCard.felica("02FE010203040506"),
          refused(CardTech.FELICA, Refusal.RANDOM_ID));
      assertPolled(
          bench, EmulatedCard.typeA("08A1B2C3"), refused(CardTech.ISO14443A, Refusal.RANDOM_ID));
      assertPolled(
          bench,
          new EmulatedCard.TypeA("0044", "40", "0416C6C2D73881", ""),
          refused(CardTech.ISO14443A, Refusal.NOT_A_CARD));
      assertPolled(
          bench, EmulatedCard.typeB("A1B2C3D4"), refused(CardTech.ISO14443B, Refusal.RANDOM_ID));
    }
  }

  @ParameterizedTest
  @EnumSource
  void two_cards_of_a_kind_are_refused(Wire wire) throws ReaderFault {
    try (Bench bench = new Bench(wire)) {
      bench.reader.open();
      bench.chip.lay(EmulatedCard.felica(IDM));
      assertPolled(
          bench,
          EmulatedCard.felica("0112031245678901"),
          refused(CardTech.FELICA, Refusal.TWO_CARDS));
      bench.chip.liftAll();
      bench.chip.lay(EmulatedCard.typeA("04010203040506070809"));
      assertPolled(
          bench,
          EmulatedCard.typeA("04010203040506070810"),
          refused(CardTech.ISO14443A, Refusal.TWO_CARDS));
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_phone_that_answers_as_both_is_read_as_felica(Wire wire) throws ReaderFault {
    try (Bench bench = new Bench(wire)) {
      bench.reader.open();
      bench.chip.lay(EmulatedCard.typeA("08A1B2C3"));
      assertPolled(bench, EmulatedCard.felica(IDM), present(CardTech.FELICA, IDM));
    }
  }

  /** As it is wired in a unit: the proof over the production driver. */
  @ParameterizedTest
  @EnumSource
  void a_copied_lite_s_card_is_told_from_the_genuine_one(Wire wire) throws ReaderFault {
    MasterKey master = MasterKey.parse("c59fb54551fcd5d5a9681e4d88b59dc92a4c36294d15b2c2");
    try (Bench bench = new Bench(wire)) {
      CardReader reader = ProvingReader.of(bench.reader, FelicaMac.REQUIRE, master, new Random(1));
      reader.open();
      EmulatedCard genuine = EmulatedLiteS.issued(IDM, master);
      EmulatedCard copy = EmulatedLiteS.copied(IDM);
      EmulatedCard other = EmulatedCard.felica(IDM);
      for (int tap = 0; tap < 3; tap++) {
        assertPolled(bench, reader, genuine, new Field.Present(card(IDM), Proof.GIVEN));
        assertEquals(EMPTY, reader.poll());
        assertPolled(bench, reader, copy, refused(CardTech.FELICA, Refusal.NOT_GENUINE));
        assertEquals(EMPTY, reader.poll());
        assertPolled(bench, reader, other, refused(CardTech.FELICA, Refusal.UNPROVEN));
        assertEquals(EMPTY, reader.poll());
      }
      bench.chip.suffer(Trouble.SILENT);
      bench.chip.lay(genuine);
      assertThrows(ReaderFault.class, reader::poll);
      bench.chip.heal();
      reader.reset();
      assertEquals(new Field.Present(card(IDM), Proof.GIVEN), reader.poll());
    }
  }

  @Test
  void whatever_the_keys_and_numbers_a_genuine_card_passes_and_no_other() throws ReaderFault {
    long seed = 20261129;
    Random random = new Random(seed);
    try (Bench bench = new Bench(Wire.SPI)) {
      bench.reader.open();
      for (int i = 0; i < 100; i++) {
        MasterKey master = drawn(random);
        String idm = "0116%012X".formatted(random.nextLong() & 0xFFFF_FFFF_FFFFL);
        String where = "seed " + seed + ", card " + i;
        assertEquals(
            new Field.Present(card(idm), Proof.GIVEN),
            once(bench, master, EmulatedLiteS.issued(idm, master), random),
            where);
        for (EmulatedCard other :
            new EmulatedCard[] {
              EmulatedLiteS.copied(idm), EmulatedLiteS.issued(idm, drawn(random))
            }) {
          assertEquals(
              refused(CardTech.FELICA, Refusal.NOT_GENUINE),
              once(bench, master, other, random),
              where);
        }
      }
    }
  }

  private static MasterKey drawn(Random random) {
    byte[] key = new byte[24];
    random.nextBytes(key);
    return MasterKey.parse(HexFormat.of().formatHex(key));
  }

  private static Field once(Bench bench, MasterKey master, EmulatedCard card, Random random)
      throws ReaderFault {
    bench.chip.lay(card);
    Field field = ProvingReader.of(bench.reader, FelicaMac.REQUIRE, master, random).poll();
    bench.chip.lift(card);
    return field;
  }

  /** The chip's status says that no card answered: nobody is accused. */
  @ParameterizedTest
  @EnumSource
  void a_lite_s_card_that_is_gone_does_not_answer(Wire wire) throws ReaderFault {
    try (Bench bench = new Bench(wire)) {
      bench.reader.open();
      EmulatedCard copy = EmulatedLiteS.copied(IDM);
      bench.chip.lay(copy);
      assertEquals(present(CardTech.FELICA, IDM), bench.reader.poll());
      FelicaLink card = Objects.requireNonNull(bench.reader.liteS());
      byte[] areYouThere = HexFormat.of().parseHex("0a04" + IDM);
      assertArrayEquals(HexFormat.of().parseHex("0b05" + IDM + "00"), card.exchange(areYouThere));
      bench.chip.lift(copy);
      assertNull(card.exchange(areYouThere));
      assertEquals(EMPTY, bench.reader.poll());
      assertNull(bench.reader.liteS());
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_damaged_reply_is_asked_for_again(Wire wire) throws ReaderFault {
    try (Bench bench = new Bench(wire)) {
      bench.reader.open();
      bench.chip.lay(EmulatedCard.felica(IDM));
      bench.chip.suffer(Trouble.DAMAGED_ONCE);
      assertEquals(present(CardTech.FELICA, IDM), bench.reader.poll());
    }
  }

  @ParameterizedTest
  @EnumSource
  void trouble_has_its_cause_and_ends_when_it_is_over(Wire wire) throws ReaderFault {
    try (Bench bench = new Bench(wire)) {
      bench.reader.open();
      bench.chip.lay(EmulatedCard.felica(IDM));
      assertFault(bench, Trouble.SILENT, Cause.TIMEOUT);
      assertFault(bench, Trouble.GARBAGE, Cause.GARBAGE);
      assertFault(bench, Trouble.TRUNCATED, Cause.GARBAGE);
      assertFault(bench, Trouble.REFUSING, Cause.REFUSED);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_chip_that_forgot_its_settings_is_noticed_and_set_up_again(Wire wire) throws ReaderFault {
    try (Bench bench = new Bench(wire)) {
      bench.reader.open();
      bench.chip.powerCycle(); // it now waits for a card for ever
      ReaderFault fault = assertThrows(ReaderFault.class, bench.reader::poll);
      assertEquals(Cause.TIMEOUT, fault.reason());
      assertEquals("1.6", bench.reader.reset());
      assertEquals(EMPTY, bench.reader.poll());
    }
  }

  @ParameterizedTest
  @EnumSource
  void noise_on_the_wire_never_makes_a_wrong_card(Wire wire) throws ReaderFault {
    try (Bench bench = new Bench(wire)) {
      bench.reader.open();
      bench.chip.lay(EmulatedCard.felica(IDM));
      int read = 0;
      for (long seed = 1; seed <= 30; seed++) {
        bench.noise(seed, 0.1);
        read += pollOrFault(bench, seed);
        bench.noise(seed, 0);
        bench.reader.reset();
        assertEquals(present(CardTech.FELICA, IDM), bench.reader.poll(), "after seed " + seed);
      }
      assertTrue(read > 0, "noise was never survived");
    }
  }

  private static int pollOrFault(Bench bench, long seed) {
    try {
      Field field = bench.reader.poll();
      assertTrue(
          field.equals(present(CardTech.FELICA, IDM)) || field.equals(EMPTY),
          () -> "seed " + seed + ": " + field);
      return 1;
    } catch (ReaderFault e) {
      return 0;
    }
  }

  private static void assertFault(Bench bench, Trouble trouble, Cause cause) throws ReaderFault {
    bench.chip.suffer(trouble);
    ReaderFault fault = assertThrows(ReaderFault.class, bench.reader::poll, trouble.name());
    assertEquals(cause, fault.reason(), trouble.name());
    bench.chip.heal();
    assertEquals("1.6", bench.reader.reset());
    assertEquals(present(CardTech.FELICA, IDM), bench.reader.poll(), "after " + trouble);
  }

  private static void assertPolled(Bench bench, EmulatedCard card, Field expected)
      throws ReaderFault {
    assertPolled(bench, bench.reader, card, expected);
  }

  private static void assertPolled(
      Bench bench, CardReader reader, EmulatedCard card, Field expected) throws ReaderFault {
    bench.chip.lay(card);
    assertEquals(expected, reader.poll());
    assertEquals(expected, reader.poll(), "polled again");
    bench.chip.lift(card);
  }

  private static Card card(String idm) {
    return new Card(CardTech.FELICA, idm);
  }

  private static Field present(CardTech tech, String id) {
    return new Field.Present(new Card(tech, id));
  }

  private static Field refused(CardTech tech, Refusal reason) {
    return new Field.Refused(tech, reason);
  }
}
