package city.seki.edge.meter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import city.seki.config.wire.CardTech;
import city.seki.edge.card.Card;
import city.seki.edge.card.Proof;
import city.seki.edge.card.ReaderEvent;
import city.seki.edge.card.ReaderFault;
import city.seki.edge.card.Refusal;
import org.junit.jupiter.api.Test;

class EventLinesTest {
  private static final ReaderEvent CARD =
      new ReaderEvent.CardSeen(new Card(CardTech.FELICA, "011603005B1BD402"));

  private final EventLines lines = new EventLines("pcsc:", false);

  @Test
  void ready_names_reader_and_firmware() {
    assertEquals(
        "{\"event\":\"ready\",\"reader\":\"pcsc:\",\"firmware\":\"1.6\"}",
        lines.line(new ReaderEvent.Ready("1.6")));
  }

  @Test
  void a_card_is_told_without_its_id() {
    assertEquals("{\"event\":\"card\",\"tech\":\"felica\"}", lines.line(CARD));
  }

  @Test
  void the_id_is_shown_only_when_asked_for() {
    assertEquals(
        "{\"event\":\"card\",\"tech\":\"felica\",\"id\":\"011603005B1BD402\"}",
        new EventLines("pcsc:", true).line(CARD));
  }

  @Test
  void a_refusal_has_its_reason() {
    assertEquals(
        "{\"event\":\"refused\",\"tech\":\"iso14443a\",\"reason\":\"random-id\"}",
        lines.line(new ReaderEvent.CardRefused(CardTech.ISO14443A, Refusal.RANDOM_ID)));
  }

  @Test
  void whether_a_card_is_genuine_is_told_where_it_was_asked() {
    Card card = new Card(CardTech.FELICA, "011603005B1BD402");
    assertEquals(
        "{\"event\":\"card\",\"tech\":\"felica\",\"mac\":\"ok\"}",
        lines.line(new ReaderEvent.CardSeen(card, Proof.GIVEN)));
    assertEquals(
        "{\"event\":\"card\",\"tech\":\"felica\",\"mac\":\"unsupported\"}",
        lines.line(new ReaderEvent.CardSeen(card, Proof.UNSUPPORTED)));
    assertEquals(
        "{\"event\":\"refused\",\"tech\":\"felica\",\"reason\":\"not-genuine\",\"mac\":\"failed\"}",
        lines.line(new ReaderEvent.CardRefused(CardTech.FELICA, Refusal.NOT_GENUINE)));
    assertEquals(
        "{\"event\":\"refused\",\"tech\":\"felica\",\"reason\":\"unproven\"}",
        lines.line(new ReaderEvent.CardRefused(CardTech.FELICA, Refusal.UNPROVEN)));
  }

  @Test
  void gone_and_fault_are_one_word_each() {
    assertEquals("{\"event\":\"gone\"}", lines.line(new ReaderEvent.CardGone()));
    assertEquals(
        "{\"event\":\"fault\",\"cause\":\"timeout\"}",
        lines.line(new ReaderEvent.Fault(ReaderFault.Cause.TIMEOUT, "no answer")));
  }

  @Test
  void a_name_with_quotes_stays_one_json_object() {
    assertEquals(
        "{\"event\":\"ready\",\"reader\":\"pcsc:\\\"\\n\",\"firmware\":\"\"}",
        new EventLines("pcsc:\"\n", false).line(new ReaderEvent.Ready("")));
  }
}
