package city.seki.hub.metrics;

import city.seki.config.model.City;
import city.seki.config.model.Unit;
import city.seki.config.wire.HealthMessage;
import city.seki.config.wire.MachineHealth;
import city.seki.config.wire.StatusMessage;
import city.seki.config.wire.Strain;
import city.seki.config.wire.Trait;
import city.seki.config.wire.Vital;
import city.seki.hub.fleet.Fleet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How each unit is: one line for each unit of the city's file and each value that it told, none for
 * a value that is not known or a unit that is away. Names have the base units of Prometheus.
 */
public final class UnitMetrics {
  private static final double HUNDREDTHS = 100;
  private static final double MILLIS = 1_000;

  /** Of what a unit says of itself; more than any of it has. */
  private static final int LONGEST_LABEL = 64;

  private final Supplier<City> city;
  private final Fleet fleet;

  /** Adds all of them. */
  public UnitMetrics(Metrics metrics, Supplier<City> city, Fleet fleet) {
    this.city = city;
    this.fleet = fleet;
    metrics.gauges(
        "seki_unit_up",
        "Whether the unit was heard lately.",
        List.of("unit", "office"),
        () -> units().map(u -> Metrics.value(fleet.isThere(u.id()) ? 1 : 0, u.id(), u.office())));
    metrics.gauges(
        "seki_unit_info",
        "What runs on which board; always 1.",
        List.of("unit", "office", "version", "model"),
        () -> units().map(this::info).filter(Objects::nonNull));
    health(metrics, "seki_unit_owed_taps", "Taps not yet delivered.", h -> (double) h.owes());
    health(
        metrics,
        "seki_unit_faulty_readers",
        "Readers that do not work.",
        h -> (double) h.readers().stream().filter(r -> r.fault() != null).count());
    health(
        metrics,
        "seki_unit_agent_uptime_seconds",
        "Since the agent started.",
        h -> h.uptimeMs() / MILLIS);
    metrics.gauges(
        "seki_unit_strained",
        "Whether the machine runs slower now, for that reason.",
        List.of("unit", "reason"),
        this::strains);
    for (Vital vital : Vital.values()) {
      vital(metrics, vital);
    }
  }

  /** Its name in Prometheus, without the prefix. */
  static String name(Vital vital) {
    return switch (vital) {
      case TEMPERATURE_C -> "temperature_celsius";
      case MACHINE_UPTIME_S -> "machine_uptime_seconds";
      case LOAD_PERCENT -> "load_ratio";
      case DISK_WRITTEN_BYTES -> "disk_written_bytes_total";
      case DISK_WEAR_PERCENT -> "disk_wear_ratio";
      case LINK_RECONNECTS -> "link_reconnects_total";
      case LINK_ROUND_TRIP_MS -> "link_round_trip_seconds";
      case MEMORY_TOTAL_BYTES -> "memory_size_bytes";
      case DISK_TOTAL_BYTES -> "disk_size_bytes";
      case MEMORY_AVAILABLE_BYTES,
          PROCESS_RESIDENT_BYTES,
          HEAP_USED_BYTES,
          HEAP_MOST_BYTES,
          DISK_FREE_BYTES,
          WIFI_SIGNAL_DBM ->
          vital.word();
    };
  }

  private static double scaled(Vital vital, double value) {
    return switch (vital) {
      case LOAD_PERCENT, DISK_WEAR_PERCENT -> value / HUNDREDTHS;
      case LINK_ROUND_TRIP_MS -> value / MILLIS;
      default -> value;
    };
  }

  private void vital(Metrics metrics, Vital vital) {
    String name = "seki_unit_" + name(vital);
    String help = "Told by the unit: " + vital.word().replace('_', ' ') + ".";
    Supplier<Stream<Metrics.Value>> values =
        () ->
            machines(
                (unit, machine) -> {
                  Double value = machine.of(vital);
                  return value == null
                      ? Stream.empty()
                      : Stream.of(Metrics.value(scaled(vital, value), unit.id()));
                });
    if (name.endsWith("_total")) {
      metrics.counters(name, help, List.of("unit"), values);
    } else {
      metrics.gauges(name, help, List.of("unit"), values);
    }
  }

  private Stream<Metrics.Value> strains() {
    return machines(
        (unit, machine) ->
            machine.unknown().containsKey(MachineHealth.STRAINED)
                ? Stream.empty()
                : Stream.of(Strain.values())
                    .map(
                        strain ->
                            Metrics.value(
                                machine.strained().contains(strain) ? 1 : 0,
                                unit.id(),
                                strain.word().toLowerCase(Locale.ROOT))));
  }

  private Metrics.@Nullable Value info(Unit unit) {
    Fleet.Heard heard = fleet.of(unit.id());
    StatusMessage said = heard == null ? null : heard.said();
    MachineHealth machine =
        heard == null || heard.health() == null ? null : heard.health().machine();
    String model = machine == null ? null : machine.of(Trait.MODEL);
    return said == null && model == null
        ? null
        : Metrics.value(
            1, unit.id(), unit.office(), label(said == null ? null : said.version()), label(model));
  }

  private static String label(@Nullable String said) {
    return said == null ? "" : said.substring(0, Math.min(LONGEST_LABEL, said.length()));
  }

  private void health(
      Metrics metrics, String name, String help, Function<HealthMessage, Double> value) {
    metrics.gauges(
        name,
        help,
        List.of("unit"),
        () ->
            units()
                .filter(unit -> health(unit) != null)
                .map(
                    unit ->
                        Metrics.value(
                            value.apply(Objects.requireNonNull(health(unit))), unit.id())));
  }

  private interface OfMachine {
    Stream<Metrics.Value> of(Unit unit, MachineHealth machine);
  }

  private Stream<Metrics.Value> machines(OfMachine values) {
    return units()
        .flatMap(
            unit -> {
              HealthMessage health = health(unit);
              MachineHealth machine = health == null ? null : health.machine();
              return machine == null ? Stream.empty() : values.of(unit, machine);
            });
  }

  /** Null of a unit that is away: what it said last is not how it is. */
  private @Nullable HealthMessage health(Unit unit) {
    Fleet.Heard heard = fleet.of(unit.id());
    return heard == null || !fleet.isThere(unit.id()) ? null : heard.health();
  }

  private Stream<Unit> units() {
    return city.get().units().values().stream();
  }
}
