package city.seki.config.source;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.List;

/** What a test expects of a file. */
final class Readings {
  private Readings() {}

  /** What the file says, which has to be right. */
  static <T> T loaded(Reading<T> reading) {
    return switch (reading) {
      case Reading.Loaded<T> loaded -> loaded.value();
      case Reading.Rejected<T> rejected -> fail(rejected.problems().toString());
    };
  }

  /** What is said of a file, which has to be right. */
  static <T> List<Problem> warnings(Reading<T> reading) {
    return switch (reading) {
      case Reading.Loaded<T> loaded -> loaded.warnings();
      case Reading.Rejected<T> rejected -> fail(rejected.problems().toString());
    };
  }

  /** The problems of a file, which has to have some. */
  static <T> List<Problem> rejected(Reading<T> reading) {
    return switch (reading) {
      case Reading.Loaded<T> loaded -> fail("was taken: " + loaded.value());
      case Reading.Rejected<T> rejected -> rejected.problems();
    };
  }
}
