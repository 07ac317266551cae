package city.seki.edge.survey;

import city.seki.edge.av.DeviceReport;
import city.seki.edge.presence.SensorEvent;

/** What can happen to what a unit looks after. */
public sealed interface SurveyEvent {
  /**
   * The watch of a sensor told something.
   *
   * @param sensor its device, as the wiring names it
   */
  record Sensed(String sensor, SensorEvent event) implements SurveyEvent {}

  /**
   * The watch of a device told how it is.
   *
   * @param device its name within the office
   */
  record Seen(String device, DeviceReport report) implements SurveyEvent {}

  /** The link to the hub works. */
  record LinkUp() implements SurveyEvent {}

  /** It does not any more. */
  record LinkDown() implements SurveyEvent {}

  /** Time has passed. */
  record Tick() implements SurveyEvent {}
}
