package city.seki.hub.rollout;

import city.seki.config.model.Unit;
import city.seki.config.wire.JsonText;
import city.seki.hub.alert.Alerts;
import city.seki.hub.alert.Trouble;
import city.seki.hub.live.EventStream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Everything about roll-outs, for those who show it and those who move it. */
public final class Rollouts {
  /** The event's name; {@code hub.http} tells it to those only who may see roll-outs. */
  public static final String EVENT = "rollout";

  private final RolloutDesk desk;
  private final Configurations configurations;
  private final FleetSights sights;
  private final EventStream stream;
  private Set<String> known = Set.of();
  private long toldChanges;

  public Rollouts(
      RolloutDesk desk, Configurations configurations, FleetSights sights, EventStream stream) {
    this.desk = desk;
    this.configurations = configurations;
    this.sights = sights;
    this.stream = stream;
    desk.onEvents(this::tell);
  }

  public RolloutDesk desk() {
    return desk;
  }

  public RolloutState state() {
    return desk.state();
  }

  public Configurations configurations() {
    return configurations;
  }

  public FleetSights sights() {
    return sights;
  }

  /** That something changed, not what: who may know asks. */
  private void tell(List<RolloutEvent> events) {
    Set<Long> changed = new TreeSet<>();
    for (RolloutEvent event : events) {
      changed.add(event instanceof RolloutEvent.OfRollout of ? of.rollout() : 0L);
    }
    changed.forEach(this::tell);
  }

  private void tell(long number) {
    stream.publish(
        EVENT, JsonText.object(o -> o.put("rollout", number == 0 ? null : (Long) number)));
  }

  /** Called once a second, from one thread. */
  public void look() {
    configurations.follow();
    Set<String> units = new HashSet<>();
    for (Unit unit : sights.state().get().city().units().values()) {
      units.add(unit.id());
    }
    if (!units.equals(known)) {
      Set<String> fresh = new HashSet<>(units);
      fresh.removeAll(known);
      desk.publish(fresh); // nobody knows what the broker has kept for those
      known = units;
    }
    if (desk.isBusy()) {
      desk.look(sights.now());
      long changes = sights.reports().changes();
      if (changes != toldChanges) {
        toldChanges = changes;
        state().alive().forEach(rollout -> tell(rollout.number()));
      }
    }
  }

  /** Roll-outs that wait for somebody to decide, each under a name of its own. */
  public Map<String, Alerts.Alert> alerts() {
    Map<String, Alerts.Alert> wrong = new HashMap<>();
    state()
        .alive()
        .forEach(
            rollout -> {
              if (rollout.phase() instanceof Phase.Paused paused && paused.by() == null) {
                wrong.put(
                    "rollout " + rollout.number(),
                    new Alerts.Alert(
                        Alerts.Kind.ROLLOUT_PAUSED,
                        paused.at(),
                        null,
                        null,
                        null,
                        null,
                        new Trouble.OfRollout(
                            rollout.number(), rollout.failed(), rollout.counted())));
              }
            });
    return wrong;
  }
}
