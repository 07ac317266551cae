package city.seki.hub.survey;

import city.seki.config.model.Text;
import org.jspecify.annotations.Nullable;

/**
 * A line of the sheet.
 *
 * @param number as in the sheet
 * @param question what the ministry asks
 * @param value the answer; null where Seki cannot know
 * @param query the command that gives it, word for word; empty where there is none
 * @param note what the answer rests on, or why there is none and who knows
 */
public record Answer(String number, Text question, @Nullable Text value, String query, Text note) {
  public boolean isKnown() {
    return value != null;
  }
}
