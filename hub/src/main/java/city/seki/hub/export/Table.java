package city.seki.hub.export;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows under headings, told one by one. */
public interface Table {
  List<Field> fields();

  /** Gives each row to the sink, its values in the order of the fields. */
  void rows(Sink sink) throws IOException;

  /** Takes a row. */
  @FunctionalInterface
  interface Sink {
    void row(@Nullable Object[] values) throws IOException;
  }
}
