package city.seki.edge.survey;

import city.seki.config.wire.DeviceMessage;
import city.seki.config.wire.PresenceMessage;
import city.seki.edge.agent.Now;
import city.seki.edge.av.DeviceReport;
import city.seki.edge.presence.fusion.Belief;
import java.time.Duration;
import java.time.OffsetDateTime;

/** From what the survey tells to the messages of the contract. Confined to the survey's thread. */
public final class SurveyMessages {
  private static final double CENT = 100;

  private final String boot;
  private long seq;

  /**
   * @param boot names this run
   */
  public SurveyMessages(String boot) {
    this.boot = boot;
  }

  public PresenceMessage of(Survey.Telling.OfPlace told) {
    Belief belief = told.belief();
    Integer people = belief.people();
    return new PresenceMessage(
        boot,
        ++seq,
        told.place(),
        belief.state(),
        people == null ? null : (Long) (long) people,
        Math.round(belief.confidence() * CENT) / CENT,
        before(told.at(), told.at().monoMs() - belief.sinceMs()),
        belief.evidence().stream().map(SurveyMessages::word).toList());
  }

  /** By the clock as it is now: it may have been set since then. */
  private static OffsetDateTime then(Now now, Now then) {
    return before(now, now.monoMs() - then.monoMs());
  }

  private static OffsetDateTime before(Now now, long ms) {
    return now.wall().minus(Duration.ofMillis(Math.max(0, ms)));
  }

  private static PresenceMessage.SensorWord word(Belief.Evidence evidence) {
    Long ageMs = evidence.ageMs();
    return new PresenceMessage.SensorWord(
        evidence.sensor(),
        evidence.says(),
        ageMs == null ? null : (Long) (ageMs / 1_000),
        switch (evidence.condition()) {
          case WELL, WARMING -> null;
          case UNHEARD, DEAD, STUCK, IMPLAUSIBLE -> evidence.condition().word();
        });
  }

  public DeviceMessage of(Survey.Telling.OfDevice told) {
    DeviceReport report = told.report();
    Now seen = told.seen();
    return new DeviceMessage(
        boot,
        ++seq,
        told.device(),
        report.state(),
        then(told.at(), told.since()),
        seen == null ? null : then(told.at(), seen),
        report.source(),
        report.cause(),
        report.name(),
        report.firmware(),
        report.problems(),
        report.missing());
  }
}
