package city.seki.config.source;

import city.seki.config.model.DeviceMapping;
import city.seki.config.model.DeviceMapping.Availability;
import city.seki.config.model.DeviceMapping.Source;
import city.seki.config.model.StateWords;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Writes a mapping as the YAML on one line that {@link MappingReading} reads. */
final class MappingText {
  private MappingText() {}

  static String of(DeviceMapping mapping) {
    List<String> keys = new ArrayList<>();
    if (!mapping.availability().isEmpty()) {
      keys.add("availability: " + availabilities(mapping.availability()));
    }
    keys.add("state: " + state(mapping.state()));
    if (mapping.model() != null) {
      keys.add("model: {" + source(mapping.model()) + "}");
    }
    if (mapping.firmware() != null) {
      keys.add("firmware: {" + source(mapping.firmware()) + "}");
    }
    return "{" + String.join(", ", keys) + "}";
  }

  private static String availabilities(List<Availability> all) {
    return all.size() == 1
        ? availability(all.getFirst())
        : all.stream().map(MappingText::availability).collect(Collectors.joining(", ", "[", "]"));
  }

  private static String availability(Availability one) {
    return "{"
        + source(one.source())
        + (one.online().equals(Availability.ONLINE)
            ? ""
            : ", online: " + CityText.quoted(one.online()))
        + (one.offline().equals(Availability.OFFLINE)
            ? ""
            : ", offline: " + CityText.quoted(one.offline()))
        + "}";
  }

  private static String state(DeviceMapping.State state) {
    return "{"
        + source(state.source())
        + ", values: "
        + values(state.values())
        + (state.silence() == null ? "" : ", silence_minutes: " + state.silence().toMinutes())
        + "}";
  }

  private static String values(StateWords values) {
    List<String> pairs = new ArrayList<>();
    values.words().forEach((word, state) -> pairs.add(CityText.quoted(word) + ": " + state.word()));
    values
        .from()
        .forEach((from, state) -> pairs.add("\">=" + from.toPlainString() + "\": " + state.word()));
    return "{" + String.join(", ", pairs) + "}";
  }

  private static String source(Source source) {
    return "topic: "
        + CityText.quoted(source.topic())
        + (source.member() == null ? "" : ", member: " + CityText.quoted(source.member().text()));
  }
}
