package city.seki.config.diff;

import city.seki.config.model.Policy;
import city.seki.config.model.Reserving;
import city.seki.config.model.Slot;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What differs between two policies, in the words of those who sit there. */
final class PolicyDiff {
  private final Policy before;
  private final Policy after;
  private final Consumer<String> tell;

  PolicyDiff(Policy before, Policy after, Consumer<String> tell) {
    this.before = before;
    this.after = after;
    this.tell = tell;
  }

  void tell() {
    told("what may be reserved", PolicyDiff::slots);
    told("the morning slot ends at", Policy::amEnds);
    told("the afternoon slot starts at", Policy::pmStarts);
    told("a reservation waits for its person for", policy -> Words.minutes(policy.grace()));
    told(
        "a reservation keeps others off the seat before its start for",
        policy -> Words.minutes(policy.reservedBefore()));
    told(
        "the light blinks before somebody else's reservation for",
        policy -> Words.minutes(policy.warnBefore()));
    told(
        "a claim ends, where there is a sensor, after nobody was there for",
        policy -> Words.minutes(policy.noPresence()));
    told(
        "somebody without a claim is told to facilities after",
        policy -> Words.minutes(policy.unclaimedUse()));
    told("seats may be reserved ahead for", policy -> Words.counted(policy.daysAhead(), "day"));
    told("seats may be reserved until", PolicyDiff::until);
    told(
        "facilities reserve for others",
        policy ->
            policy.reserving().bindsFacilities() ? "as staff for themselves" : "without limits");
    told(
        "one person has ahead at most",
        policy ->
            policy.reserving().most() == 0
                ? "any number of reservations"
                : Words.counted(policy.reserving().most(), "reservation"));
    told(
        "who had a seat last may reserve it again",
        policy ->
            policy.reserving().notSameSeatTwice() ? "only if no other is free" : "as any other");
    told("seats that people reserve go to", PolicyDiff::lottery);
    told(
        "after they used a seat, people are asked",
        policy -> policy.asksAfterUse() ? "how it was" : "nothing");
    told("the kiosk puts colleagues", PolicyDiff::departments);
    told(
        "the kiosk keeps a distance of", policy -> Words.counted(policy.kiosk().spacing(), "step"));
    told(
        "the kiosk gives the seat that a person had last",
        policy -> policy.kiosk().notSameSeatTwice() ? "only if no other is free" : "as any other");
  }

  private void told(String words, Function<Policy, Object> figure) {
    Object now = figure.apply(after);
    Object then = figure.apply(before);
    if (!Objects.equals(now, then)) {
      tell.accept(words + " " + now + " instead of " + then);
    }
  }

  private static String slots(Policy policy) {
    return policy.slots().isEmpty()
        ? "nothing"
        : policy.slots().stream().sorted().map(Slot::word).collect(Collectors.joining(", "));
  }

  private static String until(Policy policy) {
    Reserving asks = policy.reserving();
    return asks.until() == null
        ? "their time is over"
        : asks.until()
            + (asks.daysBefore() == 0
                ? " on the same day"
                : " " + Words.counted(asks.daysBefore(), "day") + " before");
  }

  private static String lottery(Policy policy) {
    Reserving.Lottery lottery = policy.reserving().lottery();
    return lottery == null
        ? "whoever comes first"
        : "those who are drawn by lot at "
            + lottery.at()
            + " "
            + Words.counted(lottery.daysBefore(), "day")
            + " before";
  }

  private static String departments(Policy policy) {
    return switch (policy.kiosk().departments()) {
      case ANY -> "anywhere";
      case SPREAD -> "apart";
      case TOGETHER -> "together";
    };
  }
}
