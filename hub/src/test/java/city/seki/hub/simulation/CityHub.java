package city.seki.hub.simulation;

import city.seki.config.link.LinkMessage;
import city.seki.config.rules.Command;
import city.seki.config.rules.Decision;
import city.seki.config.rules.Event;
import city.seki.config.rules.Seating;
import city.seki.config.wire.HealthMessage;
import city.seki.config.wire.Topics;
import city.seki.config.wire.Topics.Channel;
import city.seki.hub.alert.Alerts;
import city.seki.hub.alert.Quarantine;
import city.seki.hub.allocation.Allocation;
import city.seki.hub.allocation.Allocator;
import city.seki.hub.data.DataException;
import city.seki.hub.fleet.Fleet;
import city.seki.hub.link.Ingress;
import city.seki.hub.link.SeatLights;
import city.seki.hub.link.Snapshots;
import city.seki.hub.rollout.UnitReports;
import city.seki.hub.room.UntoldRooms;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The hub: the real allocator, ingress, fleet, alerts and lights, put together as {@code
 * server.Hub} does, with the turns of its threads taken one after the other.
 */
final class CityHub implements Machine {
  private static final long SECOND_MS = 1_000;

  private final CityRun city;
  private final Timeline time;
  private final Seating files;
  private final RandomGenerator random;
  private final Disk disk = new Disk(this);
  private final LedgerDisk ledger;
  private int life;
  private int thinkMs;
  private long version;
  private Instant advanced = Instant.MIN;
  private @Nullable Run run;

  CityHub(CityRun city, Seating files, RandomGenerator random) {
    this.city = city;
    this.time = city.time();
    this.files = files;
    this.random = random;
    ledger = new LedgerDisk(disk, city.planted(), city.promises()::written);
  }

  @Override
  public String name() {
    return "hub";
  }

  @Override
  public boolean isUp() {
    return run != null;
  }

  @Override
  public Disk disk() {
    return disk;
  }

  /** How long it thinks over every batch. */
  void think(int millis) {
    thinkMs = millis;
  }

  /** What is durable as far as it knows, null while it is down. */
  @Nullable Seating state() {
    Run now = run;
    return now == null ? null : now.allocator.state();
  }

  /** All that is durable there. */
  List<Event> ledger() {
    return ledger.events();
  }

  /** Whether the unit is there and says that it owes nothing, and nothing waits here. */
  boolean isSettled(CityUnit unit) {
    Run now = run;
    if (now == null || !now.waiting.isEmpty() || !now.fleet.isThere(unit.name())) {
      return false;
    }
    Fleet.Heard heard = now.fleet.of(unit.name());
    HealthMessage health = heard == null ? null : heard.health();
    return health != null && unit.owesNothing(health);
  }

  private void timeCame(Instant at) {
    advanced = at;
  }

  /** Up to when what time brings about is on record. */
  Instant advanced() {
    return advanced;
  }

  /** As {@code SnapshotVersions}: its mark on the disk lets no restart go back. */
  private long nextVersion() {
    version = Math.max(version + 1, time.instant().toEpochMilli());
    return version;
  }

  void start() {
    life++;
    if (city.brokersMachine().equals(name())) {
      city.broker().start();
    }
    city.promises().reopened(ledger.events());
    Run started = new Run();
    run = started;
    CityPromises.must(
        started.allocator.state().equals(city.promises().folded()),
        "the state after a restart is not the fold of the ledger");
    Instant now = time.instant();
    started.submit(
        new Command.Reconfigure(files.city(), files.directory(), now), decision -> timeCame(now));
    started.client.connect();
    started.wire.connect();
    started.everySecond();
  }

  @Override
  public void die(boolean power) {
    Run now = run;
    if (now == null) {
      return;
    }
    city.tell(() -> power ? "hub loses power" : "hub ends");
    run = null;
    int died = ++life;
    now.client.die(power);
    now.wire.die(power);
    if (city.brokersMachine().equals(name())) {
      city.broker().die(power, false);
    }
    if (power) {
      ledger.losePower();
    }
    time.after(
        1_000 + random.nextInt(power ? 15_000 : 4_000),
        () -> {
          if (life == died) {
            start();
          }
        });
  }

  /** One run of the program. */
  private final class Run implements Allocation, Client.Listener {
    private final Fleet fleet = new Fleet(this::nanos);
    private Allocator allocator = opened();
    private final Alerts alerts = new Alerts();
    private final SeatLights lights = new SeatLights();
    private final FleetPromises watch = new FleetPromises(city);
    private final HubWire wire;
    private final Snapshots snapshots;
    private final List<Allocator.Request> waiting = new ArrayList<>();
    private final Ingress ingress;
    private final Client client;
    private Set<String> unitsThere = Set.of();

