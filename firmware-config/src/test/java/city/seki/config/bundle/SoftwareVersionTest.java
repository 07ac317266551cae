package city.seki.config.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Versions and their order. */
class SoftwareVersionTest {
  /** The example of Semantic Versioning 2.0.0, section 11, and what lies around it. */
  private static final List<String> ORDER =
      List.of(
          "0.9.12",
          "0.10.0",
          "1.0.0-alpha",
          "1.0.0-alpha.1",
          "1.0.0-alpha.beta",
          "1.0.0-beta",
          "1.0.0-beta.2",
          "1.0.0-beta.11",
          "1.0.0-rc.1",
          "1.0.0",
          "1.0.1-0",
          "1.0.1",
          "2.0.0");

  @Test
  void they_are_ordered_as_semantic_versioning_has_it() {
    List<SoftwareVersion> versions = new ArrayList<>();
    ORDER.forEach(text -> versions.add(SoftwareVersion.parse(text)));
    Collections.shuffle(versions, new Random(1));
    Collections.sort(versions);
    assertEquals(ORDER, versions.stream().map(SoftwareVersion::toString).toList());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "1.0",
        "1.0.0.0",
        "01.0.0",
        "1.0.0-",
        "1.0.0-a..b",
        "1.0.0-01",
        "1.0.0+build",
        "v1.0.0",
        "1.0.0 ",
        "1.0.99999999999",
        "(not from a jar)",
        "../../a"
      })
  void what_is_no_version_is_refused(String text) {
    assertThrows(IllegalArgumentException.class, () -> SoftwareVersion.parse(text));
  }
}
