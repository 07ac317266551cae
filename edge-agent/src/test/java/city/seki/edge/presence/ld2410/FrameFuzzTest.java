package city.seki.edge.presence.ld2410;

import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.edge.Fuzz;
import city.seki.edge.card.Vectors;
import city.seki.edge.presence.Reading.Radar;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One parser lives through all inputs, as on a line that never ends. */
class FrameFuzzTest {
  private static final byte[] REPORT =
      HexFormat.of().parseHex("f4f3f2f10d0002aa0251000000003b00005500f8f7f6f5");
  private static final byte[] ZEROS = new byte[80];

  private final FrameParser parser = new FrameParser();
  private int found;
  private boolean reportFound;

  private static List<byte[]> samples() {
    List<byte[]> samples = new ArrayList<>();
    for (String list : List.of("reports", "invalid", "bad_command_frames")) {
      Vectors.list("ld2410.json", list)
          .forEach(vector -> samples.add(HexFormat.of().parseHex(vector.get("frame").asString())));
    }
    Vectors.list("ld2410.json", "commands")
        .forEach(vector -> samples.add(HexFormat.of().parseHex(vector.get("ack").asString())));
    return samples;
  }

  @Test
  @Tag("fuzz")
  void any_bytes_are_frames_or_are_thrown_away_and_the_next_report_is_found() {
    Fuzz.run(samples(), 120, this::survive);
  }

  private void survive(byte[] input) {
    found = 0;
    parser.feed(input, input.length, this::check);
    parser.quiet(this::check);
    // A frame that began in there may take the report with it, but no more than its own length.
    parser.feed(ZEROS, ZEROS.length, this::check);
    assertTrue(found <= input.length + 2, "more frames than bytes");
    reportFound = false;
    parser.feed(REPORT, REPORT.length, this::check);
    assertTrue(reportFound, "a report after it is found");
  }

  private void check(Frame frame) {
    found++;
    if (frame instanceof Frame.Report(Radar radar)) {
      reportFound = true;
      assertTrue(radar.movingEnergy() <= 100 && radar.stillEnergy() <= 100, "energies");
    }
  }
}
