package city.seki.edge.agent;

/**
 * What a unit does about what happens to it. Pure: the same state, event and moment give the same
 * step.
 *
 * <p>GOALS, in this order: no tap that was answered is lost; a person is never left without an
 * answer; one tap is one event; the light tells the truth about the unit.
 *
 * <p>CONSTRAINTS: a light answers a tap only after the journal has it, with what the light is about
 * to say; where the journal fails, memory has it. Taps are delivered in their order, and again
 * after every reconnect, until the hub's own answer came. A decision of the hub lights up only for
 * the newest tap of its reader and only while somebody can still be standing there.
 *
 * <p>Example: a card at 08:31:05.0 with the link up is appended, delivered, and answered by the hub
 * at 05.1: green. With the hub silent, the unit decides at 05.2 by its snapshot, writes that down,
 * lights green and delivers it; should the hub's answer of 12.0 differ, the light changes to it,
 * one of 16.0 meets nobody. With the link down the unit decides at 05.0, and writes once.
 */
public final class Agent {
  /** The same card at the same reader within this time repeats the last answer. */
  static final long REPEAT_MS = 5_000;

  /** So long the hub may think before the unit decides alone: a light within 300 ms is promised. */
  static final long HUB_FIRST_MS = 200;

  private Agent() {}

  /**
   * @param now when the event happened, not earlier than that of the step before
   */
  public static Step step(AgentState state, AgentEvent event, Now now) {
    return new Turn(state, now).take(event);
  }

  /** The monotonic millisecond at which a step is due even if nothing happens. */
  public static long nextDue(AgentState state) {
    long due = state.pulse().nextMs();
    for (ReaderState reader : state.readers().values()) {
      ReaderState.LastTap tap = reader.tap();
      if (tap != null && tap.isWaiting()) {
        due = Math.min(due, tap.seenMs() + HUB_FIRST_MS);
      }
    }
    Long identifyUntilMs = state.identifyUntilMs();
    return identifyUntilMs == null ? due : Math.min(due, identifyUntilMs);
  }
}
