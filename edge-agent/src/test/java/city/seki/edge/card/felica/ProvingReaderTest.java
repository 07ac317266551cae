package city.seki.edge.card.felica;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import city.seki.config.model.FelicaMac;
import city.seki.config.wire.CardTech;
import city.seki.edge.card.Card;
import city.seki.edge.card.CardReader;
import city.seki.edge.card.FelicaLink;
import city.seki.edge.card.Field;
import city.seki.edge.card.Proof;
import city.seki.edge.card.ReaderFault;
import city.seki.edge.card.Refusal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which cards get past, whatever they answer. */
class ProvingReaderTest {
  private static final HexFormat HEX = HexFormat.of();
  private static final String IDM = "011603005B1BD402";
  private static final Card CARD = new Card(CardTech.FELICA, IDM);
  private static final Field EMPTY = new Field.Empty();
  private static final Field GIVEN = new Field.Present(CARD, Proof.GIVEN);
  private static final Field UNSUPPORTED = new Field.Present(CARD, Proof.UNSUPPORTED);
  private static final Field NOT_GENUINE = refused(Refusal.NOT_GENUINE);
  private static final Field UNPROVEN = refused(Refusal.UNPROVEN);
  private static final MasterKey MASTER =
      MasterKey.parse("c59fb54551fcd5d5a9681e4d88b59dc92a4c36294d15b2c2");

  private final Scripted reader = new Scripted();
  private final CardReader proving = proving(FelicaMac.PREFER);

  private static Field refused(Refusal reason) {
    return new Field.Refused(CardTech.FELICA, reason);
  }

  private CardReader proving(FelicaMac wanted) {
    return ProvingReader.of(reader, wanted, MASTER, new Random(1));
  }

  /** A reader whose field and card are as the test says. */
  private static final class Scripted implements CardReader {
    Field field = new Field.Present(CARD);
    @Nullable FelicaLink link;
    int exchanges;

    @Override
    public String name() {
      return "scripted";
    }

    @Override
    public String open() {
      return "1.6";
    }

    @Override
    public Field poll() {
      return field;
    }

    @Override
    public @Nullable FelicaLink liteS() {
      FelicaLink card = link;
      return card == null
          ? null
          : packet -> {
            exchanges++;
            return card.exchange(packet);
          };
    }

    @Override
    public void close() {}
  }

  /** A card that knows the key, in a dozen lines that share nothing with the verifier's packets. */
  private static final class KnowingCard implements FelicaLink {
    final byte[] id = Arrays.copyOf(HEX.parseHex(IDM), 16);
    final byte[] found = HEX.parseHex(IDM);
    byte[] key = MASTER.cardKey(id);
    byte[] rc = new byte[16];

    @Override
    public byte[] exchange(byte[] packet) {
      if (packet[1] == 0x08) {
        rc = Arrays.copyOfRange(packet, 16, 32);
        return HEX.parseHex("0c09" + HEX.formatHex(found) + "0000");
      }
      byte[] mac = SessionKey.of(key, rc).macOfRead(new int[] {0x82}, id);
      return HEX.parseHex(
          "2d07"
              + HEX.formatHex(found)
              + "000002"
              + HEX.formatHex(id)
              + HEX.formatHex(mac)
              + "00".repeat(8));
    }
  }

  @Test
  void a_card_that_knows_its_key_is_taken_and_asked_once_while_it_lies_there() throws Exception {
    reader.link = new KnowingCard();
    for (int poll = 0; poll < 5; poll++) {
      assertEquals(GIVEN, proving.poll());
    }
    assertEquals(2, reader.exchanges);
    reader.field = EMPTY;
    assertEquals(EMPTY, proving.poll());
    reader.field = new Field.Present(CARD);
    assertEquals(GIVEN, proving.poll());
    assertEquals(4, reader.exchanges);
  }

  /**
   * At 212 kbit/s in the air and 115200 baud behind the reader, with the longest times that a
   * Lite-S card announces for itself (PMm 00F1000000014300; JIS X 6319-4, 4.4.2).
   */
  @Test
  void the_proof_takes_31_ms_at_most() throws Exception {
    double[] millis = {0};
    KnowingCard card = new KnowingCard();
    reader.link =
        packet -> {
          byte[] answer = card.exchange(packet);
          int preambleSyncAndCrc = 6 + 2 + 2;
          int inTheAir = packet.length + answer.length + 2 * preambleSyncAndCrc;
          int frameOut = 5 + 3 + packet.length + 2;
          int acknowledged = 6;
          int frameBack = 5 + 3 + answer.length + 2;
          int onTheLine = frameOut + acknowledged + frameBack;
          double unit = 256 * 16 / 13_560.0;
          double cardsOwn = packet[1] == 0x08 ? unit * 4 * (1 + 4) : unit * (2 + 2);
          double between = 2.4; // from a packet's end until the card begins to answer, 2.417 ms
          millis[0] += inTheAir * 8 / 211.875 + onTheLine * 10 / 115.2 + cardsOwn + between;
          return answer;
        };
    assertEquals(GIVEN, proving.poll());
    assertEquals(31.4, millis[0], 0.1);
  }

  @Test
  void a_copy_that_has_the_number_and_not_the_key_is_refused() throws Exception {
    KnowingCard copy = new KnowingCard();
    copy.key = new byte[16];
    reader.link = copy;
    assertEquals(NOT_GENUINE, proving.poll());
    assertEquals(NOT_GENUINE, proving.poll());
    assertEquals(2, reader.exchanges);
  }

