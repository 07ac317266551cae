package city.seki.hub.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A report for people to read: what stands on it is ready to be shown.
 *
 * @param time that it is of, beside the title where a name is needed
 * @param about what the figures are of, each with its name
 * @param days a table of as many rows as days, on paper only; null without one
 * @param notesTitle above the notes
 */
public record Page(
    Language language,
    String title,
    String time,
    List<List<String>> about,
    List<Grid> grids,
    @Nullable Grid days,
    String notesTitle,
    List<String> notes) {
  public Page {
    about = List.copyOf(about);
    grids = List.copyOf(grids);
    notes = List.copyOf(notes);
  }
}
