package city.seki.edge.presence.fusion;

import city.seki.edge.presence.Reading;
import city.seki.edge.presence.Reading.Radar.Target;
import city.seki.edge.presence.SensorEvent;
import city.seki.edge.presence.SensorFault;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * What four sensors say on a generated day. Everything follows from the seed.
 *
 * <p><b>PIR</b> (AM312, hardware.md §2.3): sees 90 % of movements, holds 2 s, is blind for 2 s.
 * False pulses once in 6 hours; on three days of ten the sun or a heater makes one every 6 minutes
 * for 1 to 3 hours.
 *
 * <p><b>Radar</b> (LD2410, §2.1; a report every 2 s instead of every 0.1 s, to save time): moving
 * for 5 s after a movement, still otherwise; someone still is lost once in 10 minutes for 15 s on
 * average. In an empty room a ghost once in 2 hours for 12 s on average; on one day of eight a fan
 * is a target for 1 to 4 hours.
 *
 * <p><b>Air</b> (SCD41, §2.4, low power, every 30 s): mass balance of a room of 60 to 120 m³ with
 * 0.5 to 2.5 air changes an hour, 3 more while the door is open, 0.005 l/s of CO₂ a person, 420 ppm
 * outside; the sensor lags by 60 s, has a noise of 10 ppm and an error of up to 40 ppm and 5 %.
 *
 * <p><b>Door</b>: a contact that tells the truth.
 */
final class GeneratedDay {
  static final DeclaredSensor PIR = new DeclaredSensor("pir", SensorKind.PIR);
  static final DeclaredSensor RADAR = new DeclaredSensor("radar", SensorKind.RADAR);
  static final DeclaredSensor AIR = new DeclaredSensor("air", SensorKind.AIR);
  static final DeclaredSensor DOOR = new DeclaredSensor("door", SensorKind.DOOR);

  /** What goes wrong at a time between 9 and 16 o'clock. */
  enum Misfortune {
    NONE,
    /** The radar's wire breaks, and it is told. */
    RADAR_DIES,
    /** The PIR's too. */
    PIR_DIES,
    /** The PIR's output stays high. */
    PIR_STICKS,
    /** The radar says the last report for ever. */
    RADAR_FREEZES
  }

  /** At {@code second}, of a sensor. */
  record Said(int second, Observation observation) {}

  private final Random random;
  private final PeopleOfADay truth;
  private final List<Said> said = new ArrayList<>();
  private final Misfortune misfortune;
  private final int misfortuneAt;

  GeneratedDay(long seed, Misfortune misfortune) {
    random = new Random(seed);
    truth = PeopleOfADay.of(random);
    this.misfortune = misfortune;
    misfortuneAt = 9 * 3600 + new Random(~seed).nextInt(7 * 3600);
    for (DeclaredSensor each : List.of(PIR, RADAR, AIR, DOOR)) {
      said.add(new Said(0, new Observation(each.name(), new SensorEvent.Ready())));
    }
    pir();
    radar();
    air();
    door();
    said.sort((one, other) -> Integer.compare(one.second(), other.second()));
  }

  PeopleOfADay truth() {
    return truth;
  }

  /** In the order of time. */
  List<Said> said() {
    return said;
  }

  private void say(DeclaredSensor sensor, int second, Reading reading) {
    said.add(new Said(second, new Observation(sensor.name(), new SensorEvent.Read(reading))));
  }

  private void die(DeclaredSensor sensor) {
    said.add(
        new Said(
            misfortuneAt,
            new Observation(
                sensor.name(), new SensorEvent.Fault(SensorFault.Cause.GONE, "generated"))));
  }

  private boolean isStruck(Misfortune by, int second) {
    return misfortune == by && second >= misfortuneAt;
  }

