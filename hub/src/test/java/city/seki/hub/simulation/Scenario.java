package city.seki.hub.simulation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All that happens from outside in one run: made from a seed, and made shorter by leaving things
 * out.
 *
 * @param chaosMs after so long nothing new happens and everything is healed
 */
record Scenario(long seed, Shape shape, List<Visit> visits, List<Fault> faults, long chaosMs) {
  /** A Tuesday; offices are open from 08:30 to 17:15. */
  private static final Instant MIDNIGHT = Instant.parse("2026-11-24T00:00:00+09:00");

  /**
   * What does not change during a run.
   *
   * @param offices each has half of the units
   * @param seats of each unit
   * @param caps whether each office takes one person less than it has seats
   * @param external whether the broker is a machine of its own, and not a part of the hub
   * @param remembers whether an external broker has its sessions on a disk
   */
  record Shape(
      int offices,
      int units,
      int seats,
      int people,
      boolean caps,
      boolean external,
      boolean remembers,
      Instant start) {}

  /** Somebody comes, taps, looks at the light, sits, and goes. */
  record Visit(int number, int person, long atMs, long stayMs) {}

  /** What goes wrong. */
  enum Kind {
    /** {@code kill -9} at the {@code amount}th durable write from then; at once if 0. */
    KILL,
    /** A power cut likewise. */
    POWER_CUT,
    /** An external broker dies, 1 by a power cut. */
    BROKER_DIES,
    /** Packets are held back: 0 to the broker, 1 from it, else both. */
    PARTITION,
    /** Packets take up to {@code amount} ms longer. */
    SLOW_NETWORK,
    /** So many of a hundred messages come twice. */
    DUPLICATES,
    /** So many of a hundred messages are confirmed and lost. */
    LOSSES,
    /** So many of a hundred messages are overtaken. */
    OVERTAKING,
    /** The wall clock of a unit is put {@code amount} ms on. */
    CLOCK_JUMP,
    DISK_FULL,
    /** The hub thinks for {@code amount} ms over each batch. */
    SLOW_HUB
  }

  /**
   * One fault.
   *
   * @param target {@code hub} or a unit
   * @param lengthMs how long it lasts, where it does
   */
  record Fault(
      Kind kind, String target, long atMs, long lengthMs, long amount, Disk.Moment moment) {}

  Scenario {
    visits = List.copyOf(visits);
    faults = List.copyOf(faults);
  }

  /** What that seed stands for. */
  static Scenario of(long seed) {
    RandomGenerator random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + 1);
    int offices = 1 + random.nextInt(2);
    int units = offices * (1 + random.nextInt(2));
    boolean late = random.nextInt(10) == 0;
    boolean external = random.nextInt(2) == 0;
    Shape shape =
        new Shape(
            offices,
            units,
            1 + random.nextInt(3),
            2 + random.nextInt(6),
            random.nextInt(4) == 0,
            external,
            external && random.nextBoolean(),
            MIDNIGHT.plusSeconds(late ? 17 * 3600 + 12 * 60 : 9 * 3600 + random.nextInt(25_000)));
    long chaosMs = 60_000L + random.nextInt(240_000);
    List<Visit> visits = new ArrayList<>();
    for (int i = 3 + random.nextInt(20); i > 0; i--) {
      visits.add(
          new Visit(
              i,
              random.nextInt(shape.people()),
              random.nextLong(chaosMs),
              2_000 + random.nextInt(90_000)));
    }
    List<Fault> faults = new ArrayList<>();
    for (int i = random.nextInt(14); i > 0; i--) {
      faults.add(fault(random, shape, chaosMs));
    }
    return new Scenario(seed, shape, visits, faults, chaosMs);
  }

  private static Fault fault(RandomGenerator random, Shape shape, long chaosMs) {
    Kind kind = pick(random, List.of(Kind.values()));
    boolean atHub = random.nextInt(3) == 0;
    String target = atHub ? "hub" : unit(random.nextInt(shape.units()));
    long length = 500L + random.nextInt(random.nextInt(3) == 0 ? 90_000 : 15_000);
    long amount =
        switch (kind) {
          case KILL, POWER_CUT -> random.nextInt(6);
          case BROKER_DIES -> random.nextInt(2);
          case PARTITION -> random.nextInt(4);
          case SLOW_NETWORK -> 50 + random.nextInt(3_000);
          case DUPLICATES, LOSSES, OVERTAKING -> 5 + random.nextInt(60);
          case CLOCK_JUMP -> jump(random);
          case SLOW_HUB -> 50 + random.nextInt(6_000);
          case DISK_FULL -> 0;
        };
    Disk.Moment moment = pick(random, List.of(Disk.Moment.values()));
    return new Fault(kind, target, random.nextLong(chaosMs), length, amount, moment);
  }

  private static <T> T pick(RandomGenerator random, List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  /** By a second or by years, either way. */
  private static long jump(RandomGenerator random) {
    long size =
        switch (random.nextInt(4)) {
          case 0 -> 1_000;
          case 1 -> 90_000;
          case 2 -> 3_600_000;
          default -> 10L * 365 * 86_400_000;
        };
    return random.nextBoolean() ? size : -size;
  }

  static String unit(int number) {
    return "u" + (number + 1);
  }

  /** A source of chance that nothing else draws from, so that leaving things out changes little. */
  RandomGenerator random(String purpose) {
    return new SplittableRandom(seed * 31 + purpose.hashCode());
  }

  /**
   * Whether messages reach the hub in the order in which a unit sent them. A broker that loses its
   * memory takes taps while the hub has not subscribed again: these come later, when the unit sees
   * that they were not answered.
   */
  boolean keepsOrder() {
    return faults.stream()
        .noneMatch(
            fault ->
                switch (fault.kind()) {
                  case LOSSES, OVERTAKING -> true;
                  case BROKER_DIES -> shape.external() && !shape.remembers();
                  default -> false;
                });
  }

  Scenario withVisits(List<Visit> fewer) {
    return new Scenario(seed, shape, fewer, faults, chaosMs);
  }

  Scenario withFaults(List<Fault> fewer) {
    return new Scenario(seed, shape, visits, fewer, chaosMs);
  }

  Scenario withShape(Shape smaller) {
    return new Scenario(seed, smaller, visits, faults, chaosMs);
  }

  /** Ends the chaos earlier: what would happen later does not. */
  Scenario until(long endMs) {
    return new Scenario(
        seed,
        shape,
        visits.stream().filter(v -> v.atMs() < endMs).toList(),
        faults.stream().filter(f -> f.atMs() < endMs).toList(),
        endMs);
  }

  @Override
  public String toString() {
    return "seed %d, chaos for %d ms%n  %s%n%s"
        .formatted(
            seed,
            chaosMs,
            shape,
            Stream.concat(visits.stream(), faults.stream())
                .map(item -> "  " + item)
                .collect(Collectors.joining("\n")));
  }
}
