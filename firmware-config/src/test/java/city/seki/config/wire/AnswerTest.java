package city.seki.config.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.model.KitId;
import city.seki.config.model.SeatId;
import city.seki.config.model.Text;
import city.seki.config.rules.Answer;
import city.seki.config.rules.DenyReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What light and words an answer has (product.md §4, last column). */
class AnswerTest {
  private static final SeatId SEAT = new SeatId("honcho", "A-03");
  private static final KitId KIT = new KitId("honcho", "K-1");
  private static final Instant CLOSING = Instant.parse("2026-11-21T08:15:00Z");

  private static Light light(Answer answer) {
    return Samples.decision(answer).light();
  }

  @Test
  void the_light_is_that_of_the_table() {
    assertEquals(Light.GREEN, light(new Answer.Granted(SEAT, CLOSING, null)));
    assertEquals(Light.GREEN, light(new Answer.Moved(SEAT, SEAT, CLOSING, null)));
    assertEquals(Light.GREEN, light(new Answer.Assigned(SEAT, CLOSING, null)));
    assertEquals(Light.BLUE, light(new Answer.Released(SEAT)));
    assertEquals(Light.GREEN, light(new Answer.Lent(KIT, CLOSING)));
    assertEquals(Light.BLUE, light(new Answer.Returned(KIT)));
    Set<DenyReason> otherCard =
        EnumSet.of(DenyReason.UNKNOWN_CARD, DenyReason.RANDOM_ID, DenyReason.CARD_FIRST);
    for (DenyReason reason : DenyReason.values()) {
      Light expected = otherCard.contains(reason) ? Light.RED_AMBER : Light.RED;
      assertEquals(expected, light(Samples.denied(reason)), reason.word());
    }
  }

  @Test
  void every_answer_has_words_in_both_languages() {
    List<Answer> answers = new ArrayList<>();
    answers.add(new Answer.Granted(SEAT, CLOSING, null));
    answers.add(new Answer.Moved(SEAT, SEAT, CLOSING, null));
    answers.add(new Answer.Assigned(SEAT, CLOSING, null));
    answers.add(new Answer.Released(SEAT));
    answers.add(new Answer.Lent(KIT, CLOSING));
    answers.add(new Answer.Returned(KIT));
    for (DenyReason reason : DenyReason.values()) {
      answers.add(Samples.denied(reason));
      answers.add(Answer.Denied.because(reason, null));
    }
    for (Answer answer : answers) {
      Text text = Samples.decision(answer).text();
      assertTrue(text.ja().codePoints().anyMatch(c -> c > 0x3000), text.ja());
      assertTrue(text.en().codePoints().allMatch(c -> c < 0x80), text.en());
      assertFalse((text.ja() + text.en()).contains("null"), text.en());
    }
  }

  @Test
  void times_are_those_of_the_city() {
    assertTrue(
        Samples.decision(new Answer.Granted(SEAT, CLOSING, null)).text().en().endsWith("17:15"));
    assertTrue(
        Samples.decision(Samples.denied(DenyReason.RESERVED)).text().ja().startsWith("16:15"));
  }

  @Test
  void an_unknown_card_is_told_its_code() {
    assertTrue(
        Samples.decision(Samples.denied(DenyReason.UNKNOWN_CARD)).text().en().contains("7K2MX"));
  }
}
