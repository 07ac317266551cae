package city.seki.config.wire;

import city.seki.config.model.ReaderName;
import city.seki.config.rules.Command.CardRef;
import java.time.OffsetDateTime;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A tap as a unit tells it.
 *
 * @param boot the run of the unit's agent, 1 to 64 letters, digits, {@code _ . -}
 * @param seq counts from 1 within the run
 * @param card keyed digest, null where the card's number is random at every tap
 * @param cardBefore the digest under the key before, while the city changes its key; else null
 * @param at when the card was seen
 * @param monoMs milliseconds since boot at that moment
 * @param atErrorMs how far {@code at} may be off, either way; 0 where nothing speaks against it
 * @param provisional what the unit answered when it was alone, null where it asks
 */
public record TapMessage(
    String boot,
    long seq,
    ReaderName reader,
    @Nullable String card,
    @Nullable String cardBefore,
    CardTech tech,
    OffsetDateTime at,
    long monoMs,
    ClockState clock,
    long atErrorMs,
    @Nullable ProvisionalAnswer provisional) {

  /** A tap of a city that does not change its key. */
  public TapMessage(
      String boot,
      long seq,
      ReaderName reader,
      @Nullable String card,
      CardTech tech,
      OffsetDateTime at,
      long monoMs,
      ClockState clock,
      long atErrorMs,
      @Nullable ProvisionalAnswer provisional) {
    this(boot, seq, reader, card, null, tech, at, monoMs, clock, atErrorMs, provisional);
  }

  /** Largest tap that is read, in bytes. */
  public static final int LARGEST = 4_096;

  private static final Pattern DIGEST = Pattern.compile("[A-Za-z0-9]{1,16}:[A-Za-z0-9_-]{43}");

  /** The word that stands for the number of a card that has none of its own. */
  private static final String RANDOM_ID = "random-id";

  /** True for {@code {key id}:{base64url of 32 bytes}}. */
  public static boolean isDigest(String card) {
    return DIGEST.matcher(card).matches();
  }

  /** The same tap with what the unit has answered. */
  public TapMessage told(ProvisionalAnswer answer) {
    return new TapMessage(
        boot, seq, reader, card, cardBefore, tech, at, monoMs, clock, atErrorMs, answer);
  }

  /** The same tap with what is known of its time by now. */
  public TapMessage dated(OffsetDateTime time, ClockState by, long errorMs) {
    return new TapMessage(
        boot, seq, reader, card, cardBefore, tech, time, monoMs, by, errorMs, provisional);
  }

  /**
   * By what the rules know the card; one of type B has another number at every tap, whatever a unit
   * says.
   */
  public CardRef cardRef() {
    return card == null || tech == CardTech.ISO14443B
        ? new CardRef.RandomId()
        : new CardRef.Digest(card, cardBefore);
  }

  public byte[] toJson() {
    return JsonText.object(
        o -> {
          o.put("v", 1).put("boot", boot).put("seq", seq).put("reader", reader.toString());
          o.put("card", card);
          if (cardBefore != null) {
            o.put("card_before", cardBefore);
          }
          if (card == null) {
            o.put("refused", RANDOM_ID);
          }
          o.put("tech", tech.word()).put("at", at).put("mono_ms", monoMs);
          o.put("clock", clock.word());
          if (atErrorMs > 0) {
            o.put("at_error_ms", atErrorMs);
          }
          if (provisional == null) {
            o.putNull("provisional");
          } else {
            o.object("provisional", provisional::write);
          }
        });
  }

  /**
   * @throws BadMessage if it does not fit {@code schema/v1/tap.schema.json}
   */
  public static TapMessage parse(byte[] json) throws BadMessage {
    if (json.length > LARGEST) {
      throw new BadMessage("$", json.length + " bytes; a tap has at most " + LARGEST);
    }
    JsonFields fields = JsonFields.parse(json);
    fields.version();
    JsonFields provisional = fields.objectOrNull("provisional");
    return new TapMessage(
        fields.word("boot", Boot::require),
        fields.whole("seq", 1),
        fields.word("reader", ReaderName::parse),
        card(fields),
        cardBefore(fields),
        fields.word("tech", CardTech::of),
        fields.moment("at"),
        fields.whole("mono_ms", 0),
        fields.word("clock", ClockState::of),
        fields.has("at_error_ms") ? fields.whole("at_error_ms", 0) : 0,
        provisional == null ? null : ProvisionalAnswer.read(provisional));
  }

  private static @Nullable String cardBefore(JsonFields fields) throws BadMessage {
    String before = fields.textOrNull("card_before");
    if (before != null && !isDigest(before)) {
      throw new BadMessage("$.card_before", "expected {key id}:{digest}, as card");
    }
    return before;
  }

  private static @Nullable String card(JsonFields fields) throws BadMessage {
    String card = fields.textOrNull("card");
    String refused = fields.textOrNull("refused");
    if (refused != null && !refused.equals(RANDOM_ID)) {
      throw new BadMessage("$.refused", "expected " + RANDOM_ID);
    }
    if (card == null && refused == null) {
      throw new BadMessage("$.card", "missing; expected {key id}:{digest}");
    }
    if (card != null && !isDigest(card)) {
      throw new BadMessage(
          "$.card", "expected {key id}:{base64url of HMAC-SHA-256}; a card number is never sent");
    }
    return card;
  }
}
