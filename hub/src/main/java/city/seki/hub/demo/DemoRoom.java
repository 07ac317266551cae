package city.seki.hub.demo;

import city.seki.config.model.RoomId;
import city.seki.edge.av.emulated.EmulatedPjlink;
import city.seki.edge.av.emulated.EmulatedRoomKit;
import city.seki.edge.presence.Reading;
import city.seki.edge.presence.emulated.EmulatedContact;
import city.seki.edge.presence.emulated.EmulatedLd2410;
import city.seki.edge.presence.emulated.EmulatedPir;
import city.seki.edge.presence.emulated.EmulatedScd4x;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.tinylog.Logger;

/**
 * A room of the demo from the inside: people in it, its air and its devices, which the emulated
 * sensors see as real ones would. Confined to the thread that lets it live, once it does.
 */
final class DemoRoom {
  /** Office work, 75 m³: what a person adds in a minute (ASTM D6245-18, §9). */
  private static final double PPM_PER_PERSON = 4;

  private static final double FRESH_PPM = 420;

  /** An air change an hour, by the minute. */
  private static final double AIRING = 1.0 / 60;

  /** A PIR sees somebody who sits about so often; its output is high for a little. */
  private static final double SEEN_EVERY_S = 45;

  private static final double HIGH_S = 3;

  private final RoomId id;
  private final boolean booked;
  private final RandomGenerator random;
  private final List<EmulatedPir> pirs = new ArrayList<>();
  private final List<EmulatedLd2410> radars = new ArrayList<>();
  private final List<EmulatedScd4x> airs = new ArrayList<>();
  private final List<EmulatedContact> doors = new ArrayList<>();
  private final List<EmulatedPjlink> displays = new ArrayList<>();
  private final List<EmulatedRoomKit> kits = new ArrayList<>();
  private int people;
  private double ppm = FRESH_PPM;
  private double pirLowS;
  private double radarS;

  /**
   * @param booked whether the room is for those who book it
   */
  DemoRoom(RoomId id, boolean booked, RandomGenerator random) {
    this.id = id;
    this.booked = booked;
    this.random = random;
  }

  RoomId id() {
    return id;
  }

  boolean isBooked() {
    return booked;
  }

  boolean canCall() {
    return !kits.isEmpty();
  }

  void add(EmulatedPir pir) {
    pirs.add(pir);
  }

  void add(EmulatedLd2410 radar) {
    radars.add(radar);
  }

  void add(EmulatedScd4x air) {
    airs.add(air);
  }

  void addDoor(EmulatedContact door) {
    doors.add(door);
    door.set(true);
  }

  void add(EmulatedPjlink display) {
    displays.add(display);
  }

  void add(EmulatedRoomKit kit) {
    kits.add(kit);
  }

  int people() {
    return people;
  }

  /** They come or go through the door. */
  void people(int now) {
    people = now;
    doors.forEach(door -> door.set(false));
    kits.forEach(kit -> kit.people(now));
    pirLowS = 0;
  }

  /** The devices wake up, or go to sleep. */
  void devices(boolean on) {
    displays.forEach(display -> display.power(on ? 1 : 0));
    kits.forEach(kit -> kit.standby(on ? "Off" : "Standby"));
  }

  void call(boolean up) {
    kits.forEach(kit -> kit.call(up));
  }

  /** Somebody pulls the network cable of a device, or puts it back. */
  void cable(boolean plugged) {
    try {
      for (EmulatedPjlink display : displays) {
        if (plugged) {
          display.plugIn();
        } else {
          display.unplug();
        }
      }
    } catch (IOException e) {
      Logger.error("an emulated display of {} failed: {}", id, e.getMessage());
    }
    kits.forEach(kit -> kit.peripheral(1, "Camera", plugged));
  }

  /** A sensor that nobody hears any more, or that is mended. */
  void sensor(boolean works) {
    for (EmulatedLd2410 radar : radars) {
      if (works) {
        radar.heal();
      } else {
        radar.suffer(EmulatedLd2410.Trouble.SILENT);
      }
    }
    for (EmulatedScd4x air : airs) {
      if (works) {
        air.heal();
      } else {
        air.suffer(EmulatedScd4x.Trouble.SILENT);
      }
    }
  }

  /**
   * Time passes.
   *
   * @param seconds of the city
   */
  void live(double seconds) {
    ppm += (people * PPM_PER_PERSON - (ppm - FRESH_PPM) * AIRING) * seconds / 60;
    airs.forEach(
        air ->
            air.sense(
                new Reading.Air((int) (ppm + random.nextGaussian(0, 4)), 23.5 + people * 0.1, 45)));
    doors.forEach(door -> door.set(true));
    move(seconds);
    radarS -= seconds;
    if (radarS < 0) {
      radarS = random.nextDouble(2, 8);
      radars.forEach(radar -> radar.sense(echo()));
    }
  }

  private void move(double seconds) {
    pirLowS -= seconds;
    if (pirLowS < -HIGH_S) {
      pirs.forEach(pir -> pir.sense(false));
      pirLowS = SEEN_EVERY_S * random.nextExponential();
    } else if (pirLowS < 0 && people > 0) {
      pirs.forEach(pir -> pir.sense(true));
    }
  }

  private Reading.Radar echo() {
    int noise = random.nextInt(12);
    if (people == 0) {
      return new Reading.Radar(Reading.Radar.Target.NONE, 0, noise, 0, noise);
    }
    int far = random.nextInt(120, 320);
    return random.nextInt(4) == 0
        ? new Reading.Radar(Reading.Radar.Target.BOTH, far, 60 + noise, far, 70 + noise)
        : new Reading.Radar(Reading.Radar.Target.STILL, 0, noise, far, 70 + noise);
  }
}
