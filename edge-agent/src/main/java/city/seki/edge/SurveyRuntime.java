package city.seki.edge;

import city.seki.config.model.RoomDevice;
import city.seki.config.model.SensorWiring;
import city.seki.config.model.Unit;
import city.seki.config.rules.Seating;
import city.seki.config.wire.SensorNight;
import city.seki.edge.agent.AgentEvent;
import city.seki.edge.agent.FloorNow;
import city.seki.edge.agent.Now;
import city.seki.edge.av.DeviceWatch;
import city.seki.edge.av.Secret;
import city.seki.edge.coap.SensorPost;
import city.seki.edge.link.HubLink;
import city.seki.edge.presence.Reading;
import city.seki.edge.presence.SensorEvent;
import city.seki.edge.presence.SensorWatch;
import city.seki.edge.survey.RoomsNow;
import city.seki.edge.survey.Setting;
import city.seki.edge.survey.Survey;
import city.seki.edge.survey.SurveyEvent;
import city.seki.edge.survey.SurveyLoop;
import city.seki.edge.survey.SurveyMessages;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The running sensors and devices of one unit: a thread for each, and one for the survey. Nothing
 * of it is started in a unit that has none, and nothing that fails here keeps a tap from its light.
 */
final class SurveyRuntime implements AutoCloseable {
  /** What a sensor of the network is called in the wiring. */
  static final String NETWORK = "coap:";

  private static final Duration JOIN = Duration.ofSeconds(2);

  private final List<Runnable> ends = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final SurveyLoop loop;
  private final UnitSetup setup;
  private final Surroundings around;
  private final AccountKeeper account;
  private volatile FloorNow floor = FloorNow.NOTHING;

  /**
   * @param boot names it
   * @param data where the account of the sensors is kept
   * @param answering is told which of them answer
   */
  record Run(String boot, Path data, Answering answering) {}

  private SurveyRuntime(
      UnitSetup setup,
      Run run,
      Now.Source clock,
      HubLink link,
      Consumer<RoomsNow> onRooms,
      Surroundings around) {
    this.setup = setup;
    this.around = around;
    Unit unit = setup.unit();
    SurveyMessages messages = new SurveyMessages(run.boot());
    account = new AccountKeeper(run.data(), unit.id(), this::setting);
    loop =
        new SurveyLoop(
            unit,
            clock,
            told -> {
              switch (told) {
                case Survey.Telling.OfPlace place -> link.tell(messages.of(place));
                case Survey.Telling.OfDevice device -> link.tell(messages.of(device));
              }
            },
            onRooms,
            account,
            around.failed());
    threads.add(around.threads().newThread(loop::run));
    for (SensorWiring sensor : unit.sensors()) {
      if (!sensor.device().startsWith(NETWORK)) {
        watch(sensor, run.answering());
      }
    }
    unit.devices().forEach(this::watch);
  }

  /**
   * Not started yet; null for a unit that has neither sensors nor devices.
   *
   * @param onRooms told on the survey's thread; returns at once
   */
  static @Nullable SurveyRuntime of(
      UnitSetup setup,
      Run run,
      Now.Source clock,
      HubLink link,
      Consumer<RoomsNow> onRooms,
      Surroundings around) {
    Unit unit = setup.unit();
    return unit.sensors().isEmpty() && unit.devices().isEmpty()
        ? null
        : new SurveyRuntime(setup, run, clock, link, onRooms, around);
  }

  private @Nullable Setting setting(Instant at) {
    Seating seating = floor.seating();
    return seating == null ? null : Setting.of(seating, setup.unit().office(), at);
  }

  /** The agent's floor is so now. Any thread; returns at once. */
  void told(FloorNow now) {
    floor = now;
  }

  /** How honest the sensors were, the oldest night first. Any thread. */
  List<SensorNight> nights() {
    return account.nights();
  }

  private void watch(SensorWiring wiring, Answering answering) {
    SensorWatch watch =
        new SensorWatch(
            around.wires().sensor(wiring),
            around.lived(),
            event -> {
              if (event instanceof SensorEvent.Ready) {
                answering.answers(Answering.sensor(wiring));
              } else if (event instanceof SensorEvent.Fault) {
                answering.fails(Answering.sensor(wiring));
              }
              loop.post(new SurveyEvent.Sensed(wiring.device(), event));
            });
    ends.add(watch::close);
    threads.add(around.threads().newThread(watch::run));
  }

  private void watch(RoomDevice device) {
    Secret secret = setup.secrets().apply(device.id());
    DeviceWatch watch =
        new DeviceWatch(
            around.wires().device(device, secret),
            around.lived(),
            report -> loop.post(new SurveyEvent.Seen(device.id(), report)));
    ends.add(watch::close);
    threads.add(around.threads().newThread(watch::run));
  }

  void start() {
    threads.forEach(Thread::start);
  }

  /** What a sensor of the network tells of people; only that is used of it. */
  void posted(SensorPost post) {
    for (Reading reading : post.report().ofPeople()) {
      loop.post(new SurveyEvent.Sensed(NETWORK + post.sensor(), new SensorEvent.Read(reading)));
    }
  }

  /** What the survey has to know of the link. */
  void heard(AgentEvent event) {
    if (event instanceof AgentEvent.LinkUp) {
      loop.post(new SurveyEvent.LinkUp());
    } else if (event instanceof AgentEvent.LinkDown) {
      loop.post(new SurveyEvent.LinkDown());
    }
  }

  /** Ends the watches, then the survey. */
  @Override
  public void close() {
    ends.forEach(Runnable::run);
    loop.close();
    threads.forEach(SurveyRuntime::join);
    account.end();
  }

  private static void join(Thread thread) {
    try {
      var _ = thread.join(JOIN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
