package city.seki.hub.report;

import city.seki.config.model.DayWeight;
import city.seki.config.model.Decimals;
import city.seki.config.model.Rounding;
import city.seki.hub.history.Scope;
import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a telework report is asked for.
 *
 * @param closures days that are no open days for this report
 * @param offices ids; all if empty
 * @param departments in the order in which they are shown; all, by name, if empty
 * @param campaign the name of the campaign whose settings these are, null if none was named
 * @param comparison null if nothing is to stand beside it
 */
public record TeleworkQuery(
    LocalDate first,
    LocalDate last,
    SortedSet<LocalDate> closures,
    Rounding rounding,
    Decimals decimals,
    DayWeight halfDays,
    List<String> offices,
    List<String> departments,
    @Nullable String campaign,
    @Nullable Comparison comparison) {
  public TeleworkQuery {
    if (last.isBefore(first)) {
      throw new IllegalArgumentException("a period from " + first + " cannot end " + last);
    }
    closures = Collections.unmodifiableSortedSet(new TreeSet<>(closures));
    offices = List.copyOf(new LinkedHashSet<>(offices));
    departments = List.copyOf(new LinkedHashSet<>(departments));
  }

  /** All offices and departments, counted as is usual. */
  public static TeleworkQuery of(LocalDate first, LocalDate last) {
    return new TeleworkQuery(
        first,
        last,
        new TreeSet<>(),
        Rounding.HALF_UP,
        Decimals.USUAL,
        DayWeight.WHOLE,
        List.of(),
        List.of(),
        null,
        null);
  }

  public TeleworkQuery withClosures(Set<LocalDate> days) {
    return new TeleworkQuery(
        first,
        last,
        new TreeSet<>(days),
        rounding,
        decimals,
        halfDays,
        offices,
        departments,
        campaign,
        comparison);
  }

  public TeleworkQuery with(Rounding how, Decimals shown, DayWeight weight) {
    return new TeleworkQuery(
        first, last, closures, how, shown, weight, offices, departments, campaign, comparison);
  }

  public TeleworkQuery only(List<String> theOffices, List<String> theDepartments) {
    return new TeleworkQuery(
        first,
        last,
        closures,
        rounding,
        decimals,
        halfDays,
        theOffices,
        theDepartments,
        campaign,
        comparison);
  }

  public TeleworkQuery comparedWith(@Nullable Comparison other) {
    return new TeleworkQuery(
        first, last, closures, rounding, decimals, halfDays, offices, departments, campaign, other);
  }

  /** Which visits that is about. */
  public Scope scope() {
    return new Scope(first, last, Set.copyOf(offices), Set.copyOf(departments));
  }

  /** The same of other days, with those closures that lie in them, compared with nothing. */
  TeleworkQuery of(Comparison.Days days) {
    SortedSet<LocalDate> inThem = new TreeSet<>(closures);
    inThem.removeIf(day -> day.isBefore(days.first()) || day.isAfter(days.last()));
    return new TeleworkQuery(
        days.first(),
        days.last(),
        inThem,
        rounding,
        decimals,
        halfDays,
        offices,
        departments,
        null,
        null);
  }
}
