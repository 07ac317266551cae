package city.seki.config.rules;

import city.seki.config.model.KitId;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/**
 * Kits on loan at one moment, immutable: which tag is on which kit, and who has it.
 *
 * @param tags digests of tags with the kit that bears each; a kit may bear several
 * @param kits those that were lent at least once
 */
public record Kits(PMap<String, KitId> tags, PMap<KitId, KitState> kits) {
  /** No tag is known, nothing is lent. */
  public static final Kits NONE = new Kits(HashTreePMap.empty(), HashTreePMap.empty());

  /**
   * A kit that was lent at least once.
   *
   * @param loan null while it is back
   * @param changed when it was lent or came back last
   */
  public record KitState(@Nullable Loan loan, Instant changed) {}

  /**
   * Somebody has it.
   *
   * @param due when it should be back
   */
  public record Loan(String person, Instant since, Instant due) {
    public boolean isOverdue(Instant now) {
      return now.isAfter(due);
    }
  }

  /** Null while it is not lent. */
  public @Nullable Loan loan(KitId kit) {
    KitState state = kits.get(kit);
    return state == null ? null : state.loan();
  }

  Kits apply(Event.OfKit event) {
    return switch (event) {
      case Event.TagLinked e -> new Kits(tags.plus(e.tag(), e.kit()), kits);
      case Event.TagUnlinked e -> new Kits(tags.minus(e.tag()), kits);
      case Event.KitLent e ->
          with(e.kit(), new KitState(new Loan(e.person(), e.at(), e.due()), e.at()));
      case Event.KitReturned e -> with(e.kit(), new KitState(null, e.at()));
    };
  }

  /** Tags that are known under that card key are known by their twins, or not at all. */
  Kits retire(String key, Map<String, String> twins) {
    PMap<String, KitId> renewed = tags;
    for (String tag : tags.keySet().stream().filter(CardRenewal.under(key)).toList()) {
      String twin = twins.get(tag);
      KitId kit = tags.get(tag);
      renewed = renewed.minus(tag);
      renewed = twin == null || kit == null ? renewed : renewed.plus(twin, kit);
    }
    return new Kits(renewed, kits);
  }

  private Kits with(KitId kit, KitState state) {
    return new Kits(tags, kits.plus(kit, state));
  }

  /** As far as kits of that office are concerned. */
  Kits of(String office) {
    PMap<String, KitId> tagged = tags;
    for (var tag : tags.entrySet()) {
      if (!tag.getValue().office().equals(office)) {
        tagged = tagged.minus(tag.getKey());
      }
    }
    PMap<KitId, KitState> states = kits;
    for (KitId kit : kits.keySet()) {
      if (!kit.office().equals(office)) {
        states = states.minus(kit);
      }
    }
    return new Kits(tagged, states);
  }
}
