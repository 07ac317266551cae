package city.seki.edge.agent;

/**
 * What a unit does about what happens to it. Pure: the same state, event and moment give the same
 * step.
 *
 * <p>GOALS, in this order: no tap that was answered is lost; a person is never left without an
 * answer; one tap is one event; the light tells the truth about the unit.
 *
 * <p>CONSTRAINTS: a light answers a tap only after the journal has it. Taps are delivered in their
 * order, and again after every reconnect, until the hub's own answer came. A decision lights up
 * only for the newest tap of its reader and only while somebody can still be standing there.
 *
 * <p>Example: a card at 08:31:05.0 with the link up is appended, delivered, and answered by the hub
 * at 05.1: green. With the hub silent, 07.0 says "noted" in amber, and an answer at 12.0 still
 * lights up, one at 16.0 does not; either settles the tap.
 */
public final class Agent {
  /** The same card at the same reader within this time repeats the last answer. */
  static final long REPEAT_MS = 5_000;

  /** So long the hub may think before the light says "noted". */
  static final long PATIENCE_MS = 2_000;

  /** An answer that comes later meets nobody at the reader. */
  static final long STALE_MS = 10_000;

  private Agent() {}

  /**
   * @param now when the event happened, not earlier than that of the step before
   */
  public static Step step(AgentState state, AgentEvent event, Now now) {
    Turn turn = new Turn(state, now);
    turn.react(event);
    turn.passTime();
    turn.restLights();
    return turn.result();
  }

  /** The monotonic millisecond at which a step is due even if nothing happens. */
  public static long nextDue(AgentState state) {
    long due = state.pulse().nextMs();
    for (ReaderState reader : state.readers().values()) {
      ReaderState.LastTap tap = reader.tap();
      if (tap != null && tap.answer() == null) {
        due = Math.min(due, tap.seenMs() + PATIENCE_MS);
      }
    }
    return due;
  }
}
