package city.seki.edge.presence.emulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import city.seki.edge.bus.Pi4jBuses;
import city.seki.edge.bus.emulated.EmulatedBoard;
import city.seki.edge.card.Pace;
import city.seki.edge.presence.Reading;
import city.seki.edge.presence.Sensor;
import city.seki.edge.presence.SensorEvent;
import city.seki.edge.presence.SensorSpec;
import city.seki.edge.presence.SensorWatch;
import city.seki.edge.presence.pin.PinSensor;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Watch, production driver and Pi4J over the pins of an emulated board, in real time. */
class EmulatedPinsTest {
  private static final SensorEvent READY = new SensorEvent.Ready();

  private final EmulatedBoard board = new EmulatedBoard();
  private final Pi4jBuses buses = board.buses();
  private final BlockingQueue<SensorEvent> events = new LinkedBlockingQueue<>();

  @AfterEach
  void release() {
    buses.close();
  }

  private SensorWatch watched(Sensor sensor, Pace pace) {
    SensorWatch watch = new SensorWatch(sensor, pace, events::add);
    Thread.ofPlatform().daemon().start(watch::run);
    return watch;
  }

  private void expect(SensorEvent event) throws InterruptedException {
    SensorEvent next = events.poll(20, TimeUnit.SECONDS);
    assertNotNull(next, () -> "no " + event);
    assertEquals(event, next);
  }

  private void expect(Reading reading) throws InterruptedException {
    expect(new SensorEvent.Read(reading));
  }

  @Test
  void a_door_is_seen_to_open_and_close_though_its_contact_bounces() throws Exception {
    EmulatedContact door = EmulatedContact.door(board, 27);
    Sensor sensor = PinSensor.door(buses, new SensorSpec.Door(27), Pace.real());
    try (SensorWatch _ = watched(sensor, Pace.real())) {
      expect(READY);
      expect(new Reading.Door(false));
      for (int i = 0; i < 10; i++) {
        door.bounce(false, 6);
        expect(new Reading.Door(true));
        door.bounce(true, 6);
        expect(new Reading.Door(false));
      }
      door.cut();
      expect(new Reading.Door(true));
    }
  }

  @Test
  void a_pad_is_seen_to_be_pressed() throws Exception {
    EmulatedContact pad = EmulatedContact.pad(board, 22);
    Sensor sensor = PinSensor.pad(buses, new SensorSpec.Pad(22), Pace.real());
    try (SensorWatch _ = watched(sensor, Pace.real())) {
      expect(READY);
      expect(new Reading.Pad(false));
      pad.set(true);
      expect(new Reading.Pad(true));
      pad.stick();
      pad.set(false);
      pad.heal();
      expect(new Reading.Pad(false));
    }
  }

  @Test
  void a_pir_that_is_warm_is_seen_to_see_something_move() throws Exception {
    EmulatedPir pir = new EmulatedPir(board, 17);
    Pace hurried = hurried(600);
    Sensor sensor = PinSensor.pir(buses, new SensorSpec.Pir(17), hurried);
    try (SensorWatch _ = watched(sensor, hurried)) {
      expect(READY);
      expect(new Reading.Motion(false));
      pir.sense(true);
      expect(new Reading.Motion(true));
      pir.sense(false);
      expect(new Reading.Motion(false));
    }
  }

  /** A minute passes in a tenth of a second. */
  private static Pace hurried(int speed) {
    return new Pace() {
      @Override
      public long nanos() {
        return Pace.real().nanos() * speed;
      }

      @Override
      public void pause(Duration time) throws InterruptedException {
        Pace.real().pause(time.dividedBy(speed));
      }
    };
  }
}