  /** The owner of a genuine card writes another number over it and lets it answer for itself. */
  @Test
  void a_genuine_card_does_not_prove_the_number_of_another() throws Exception {
    KnowingCard own = new KnowingCard();
    own.id[7] ^= 1;
    own.key = MASTER.cardKey(own.id);
    reader.link = own;
    assertEquals(NOT_GENUINE, proving.poll());
  }

  @Test
  void an_answer_recorded_before_is_worth_nothing() throws Exception {
    List<byte[]> recorded = new ArrayList<>();
    KnowingCard card = new KnowingCard();
    reader.link =
        packet -> {
          byte[] answer = card.exchange(packet);
          recorded.add(answer);
          return answer;
        };
    assertEquals(GIVEN, proving.poll());
    reader.field = EMPTY;
    assertEquals(EMPTY, proving.poll());
    reader.field = new Field.Present(CARD);
    reader.link = packet -> recorded.get(packet[1] == 0x08 ? 0 : 1);
    assertEquals(NOT_GENUINE, proving.poll());
  }

  @Test
  void a_card_taken_away_in_the_middle_is_no_copy() throws Exception {
    KnowingCard card = new KnowingCard();
    for (int after = 0; after < 2; after++) {
      int last = after;
      int[] count = {0};
      reader.field = new Field.Present(CARD);
      reader.link = packet -> count[0]++ < last ? card.exchange(packet) : null;
      assertEquals(EMPTY, proving.poll());
      reader.field = EMPTY;
      assertEquals(EMPTY, proving.poll());
    }
    reader.field = new Field.Present(CARD);
    reader.link = card;
    assertEquals(GIVEN, proving.poll());
  }

  @Test
  void a_card_that_lies_badly_is_asked_again() throws Exception {
    KnowingCard card = new KnowingCard();
    int[] count = {0};
    reader.link = packet -> count[0]++ < 3 ? null : card.exchange(packet);
    assertEquals(List.of(EMPTY, EMPTY, EMPTY, GIVEN), polls(4));
  }

  /** Silence is no way past, and the person is told something. */
  @Test
  void a_card_that_never_answers_is_refused_in_the_end() throws Exception {
    reader.link = packet -> null;
    assertEquals(List.of(EMPTY, EMPTY, EMPTY, EMPTY, UNPROVEN, UNPROVEN), polls(6));
  }

  @Test
  void a_card_that_lost_its_power_between_the_exchanges_is_asked_again() throws Exception {
    KnowingCard card = new KnowingCard();
    reader.link =
        packet -> packet[1] == 0x08 ? card.exchange(packet) : HEX.parseHex("0c07" + IDM + "02b2");
    assertEquals(EMPTY, proving.poll());
    reader.link = card;
    assertEquals(GIVEN, proving.poll());
  }

  @Test
  void a_card_that_calls_itself_lite_s_and_knows_none_of_its_blocks_is_a_copy() throws Exception {
    reader.link = packet -> HEX.parseHex("0c%02x".formatted(packet[1] + 1) + IDM + "01a8");
    assertEquals(NOT_GENUINE, proving.poll());
  }

  @Test
  void other_cards_pass_by_their_number_only_where_that_is_enough() throws Exception {
    assertEquals(UNSUPPORTED, proving.poll());
    assertEquals(UNPROVEN, proving(FelicaMac.REQUIRE).poll());
    Card typeA = new Card(CardTech.ISO14443A, "04416D412B0289");
    reader.field = new Field.Present(typeA);
    reader.link = new KnowingCard(); // of an earlier poll: it is not asked for a card of type A
    assertEquals(new Field.Present(typeA, Proof.UNSUPPORTED), proving.poll());
    assertEquals(
        new Field.Refused(CardTech.ISO14443A, Refusal.UNPROVEN), proving(FelicaMac.REQUIRE).poll());
    assertEquals(0, reader.exchanges);
  }

  @Test
  void without_the_wish_a_reader_stays_as_it_is_and_without_a_key_there_is_none() {
    assertSame(reader, ProvingReader.of(reader, FelicaMac.OFF, null, new Random(1)));
    assertThrows(
        IllegalArgumentException.class,
        () -> ProvingReader.of(reader, FelicaMac.REQUIRE, null, new Random(1)));
  }

  /** Any answer that differs from the true one by anything passes neither as genuine nor at all. */
  @Test
  void no_damaged_answer_passes() throws ReaderFault {
    long seed = 20261129;
    Random random = new Random(seed);
    for (int i = 0; i < 4000; i++) {
      int round = i;
      reader.link = damaged(random, new KnowingCard());
      reader.field = EMPTY;
      assertEquals(EMPTY, proving.poll());
      reader.field = new Field.Present(CARD);
      Field field = proving.poll();
      assertEquals(
          true,
          field.equals(EMPTY) || field.equals(NOT_GENUINE),
          () -> "seed " + seed + ", round " + round + ": " + field);
    }
  }

  private static FelicaLink damaged(Random random, KnowingCard card) {
    UnaryOperator<byte[]> damage =
        answer -> {
          byte[] other = answer.clone();
          // Behind the code there are 8 bytes that mean nothing.
          other[random.nextInt(answer.length > 12 ? 37 : 11)] ^= (byte) (1 + random.nextInt(255));
          return random.nextInt(4) == 0 ? Arrays.copyOf(other, random.nextInt(12)) : other;
        };
    boolean first = random.nextBoolean();
    return packet ->
        first == (packet[1] == 0x08) ? damage.apply(card.exchange(packet)) : card.exchange(packet);
  }

  private List<Field> polls(int count) throws ReaderFault {
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      fields.add(proving.poll());
    }
    return fields;
  }
}
