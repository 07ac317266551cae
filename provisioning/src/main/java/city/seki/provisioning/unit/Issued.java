package city.seki.provisioning.unit;

import city.seki.provisioning.cert.Holder;
import city.seki.provisioning.cert.Profile;
import city.seki.provisioning.cert.Trust;
import city.seki.provisioning.cert.Validity;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a hub answered to a request, as the unit looks at it before it keeps it. */
sealed interface Issued {
  /** The unit's certificate, then the CAs above it; without the root. */
  record Good(List<X509Certificate> chain) implements Issued {
    public Good {
      chain = List.copyOf(chain);
    }
  }

  record Bad(String why) implements Issued {}

  /**
   * Finds the certificate that was asked for and looks whether the root vouches for it: at the time
   * at which it was made, because the unit's clock may be wrong.
   */
  static Issued of(List<X509Certificate> certificates, Held held) {
    Held.Asking asking = held.asking();
    X509Certificate root = held.root();
    if (asking == null || root == null) {
      return new Bad("nothing was asked for");
    }
    for (X509Certificate each : certificates) {
      if (each.getPublicKey().equals(asking.pair().getPublic())) {
        return of(chain(each, certificates, root), root, name(held));
      }
    }
    return new Bad("the hub's answer holds no certificate for the key of this unit");
  }

  private static Issued of(
      List<X509Certificate> chain, X509Certificate root, @Nullable String unit) {
    Validity validity = Validity.of(chain.getFirst());
    Instant made = validity.from().plus(Profile.BACKDATED);
    Instant at = validity.isOver(made) ? validity.to() : made;
    return switch (new Trust(root, serial -> false).verdict(chain, at)) {
      case Trust.Believed(Holder.Unit(var id)) when unit == null || unit.equals(id) ->
          new Good(chain);
      case Trust.Believed(var other) ->
          new Bad("the hub's answer is a certificate for " + other + ", not for " + unit);
      case Trust.Over _ -> new Bad("the hub's answer is a certificate of a CA that is over");
      case Trust.Rejected(var why) -> new Bad("the certificate in the hub's answer: " + why);
    };
  }

  /** Who the unit is, as far as it knows. */
  private static @Nullable String name(Held held) {
    if (held.own() != null
        && Holder.of(held.own().identity().certificate()) instanceof Holder.Unit(var id)) {
      return id;
    }
    return held.claim() == null ? null : held.claim().unit();
  }

  private static List<X509Certificate> chain(
      X509Certificate own, List<X509Certificate> certificates, X509Certificate root) {
    List<X509Certificate> chain = new ArrayList<>(List.of(own));
    X509Certificate last = own;
    while (chain.size() <= certificates.size()) {
      X509Certificate above = issuer(last, certificates);
      if (above == null || above.equals(root) || chain.contains(above)) {
        break;
      }
      chain.add(above);
      last = above;
    }
    return chain;
  }

  private static @Nullable X509Certificate issuer(
      X509Certificate of, List<X509Certificate> certificates) {
    for (X509Certificate each : certificates) {
      if (each.getSubjectX500Principal().equals(of.getIssuerX500Principal())
          && isSignedBy(of, each)) {
        return each;
      }
    }
    return null;
  }

  /** CAs that follow one another may have one name. */
  private static boolean isSignedBy(X509Certificate of, X509Certificate by) {
    try {
      of.verify(by.getPublicKey());
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
