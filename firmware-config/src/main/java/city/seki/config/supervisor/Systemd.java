package city.seki.config.supervisor;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/**
 * libsystemd's sd_notify(3), by the foreign function API: Java speaks stream sockets of the Unix
 * family only, and this one takes datagrams.
 */
final class Systemd {
  /** The ABI's name, as Debian's libsystemd0 installs it, which every Debian has. */
  private static final String LIBRARY = "libsystemd.so.0";

  private static final int KEEP_ENVIRONMENT = 0;

  private final MethodHandle notify;

  /**
   * Loads the library; it stays loaded.
   *
   * @throws IllegalStateException with the remedy, if it is not there
   */
  Systemd() {
    try {
      SymbolLookup library = SymbolLookup.libraryLookup(LIBRARY, Arena.global());
      notify =
          Linker.nativeLinker()
              .downcallHandle(
                  library.findOrThrow("sd_notify"),
                  FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS));
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException(
          "systemd waits for this program's word (NOTIFY_SOCKET), and %s is not there: install libsystemd0, or give the service Type=exec and no WatchdogSec"
              .formatted(LIBRARY),
          e);
    }
  }

  /** Negative for an error number, 0 if nobody listens. */
  int tell(String state) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment text = arena.allocateFrom(state);
      return (int) notify.invokeExact(KEEP_ENVIRONMENT, text);
    } catch (Throwable e) {
      // The function throws nothing; a handle that does not fit is a bug.
      throw new IllegalStateException("sd_notify cannot be called", e);
    }
  }
}
