package city.seki.edge.card.felica;

import city.seki.config.model.FelicaMac;
import city.seki.config.wire.CardTech;
import city.seki.edge.card.Card;
import city.seki.edge.card.CardReader;
import city.seki.edge.card.FelicaLink;
import city.seki.edge.card.Field;
import city.seki.edge.card.Proof;
import city.seki.edge.card.ReaderFault;
import city.seki.edge.card.Refusal;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A reader that lets Lite-S cards prove that they are no copies before it tells of them. A card is
 * asked once while it lies there, not at every poll.
 *
 * <pre>
 * card                           PREFER               REQUIRE
 * Lite-S, proves it              present, GIVEN       present, GIVEN
 * Lite-S, wrong key              not-genuine          not-genuine
 * Lite-S, breaks off             nothing, asked again at the next poll; after five: unproven
 * any other, or a reader that
 * cannot talk to cards           present, UNSUPPORTED unproven
 * </pre>
 *
 * <p>A card that is taken away in the middle is no copy: it is as if it had not been found.
 */
public final class ProvingReader implements CardReader {
  /** A card that is found so often and breaks off each time is not on its way out of the field. */
  private static final int TRIES = 5;

  private static final Field NOTHING_YET = new Field.Empty();

  private final CardReader reader;
  private final boolean required;
  private final Challenge challenge;
  private @Nullable Card asked;
  private @Nullable Field told;
  private int brokenOff;

  private ProvingReader(CardReader reader, boolean required, Challenge challenge) {
    this.reader = reader;
    this.required = required;
    this.challenge = challenge;
  }

  /**
   * That reader, or the same with the proof before it.
   *
   * @param master not used where {@code wanted} is {@link FelicaMac#OFF}
   * @param random not to be foretold
   * @throws IllegalArgumentException if a proof is wanted and there is no key
   */
  public static CardReader of(
      CardReader reader, FelicaMac wanted, @Nullable MasterKey master, RandomGenerator random) {
    if (wanted == FelicaMac.OFF) {
      return reader;
    }
    if (master == null) {
      throw new IllegalArgumentException(
          reader.name() + ": felica_mac is '" + wanted.word() + "', and there is no master key");
    }
    return new ProvingReader(reader, wanted == FelicaMac.REQUIRE, new Challenge(master, random));
  }

  @Override
  public String name() {
    return reader.name();
  }

  @Override
  public String open() throws ReaderFault {
    forget();
    return reader.open();
  }

  @Override
  public String reset() throws ReaderFault {
    forget();
    return reader.reset();
  }

  @Override
  public Field poll() throws ReaderFault {
    Field found = reader.poll();
    if (!(found instanceof Field.Present(Card card, Proof _))) {
      forget();
      return found;
    }
    if (!card.equals(asked)) {
      forget();
      asked = card;
    }
    Field known = told;
    return known == null ? ask(card) : known;
  }

  private Field ask(Card card) throws ReaderFault {
    FelicaLink link = card.tech() == CardTech.FELICA ? reader.liteS() : null;
    Field field = link == null ? unsupported(card) : proved(card, link);
    if (!field.equals(NOTHING_YET)) {
      told = field;
    }
    return field;
  }

  private Field unsupported(Card card) {
    return required
        ? new Field.Refused(card.tech(), Refusal.UNPROVEN)
        : new Field.Present(card, Proof.UNSUPPORTED);
  }

  private Field proved(Card card, FelicaLink link) throws ReaderFault {
    return switch (challenge.ask(link, HexFormat.of().parseHex(card.id()))) {
      case GENUINE -> new Field.Present(card, Proof.GIVEN);
      case FALSE -> new Field.Refused(card.tech(), Refusal.NOT_GENUINE);
      case BROKEN_OFF -> {
        brokenOff++;
        yield brokenOff < TRIES ? NOTHING_YET : new Field.Refused(card.tech(), Refusal.UNPROVEN);
      }
    };
  }

  private void forget() {
    asked = null;
    told = null;
    brokenOff = 0;
  }

  @Override
  public void close() {
    forget();
    reader.close();
  }
}
