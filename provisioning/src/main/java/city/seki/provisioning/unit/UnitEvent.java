package city.seki.provisioning.unit;

/** What has happened. */
public sealed interface UnitEvent {
  /** A question was answered, or not. */
  record Answered(Next.Question question, EstAnswer answer) implements UnitEvent {}

  /** The question for the start document was. */
  record Started(Next.Question question, EstAnswer.Start answer) implements UnitEvent {}

  /** What the disk holds is another now. */
  record Written(Held held) implements UnitEvent {}

  /** The connection to the hub's broker is there, or is not. */
  record Link(boolean up) implements UnitEvent {}
}
