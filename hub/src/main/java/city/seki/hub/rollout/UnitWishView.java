package city.seki.hub.rollout;

import city.seki.config.wire.JsonText;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** What one unit is to be, and what it says that it is, as the interface shows it. */
public final class UnitWishView {
  private UnitWishView() {}

  /**
   * Writes {@code desired} and {@code reported}, each null where there is none.
   *
   * @param zone in whose offset times are written
   */
  public static void write(Rollouts rollouts, String unit, ZoneId zone, JsonText o) {
    Wish wish = rollouts.state().wishes().get(unit);
    if (wish == null) {
      o.putNull("desired");
    } else {
      o.object("desired", d -> write(wish, zone, d));
    }
    Report report = rollouts.sights().reports().of(unit);
    if (report == null) {
      o.putNull("reported");
    } else {
      o.object("reported", r -> write(report, wish, r));
    }
  }

  private static void write(Wish wish, ZoneId zone, JsonText o) {
    Goal.Software software = wish.software();
    o.put("version", wish.version());
    o.put("configuration", wish.configuration().configuration());
    o.put("software", software == null ? null : software.version());
    o.put("since", wish.at(), zone);
  }

  private static void write(Report report, @Nullable Wish wish, JsonText o) {
    o.put("version", report.desired());
    o.put("as_desired", wish == null || report.fulfils(wish));
    o.object("configuration", c -> part(report.configuration(), "sha256", c));
    o.object("software", s -> part(report.software(), "version", s));
  }

  private static void part(Report.Part part, String runs, JsonText o) {
    Integer progress = part.progress();
    o.put(runs, part.runs()).put("state", part.state().word());
    o.put("progress", progress == null ? null : Long.valueOf(progress));
    o.put("reason", part.reason()).put("detail", part.detail());
  }
}
