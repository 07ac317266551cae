package city.seki.hub.http;

import city.seki.config.rules.ClaimRecord;
import city.seki.hub.access.Access;
import city.seki.hub.access.AuditLog;
import city.seki.hub.alert.Alerts;
import city.seki.hub.alert.Quarantine;
import city.seki.hub.allocation.AllocationLoop;
import city.seki.hub.bundle.BundleStore;
import city.seki.hub.enrol.Enrolment;
import city.seki.hub.fleet.Fleet;
import city.seki.hub.history.Attendance;
import city.seki.hub.kit.KitLoans;
import city.seki.hub.live.EventStream;
import city.seki.hub.live.LiveFloor;
import city.seki.hub.metrics.Metrics;
import city.seki.hub.notice.Notices;
import city.seki.hub.oidc.CityDirectory;
import city.seki.hub.opinion.Opinions;
import city.seki.hub.promise.LostWishes;
import city.seki.hub.promise.TakenBack;
import city.seki.hub.replay.Replay;
import city.seki.hub.rollout.Rollouts;
import city.seki.hub.room.LiveRooms;
import city.seki.hub.room.RoomDays;
import city.seki.hub.roster.RosterStore;
import city.seki.hub.utilisation.Usage;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.Period;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the HTTP interface speaks for.
 *
 * @param cityClock the city's time, which a demonstration lets run faster
 * @param clock real time, for the audit log
 * @param digests makes the digest of a card's number
 * @param claims what is on record of a person
 * @param about what the page is told of this hub
 * @param health looked at for {@code /readyz}
 * @param enrolment null for a hub that runs with --dev and lets everybody in
 * @param rollouts of configurations and software to units
 * @param directory by which people sign in, null without one
 * @param bundles software for units
 * @param attendance what figures are counted from
 * @param usage the same for seats, rooms and devices
 * @param replay of moments that are over
 * @param opinions what people say of places
 * @param takenBack promises that somebody else took back
 * @param lostWishes wishes for which a draw gave nothing
 * @param notices null where nobody is told anything
 */
public record HubParts(
    AllocationLoop allocation,
    LiveFloor floor,
    LiveRooms rooms,
    RoomDays days,
    KitLoans loans,
    Fleet fleet,
    EventStream stream,
    RosterStore roster,
    Access access,
    AuditLog audit,
    Alerts alerts,
    Quarantine quarantine,
    Metrics metrics,
    Supplier<Instant> cityClock,
    InstantSource clock,
    SecureRandom random,
    CardDigests digests,
    PersonalRecords claims,
    About about,
    List<HealthCheck> health,
    @Nullable Enrolment enrolment,
    Rollouts rollouts,
    @Nullable CityDirectory directory,
    BundleStore bundles,
    Attendance attendance,
    Usage usage,
    Replay replay,
    Opinions opinions,
    TakenBack takenBack,
    LostWishes lostWishes,
    @Nullable Notices notices) {
  public HubParts {
    health = List.copyOf(health);
  }

  /** Makes the digest of a card's number. */
  @FunctionalInterface
  public interface CardDigests {
    /**
     * @param card {@code tech:HEXID}
     * @throws IllegalArgumentException if it is none, with a message that does not repeat it
     */
    String digest(String card);
  }

  /** What is on record of a person. */
  @FunctionalInterface
  public interface PersonalRecords {
    /**
     * Every claim of that person, the newest first; it takes seconds on a large ledger.
     *
     * @param person pseudonym
     */
    List<ClaimRecord> of(String person);
  }

  /**
   * What the page is told of this hub.
   *
   * @param run names this run of the hub, 1 to 64 letters, digits, {@code _ . -}
   * @param speed how many times faster than real time the city's clock runs
   * @param retention how old a claim is when it loses its person
   */
  public record About(String version, String run, double speed, boolean demo, Period retention) {}
}
