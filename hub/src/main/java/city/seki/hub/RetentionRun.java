package city.seki.hub;

import city.seki.config.model.Campaign;
import city.seki.hub.access.AccessDatabase;
import city.seki.hub.data.DataDirectory;
import city.seki.hub.data.DataException;
import city.seki.hub.data.DirectoryLock;
import city.seki.hub.history.HistoryRetention;
import city.seki.hub.retention.Retention;
import city.seki.hub.retention.Span;
import city.seki.hub.roster.RosterStore;
import city.seki.hub.server.HubHistory;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Forgets what is old in a data directory on which no hub runs. */
record RetentionRun(DataDirectory directory, SecureRandom random) {
  /** Taps come late by as much; a period that ended since may still change. */
  static final Duration LATE = Duration.ofDays(36);

  /** Shorter than that is wrong usage. */
  static void requireLongEnough(Period retention, CommandLine command, String option) {
    if (LocalDate.EPOCH.plus(retention).isBefore(LocalDate.EPOCH.plus(Retention.SHORTEST))) {
      throw new ParameterException(
          command,
          option
              + ": expected 14 months at least, so that no fiscal year is forgotten before it can be"
              + " counted");
    }
  }

  /**
   * When the hub starts; says what it did if it did anything. What keeps it from forgetting does
   * not keep the hub from starting: the next start does it.
   */
  void atStart(Period retention, Instant now, PrintWriter out) {
    ZoneId zone = CityZone.of(directory);
    LocalDate before = Retention.before(now.atZone(zone).toLocalDate(), retention);
    try (DirectoryLock _ = directory.lock()) {
      try {
        if (isDue(before, zone, out)) {
          out.printf("forgetting the persons of claims before %s; this may take a while%n", before);
          Retention.Wish wish = new Retention.Wish(before, zone, kept(List.of(), now, zone), false);
          out.println(said(run(wish, now, "hub"), false));
        }
      } catch (DataException e) {
        out.println("not all that is old was forgotten: " + e.getMessage());
      }
    }
  }

  private boolean isDue(LocalDate before, ZoneId zone, PrintWriter out) {
    try (HistoryRetention history = HistoryRetention.open(directory, zone)) {
      return Retention.isDue(directory.ledger(), before, zone, out::println, history);
    }
  }

  /** By hand, also where nothing is due in the ledger: somebody may have left the roster. */
  Retention.Done byHand(Period retention, List<Span> periods, boolean dry, Instant now) {
    ZoneId zone = CityZone.of(directory);
    LocalDate before = Retention.before(now.atZone(zone).toLocalDate(), retention);
    try (DirectoryLock _ = directory.lock()) {
      return run(
          new Retention.Wish(before, zone, kept(periods, now, zone), dry), now, SystemUser.name());
    }
  }

  /** With the city's campaigns that are over, whose tables are asked for again and again. */
  private List<Span> kept(List<Span> periods, Instant now, ZoneId zone) {
    LocalDate settled = now.minus(LATE).atZone(zone).toLocalDate();
    Set<Span> kept = new LinkedHashSet<>(periods);
    for (Campaign campaign : HubHistory.city(directory).campaigns()) {
      if (campaign.last().isBefore(settled)) {
        kept.add(new Span(campaign.first(), campaign.last()));
      }
    }
    return List.copyOf(kept);
  }

  private Retention.Done run(Retention.Wish wish, Instant now, String by) {
    if (!wish.dry()) {
      HubHistory.follow(directory, HubHistory.city(directory), now);
    }
    try (HistoryRetention history = HistoryRetention.open(directory, wish.zone());
        AccessDatabase access = AccessDatabase.open(directory.access());
        RosterStore roster = RosterStore.open(directory.roster(), random)) {
      return new Retention(directory.ledger(), roster, access.audit(), random, step -> {}, history)
          .run(wish, now, by);
    }
  }

  static String said(Retention.Done done, boolean dry) {
    return "before %s: %d months, %d events, %d persons on %d person-days, %d staff numbers%s %s"
        .formatted(
            done.before(),
            done.months(),
            done.events(),
            done.persons(),
            done.personDays(),
            done.staff(),
            done.imported() == 0 ? "" : ", %d imported rows".formatted(done.imported()),
            dry ? "would be forgotten; nothing was changed" : "forgotten");
  }
}