  private void pir() {
    boolean sunny = random.nextInt(10) < 3;
    int sun = 9 * 3600 + random.nextInt(7 * 3600);
    int sunEnds = sun + 3600 + random.nextInt(7200);
    boolean high = false;
    int holds = 0;
    int blind = 0;
    say(PIR, 0, new Reading.Motion(false));
    for (int second = 1; second < PeopleOfADay.SECONDS; second++) {
      boolean lit = sunny && second >= sun && second < sunEnds;
      boolean pulse = random.nextInt(lit ? 360 : 6 * 3600) == 0;
      for (int i = 0; i < truth.movements(second); i++) {
        pulse |= random.nextInt(10) < 9;
      }
      if (isStruck(Misfortune.PIR_DIES, second)) {
        die(PIR);
        return;
      }
      if (isStruck(Misfortune.PIR_STICKS, second)) {
        say(PIR, second, new Reading.Motion(true));
        return;
      }
      if (pulse && (high || second >= blind)) {
        holds = second + 2;
      }
      boolean now = second < holds;
      if (now != high) {
        say(PIR, second, new Reading.Motion(now));
        blind = now ? blind : second + 2;
        high = now;
      }
    }
  }

  private void radar() {
    boolean windy = random.nextInt(8) == 0;
    int fan = 8 * 3600 + random.nextInt(12 * 3600);
    int fanEnds = fan + 3600 + random.nextInt(3 * 3600);
    int moved = -100;
    int lostUntil = 0;
    int ghostUntil = 0;
    Reading.Radar last = report(Target.NONE);
    for (int second = 1; second < PeopleOfADay.SECONDS; second++) {
      boolean somebody = truth.people(second) > 0;
      moved = truth.movements(second) > 0 ? second : moved;
      if (truth.people(second) == 1 && random.nextInt(600) == 0) {
        lostUntil = second + exponential(15);
      }
      if (!somebody && random.nextInt(7200) == 0) {
        ghostUntil = second + exponential(12);
      }
      if (second % 2 != 0) {
        continue;
      }
      if (isStruck(Misfortune.RADAR_DIES, second)) {
        die(RADAR);
        return;
      }
      if (!isStruck(Misfortune.RADAR_FREEZES, second)) {
        boolean ghost = second < ghostUntil || (windy && second >= fan && second < fanEnds);
        boolean still = ghost || (somebody && second >= lostUntil);
        boolean moving = second - moved < 5 || (ghost && random.nextInt(4) == 0);
        last = report(moving ? Target.MOVING : still ? Target.STILL : Target.NONE);
      }
      say(RADAR, second, last);
    }
  }

  private Reading.Radar report(Target target) {
    return switch (target) {
      case NONE -> new Reading.Radar(target, 0, 0, 0, 0);
      case MOVING -> new Reading.Radar(target, 80 + random.nextInt(300), random.nextInt(100), 0, 0);
      case STILL, BOTH ->
          new Reading.Radar(target, 0, 0, 80 + random.nextInt(300), random.nextInt(100));
    };
  }

  private void air() {
    double volume = 60 + random.nextDouble() * 60;
    double airing = 0.5 + random.nextDouble() * 2;
    double error = 1 + (random.nextDouble() - 0.5) * 0.1;
    double offset = (random.nextDouble() - 0.5) * 80;
    double ppm = 430;
    double shown = ppm;
    for (int second = 1; second < PeopleOfADay.SECONDS; second++) {
      double changes = (airing + (truth.isDoorOpen(second) ? 3 : 0)) / 3600;
      ppm += truth.people(second) * 5.0 / volume - changes * (ppm - 420);
      shown += (ppm - shown) / 60;
      if (second % 30 == 0) {
        int told = (int) Math.round(shown * error + offset + random.nextGaussian() * 10);
        say(AIR, second, new Reading.Air(Math.max(300, told), 22, 45));
      }
    }
  }

  private void door() {
    boolean open = truth.isDoorOpen(0);
    say(DOOR, 0, new Reading.Door(open));
    for (int second = 1; second < PeopleOfADay.SECONDS; second++) {
      if (truth.isDoorOpen(second) != open) {
        open = truth.isDoorOpen(second);
        say(DOOR, second, new Reading.Door(open));
      }
    }
  }

  private int exponential(int mean) {
    return 1 + (int) (-mean * Math.log(1 - random.nextDouble()));
  }
}