    private long nanos() {
      return time.ms() * 1_000_000;
    }

    Run() {
      ingress =
          new Ingress(
              this,
              fleet,
              time::instant,
              new Quarantine(),
              alerts,
              this::send,
              UntoldRooms.of(this::state, fleet, time::instant, this::nanos),
              (unit, want) -> {},
              new UnitReports(time::instant));
      wire = new HubWire(city, name(), random);
      snapshots =
          new Snapshots(
              this::state,
              fleet,
              time::instant,
              this::nanos,
              Town.HUB,
              CityHub.this::nextVersion,
              wire);
      client =
          new Client(
              city,
              name(),
              new Broker.Hello(
                  "seki-hub",
                  false,
                  List.of(
                      Topics.everyUnit(Channel.TAP),
                      Topics.everyUnit(Channel.STATUS),
                      Topics.everyUnit(Channel.HEALTH),
                      Topics.everyUnit(Channel.PRESENCE)),
                  null),
              null,
              random,
              this);
    }

    private Allocator opened() {
      return new Allocator(
          ledger.open(),
          files,
          event -> {
            if (event instanceof Event.Tapped tapped) {
              fleet.past(tapped.tap().unit(), tapped.tap().boot(), tapped.tap().seq());
            }
          });
    }

    @Override
    public Seating state() {
      return allocator.state();
    }

    @Override
    public void submit(Command command, Consumer<Decision> reply) {
      waiting.add(new Allocator.Request(command, reply::accept));
      if (waiting.size() == 1) {
        time.after(thinkMs + random.nextInt(3), this::turn);
      }
    }

    private void turn() {
      if (run != this) {
        return;
      }
      List<Allocator.Request> batch = List.copyOf(waiting);
      waiting.clear();
      Allocator.Outcome outcome;
      try {
        outcome = allocator.decide(batch);
      } catch (DataException e) {
        die(false); // as AllocationLoop: nobody is answered, the process ends
        return;
      }
      if (ledger.wasTampered()) {
        allocator = opened(); // as the bug itself would have it
      }
      outcome.answer();
      alerts.changed(outcome.events());
      lights.left(outcome.events(), outcome.state().city()).forEach(this::tell);
    }

    private void tell(SeatLights.ForUnit light) {
      send(LinkMessage.of(Topics.unit(light.unit(), Channel.COMMAND), light.command().toJson()));
    }

    private void send(LinkMessage message) {
      client.publish(message);
    }

    private void everySecond() {
      time.after(
          SECOND_MS,
          () -> {
            if (run == this) {
              second();
              everySecond();
            }
          });
    }

    /** As {@code server.Clockwork}. */
    private void second() {
      Instant now = time.instant();
      submit(new Command.Advance(now), decision -> timeCame(now));
      alerts.look(state().city(), fleet, time.instant());
      lights.changes(state(), time.instant()).forEach(this::tell);
      int offices = state().city().offices().size();
      for (int i = 0; i < offices; i++) {
        snapshots.look(offices); // each office once a second, one in a look
      }
      snapshots.sendPeople();
      wire.sendRetained();
      Set<String> there = new HashSet<>();
      for (String unit : state().city().units().keySet()) {
        if (fleet.isThere(unit)) {
          there.add(unit);
          if (!unitsThere.contains(unit)) {
            lights.again(state().city(), unit).forEach(this::tell);
          }
        }
      }
      unitsThere = there;
      watch.look(state(), fleet);
    }

    @Override
    public void up() {
      city.tell(() -> "hub is connected");
    }

    @Override
    public void down(String reason) {
      city.tell(() -> "hub lost the broker: " + reason);
    }

    @Override
    public void arrived(LinkMessage message, boolean retained, long delivery, Line line) {
      Topics.UnitTopic topic = Topics.parse(message.topic());
      boolean believed = retained && city.planted() != Planted.RETAINED_STATUS_IS_BELIEVED;
      if (topic != null && !retained) {
        watch.heard(topic, message);
      }
      try {
        ingress.take(
            new Ingress.Mail(
                message.topic(),
                message.payload(),
                believed,
                message.responseTopic(),
                message.correlation(),
                () -> client.acknowledge(delivery, line)));
      } catch (InterruptedException e) {
        throw new IllegalStateException("nobody interrupts a simulation", e);
      }
    }

    @Override
    public void confirmed(LinkMessage message) {}
  }
}
