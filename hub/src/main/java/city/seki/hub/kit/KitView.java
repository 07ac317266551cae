package city.seki.hub.kit;

import city.seki.config.model.Kit;
import city.seki.config.model.KitId;
import city.seki.config.model.Office;
import city.seki.config.rules.Kits;
import city.seki.config.rules.Seating;
import city.seki.config.wire.JsonText;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A kit as the floor shows it.
 *
 * @param since when it was lent or came back last, null if it never was away
 * @param tags how many tags are linked with it: without one nobody can borrow it
 */
public record KitView(
    KitId id, Kit kit, State state, @Nullable Instant since, Kits.@Nullable Loan loan, long tags) {
  /** Whether it is to be had. */
  public enum State {
    AVAILABLE,
    LENT,
    /** It should be back by now. */
    OVERDUE;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The kits of that office in the order of the files. */
  public static List<KitView> of(Seating state, Office office, Instant now) {
    return office.kits().stream().map(kit -> of(state, office, kit, now)).toList();
  }

  private static KitView of(Seating state, Office office, Kit kit, Instant now) {
    KitId id = new KitId(office.id(), kit.id());
    Kits.KitState known = state.kits().kits().get(id);
    Kits.Loan loan = known == null ? null : known.loan();
    State shown = loan == null ? State.AVAILABLE : loan.isOverdue(now) ? State.OVERDUE : State.LENT;
    long tags = state.kits().tags().values().stream().filter(id::equals).count();
    return new KitView(id, kit, shown, known == null ? null : known.changed(), loan, tags);
  }

  /** Null while it is not lent. */
  public @Nullable Instant due() {
    return loan == null ? null : loan.due();
  }

  /** What everybody may see of it: not who has it. */
  public void write(JsonText o, ZoneId zone) {
    o.put("office", id.office()).put("kit", id.kit()).put("name", kit.name());
    o.put("state", state.word()).put("since", since, zone).put("due", due(), zone);
    o.put("days", kit.days()).put("tags", tags);
    o.array("parts", kit.parts(), (part, p) -> p.put("ja", part.ja()).put("en", part.en()));
  }

  /** The payload of the retained topic of this kit. */
  byte[] published(ZoneId zone, Instant at) {
    return JsonText.object(
        o -> {
          o.put("v", 1).put("office", id.office()).put("kit", id.kit());
          o.put("name", kit.name()).put("state", state.word());
          o.put("since", since, zone).put("due", due(), zone).put("at", at, zone);
        });
  }
}
