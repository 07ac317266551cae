package city.seki.config.rules;

import java.util.List;

/** What follows from a command: the events to be made durable, then the answer to be given. */
public sealed interface Decision {
  List<Event> events();

  /** A tap has its answer. */
  record Answered(Answer answer, List<Event> events) implements Decision {
    public Answered {
      events = List.copyOf(events);
    }
  }

  /**
   * A tap was answered, and comes again with another answer that its unit gave alone. The hub's may
   * still be on its way to the light, so that nobody knows yet which of both its bearer will have
   * seen last. It is left without an answer, and its unit asks again.
   */
  record Open() implements Decision {
    @Override
    public List<Event> events() {
      return List.of();
    }
  }

  /** Something else was carried out; no events where it changed nothing. */
  record Done(List<Event> events) implements Decision {
    public Done {
      events = List.copyOf(events);
    }
  }

  /** Something else was not carried out. What fell due meanwhile is still told as events. */
  record Refused(Refusal reason, List<Event> events) implements Decision {
    public Refused {
      events = List.copyOf(events);
    }
  }
}
