package city.seki.edge.meter;

import city.seki.config.wire.JsonText;
import city.seki.edge.av.DeviceReport;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The line of JSON for each report of a device, in the words of contract.md. */
final class StateLines {
  private StateLines() {}

  /** One line, without its end. */
  static String line(DeviceReport report) {
    return new String(JsonText.object(line -> write(line, report)), StandardCharsets.UTF_8);
  }

  private static void write(JsonText line, DeviceReport report) {
    line.put("event", "state").put("state", report.state().word());
    if (report.cause() != null) {
      line.put("cause", report.cause()); // the device said nothing else
      return;
    }
    line.put("source", report.source()).put("name", report.name());
    line.object("details", details -> write(details, report.details()));
    if (report.firmware() != null) {
      line.put("firmware", report.firmware());
    }
    if (!report.problems().isEmpty()) {
      line.put("problems", report.problems());
    }
    if (!report.missing().isEmpty()) {
      line.put("missing", report.missing());
    }
    if (report.people() != null) {
      line.put("people", report.people().longValue());
    }
  }

  private static void write(JsonText object, Map<String, String> details) {
    details.forEach(object::put);
  }
}
