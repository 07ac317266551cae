package city.seki.provisioning.unit;

import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What has to be on the disk before anything else is done. */
public sealed interface Change {
  /** The root is the one that the typed code is of. */
  record KeepRoot(X509Certificate root) implements Change {}

  /**
   * The answer to the request, not tried yet.
   *
   * @param chain own certificate first
   */
  record KeepAnswer(List<X509Certificate> chain) implements Change {
    public KeepAnswer {
      chain = List.copyOf(chain);
    }
  }

  /** A start document, for the certificate that is there already. */
  record KeepStart(String text) implements Change {
    /** Without the keys that are in it. */
    @Override
    public String toString() {
      return "KeepStart";
    }
  }

  /**
   * The answer becomes the unit's certificate, and the old one is dropped.
   *
   * @param start the start document that came with it, null if the old one stays
   */
  record Adopt(@Nullable String start) implements Change {
    /** Without the keys that are in it. */
    @Override
    public String toString() {
      return "Adopt";
    }
  }

  /** What was asked for is not wanted any more. */
  record Drop() implements Change {}
}
