package city.seki.provisioning.unit;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A folder in memory, whose power may go before and after each change. */
final class MemoryFiles implements FolderFiles {
  /** The power went: whoever wrote is no more. */
  static final class PowerCut extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  final Map<String, String> files = new TreeMap<>();
  private final BooleanSupplier cut;

  /**
   * @param cut asked before and after each change
   */
  MemoryFiles(BooleanSupplier cut) {
    this.cut = cut;
  }

  @Override
  public Optional<String> read(String name) {
    return Optional.ofNullable(files.get(name));
  }

  @Override
  public void write(String name, String text) {
    change(() -> files.put(name, text));
  }

  @Override
  public void move(String from, String to) {
    change(
        () -> {
          @Nullable String text = files.remove(from);
          if (text == null) {
            throw new AssertionError(from + " is not there");
          }
          files.put(to, text);
        });
  }

  @Override
  public void delete(String name) {
    change(() -> files.remove(name));
  }

  private void change(Runnable change) {
    mayFail();
    change.run();
    mayFail();
  }

  private void mayFail() {
    if (cut.getAsBoolean()) {
      throw new PowerCut();
    }
  }

  @Override
  public String place(String name) {
    return "memory/" + name;
  }
}
