package city.seki.edge.health;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a look for one thing found: it, or why it is not known. */
sealed interface Finding<T> {
  /** It is so. */
  record Known<T>(T value) implements Finding<T> {}

  /** It is not known. */
  record Unknown<T>(Cause cause) implements Finding<T> {}

  /** Why something is not known. */
  enum Cause {
    /** This machine has no such thing. */
    ABSENT,
    /** It has, and that kind does not tell: an SD card how worn it is. */
    NOT_TOLD,
    /** It is there and cannot be read. */
    UNREADABLE,
    /** It was read and makes no sense. */
    GARBLED,
    /** It will be known. */
    NOT_YET;

    String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  static <T> Finding<T> unknown(Cause cause) {
    return new Unknown<>(cause);
  }

  /** Something that reads files. */
  @FunctionalInterface
  interface Look<T> {
    /** Null where what was read makes no sense; so does a number that is none. */
    @Nullable T look() throws IOException;
  }

  static <T> Finding<T> of(Look<T> look) {
    try {
      T value = look.look();
      return value == null ? unknown(Cause.GARBLED) : new Known<>(value);
    } catch (NoSuchFileException e) {
      return unknown(Cause.ABSENT);
    } catch (IOException e) {
      return unknown(Cause.UNREADABLE);
    } catch (NumberFormatException e) {
      return unknown(Cause.GARBLED);
    }
  }

  /** What is found in this one, where it is known. */
  default <R> Finding<R> then(Function<T, Finding<R>> further) {
    return switch (this) {
      case Known<T>(T value) -> further.apply(value);
      case Unknown<T>(Cause cause) -> unknown(cause);
    };
  }
}
