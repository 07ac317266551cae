package city.seki.provisioning.unit;

import city.seki.provisioning.enrol.FingerprintWords;
import java.security.PublicKey;
import java.util.function.Function;

/**
 * How a unit stands, for the person in front of it.
 *
 * @param kind what its lights show
 * @param text one line for log and terminal, with the remedy where a person has to do something
 */
public record Standing(Kind kind, String text) {
  /** What a light can tell. */
  public enum Kind {
    /** It asks, or will ask again soon. */
    ASKING,
    /** An operator has to say yes. */
    WAITING,
    /** The hub said no: somebody has to come. */
    REFUSED,
    /** It has a certificate that holds, and can run. */
    READY
  }

  /**
   * @param words of a key; they take a while
   */
  static Standing of(UnitState state, Moment now, Function<PublicKey, FingerprintWords> words) {
    Held held = state.held();
    Held.Own own = held.own();
    String trouble = trouble(state, words);
    if (own != null && held.unit() != null && !UnitRules.isUseless(state, now)) {
      String until = held.unit() + ": certificate until " + own.validity().to();
      // The hub asks no operator for a unit whose certificate holds.
      boolean quiet = trouble.isEmpty() || state.trouble() instanceof EstAnswer.Wait;
      return new Standing(Kind.READY, quiet ? until : until + "; renewal: " + trouble);
    }
    Kind kind =
        switch (state.trouble()) {
          case EstAnswer.Wait _ -> Kind.WAITING;
          case EstAnswer.Refused _ -> Kind.REFUSED;
          case null, default -> Kind.ASKING;
        };
    return new Standing(kind, trouble.isEmpty() ? "asks the hub for a certificate" : trouble);
  }

  private static String trouble(UnitState state, Function<PublicKey, FingerprintWords> words) {
    return switch (state.trouble()) {
      case null -> "";
      case EstAnswer.Wait _ -> waits(state.held(), words);
      case EstAnswer.Refused(var word) -> refused(word);
      case EstAnswer.Unreachable(var cause) -> cause;
      case EstAnswer.Distrusted(var why) -> why;
    };
  }

  private static String waits(Held held, Function<PublicKey, FingerprintWords> wordsOf) {
    if (held.asking() == null) {
      return "the hub is busy; it is asked again";
    }
    FingerprintWords words = wordsOf.apply(held.asking().pair().getPublic());
    return "waits for an operator, who has to see the same words at the hub: "
        + words
        + " ("
        + String.join(" ", words.numbers())
        + ")";
  }

  private static String refused(String word) {
    return "the hub refuses (" + word + "): " + remedy(word);
  }

  private static String remedy(String word) {
    return switch (word) {
      case "claim-used" ->
          "another key came with this claim before. If nobody set this unit up anew, the claim was"
              + " copied: revoke the unit at the hub; then make it a new claim";
      case "unknown-claim", "claim-expired", "claim-withdrawn", "key-of-claim" ->
          "let an operator make a new claim (seki-provision batch) and put it here";
      case "revoked" ->
          "an operator shut this unit out; to take it back, empty its folder and give it a new"
              + " claim";
      case "rejected" -> "an operator said no to these words; the request lapses after a week";
      case "http-401" -> "is the code mistyped, used or too old? Let an operator make another";
      case "http-404", "coap-4.04", "unknown-unit" ->
          "the hub's city has no such unit (seki-hub import offices), or the hub runs with --dev";
      case "unknown-certificate" -> "the hub has not made this certificate, or shut the unit out";
      case "expired" -> "the certificate is over and the hub does not know this key";
      default -> "look at the hub's log and its list of requests";
    };
  }
}
