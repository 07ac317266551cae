package city.seki.hub.server;

import city.seki.config.model.City;
import city.seki.config.rules.Command;
import city.seki.config.rules.Seating;
import city.seki.hub.access.AuditHeads;
import city.seki.hub.access.AuditLog;
import city.seki.hub.alert.Alerts;
import city.seki.hub.alert.LiveAlerts;
import city.seki.hub.allocation.AllocationLoop;
import city.seki.hub.allocation.Draws;
import city.seki.hub.data.DataException;
import city.seki.hub.fleet.Fleet;
import city.seki.hub.kit.KitAlerts;
import city.seki.hub.kit.LiveKits;
import city.seki.hub.link.HubLink;
import city.seki.hub.link.SeatLights;
import city.seki.hub.link.Snapshots;
import city.seki.hub.live.LiveFloor;
import city.seki.hub.rollout.Rollouts;
import city.seki.hub.room.LiveRooms;
import city.seki.hub.room.RoomAlerts;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/**
 * What happens because time passes: due events are asked for, the floor is looked at again, lights
 * and alerts follow, and the city's records are read anew when they changed. One thread does all of
 * it, one thing after the other.
 */
final class Clockwork implements AutoCloseable {
  /** Small steps often: what is told in one go, broker and processor do before the next tap. */
  private static final long FLUSH_MILLIS = 20;

  private static final long FOLLOW_MILLIS = 100;
  private static final long SECOND_MILLIS = 1_000;
  private static final long TICK_MILLIS = 10_000;
  private static final long MINUTE_MILLIS = 60_000;
  private static final long DAY_MILLIS = 86_400_000;

  /** In so many flushes the whole floor is looked at: every two seconds. */
  private static final int SWEEP_PARTS = 100;

  /** In so many flushes every office has been looked at: a snapshot a second at most. */
  private static final int SNAPSHOT_PARTS = 50;

  private final Supplier<Instant> clock;
  private final CityRecords records;
  private final AllocationLoop allocation;
  private final LiveFloor floor;
  private final LiveRooms rooms;
  private final LiveKits kits;
  private final HubLink link;
  private final Fleet fleet;
  private final Alerts alerts;
  private final LiveAlerts liveAlerts;
  private final SeatLights lights;
  private final Draws draws;
  private final Snapshots snapshots;
  private final Supplier<Map<String, Alerts.Alert>> waiting;
  private final Runnable certificates;
  private final AuditHeads heads;
  private final Rollouts rollouts;
  private final Runnable turned;
  private final Consumer<City> follower;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().name("seki-live").factory());
  private volatile @Nullable String recordsTrouble;
  private Set<String> unitsThere = Set.of();

  Clockwork(
      Supplier<Instant> clock,
      CityRecords records,
      AllocationLoop allocation,
      LiveFloor floor,
      LiveRooms rooms,
      LiveKits kits,
      HubLink link,
      Fleet fleet,
      Alerts alerts,
      LiveAlerts liveAlerts,
      SeatLights lights,
      Draws draws,
      Snapshots snapshots,
      Supplier<Map<String, Alerts.Alert>> waiting,
      Runnable certificates,
      AuditHeads heads,
      Rollouts rollouts,
      Runnable turned,
      Consumer<City> follower) {
    this.clock = clock;
    this.records = records;
    this.allocation = allocation;
    this.floor = floor;
    this.rooms = rooms;
    this.kits = kits;
    this.link = link;
    this.fleet = fleet;
    this.alerts = alerts;
    this.liveAlerts = liveAlerts;
    this.lights = lights;
    this.draws = draws;
    this.snapshots = snapshots;
    this.waiting = waiting;
    this.certificates = certificates;
    this.heads = heads;
    this.rollouts = rollouts;
    this.turned = turned;
    this.follower = follower;
  }

  void start() {
    every(FLUSH_MILLIS, this::flush);
    every(FOLLOW_MILLIS, this::follow);
    every(SECOND_MILLIS, this::second);
    every(SECOND_MILLIS, alerts::write);
    every(SECOND_MILLIS, rollouts::look);
    every(TICK_MILLIS, floor::tick);
    every(MINUTE_MILLIS, certificates);
    every(DAY_MILLIS, this::noteAudit);
    noteAudit();
  }

  /** Why the city's records could not be read when they last changed, null if they could. */
  @Nullable String recordsTrouble() {
    return recordsTrouble;
  }

  private void every(long millis, Runnable task) {
    var _ =
        thread.scheduleWithFixedDelay(
            () -> {
              try {
                task.run();
              } catch (RuntimeException e) {
                // One look that failed is no reason never to look again.
                Logger.error(e, "the floor was not brought up to date");
              }
            },
            millis,
            millis,
            TimeUnit.MILLISECONDS);
  }

  /** In the hub's log too, which is kept elsewhere: whoever cuts the audit log cannot reach it. */
  private void noteAudit() {
    AuditLog.Head head = heads.note();
    if (head != null) {
      Logger.info("the audit log goes up to {}", head);
    }
  }

  private void flush() {
    floor.sweep(SWEEP_PARTS);
    floor.flush();
    rooms.flush();
    snapshots.look(SNAPSHOT_PARTS);
    link.sendRetained();
  }

  private void follow() {
    followUnits(allocation.state().city());
    snapshots.sendPeople();
  }

  private void second() {
    Instant now = clock.get();
    try {
      reload(now);
      draws.look(now);
      allocation.submit(new Command.Advance(now), decision -> turned.run());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    Seating state = allocation.state();
    follower.accept(state.city());
    alerts.look(state.city(), fleet, now);
    Map<String, Alerts.Alert> wrong = new HashMap<>(RoomAlerts.of(rooms.look(), now));
    wrong.putAll(KitAlerts.of(kits.look()));
    wrong.putAll(waiting.get());
    wrong.putAll(rollouts.alerts());
    alerts.lookAtFloor(wrong, now);
    liveAlerts.look();
    lights.changes(state, now).forEach(link::tell);
  }

  /** The floor follows who is there; a unit that was away may have missed what its lights say. */
  private void followUnits(City city) {
    Set<String> there = new HashSet<>();
    Set<String> changed = new HashSet<>(unitsThere);
    for (String unit : city.units().keySet()) {
      if (fleet.isThere(unit)) {
        there.add(unit);
        if (!changed.remove(unit)) {
          changed.add(unit);
          lights.again(city, unit).forEach(link::tell);
        }
      }
    }
    if (!changed.isEmpty()) {
      floor.unitsChanged(changed);
    }
    unitsThere = there;
  }

  private void reload(Instant now) throws InterruptedException {
    try {
      CityRecords.Records changed = records.changed(now);
      if (changed != null) {
        recordsTrouble = null;
        allocation.submit(
            new Command.Reconfigure(changed.city(), changed.directory(), now), decision -> {});
        Logger.info(
            "records read: {} offices, {} units, {} persons",
            changed.city().offices().size(),
            changed.city().units().size(),
            changed.directory().persons().size());
      }
    } catch (DataException e) {
      recordsTrouble = e.getMessage();
      Logger.error("records not read, the old ones stay: {}", e.getMessage());
    }
  }

  @Override
  public void close() {
    thread.shutdown();
    try {
      var _ = thread.awaitTermination(2, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
