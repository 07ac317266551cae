package city.seki.edge.senml;

import city.seki.config.wire.BadMessage;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One record as it stands in the pack; each value is of its label's kind.
 *
 * @param place of the record, for messages
 */
record Fields(String place, Map<Label, Object> values) {
  @Nullable String words(Label label) {
    return (String) values.get(label);
  }

  @Nullable Double number(Label label) {
    return (Double) values.get(label);
  }

  @Nullable Boolean truth(Label label) {
    return (Boolean) values.get(label);
  }

  BadMessage bad(Label label, String expected) {
    return new BadMessage(place + '.' + label.word(), expected);
  }
}
