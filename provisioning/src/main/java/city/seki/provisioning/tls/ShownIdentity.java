package city.seki.provisioning.tls;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/** Shows one identity, whatever the other end asks for: it has no other. */
final class ShownIdentity extends X509ExtendedKeyManager {
  private static final String EC = "EC";
  private static final String PREFIX = "seki-";

  private final Supplier<@Nullable TlsIdentity> own;

  ShownIdentity(Supplier<@Nullable TlsIdentity> own) {
    this.own = own;
  }

  /** Key and chain are asked for one after the other: the name tells whether both are of one. */
  private @Nullable String name(@Nullable TlsIdentity identity) {
    return identity == null
        ? null
        : PREFIX + identity.certificate().getSerialNumber().toString(Character.MAX_RADIX);
  }

  private @Nullable String choose(String... keyTypes) {
    for (String type : keyTypes) {
      // "EC" in TLS 1.3, "EC_EC" where the JDK names the issuer's key too
      if (type.startsWith(EC)) {
        return name(own.get());
      }
    }
    return null;
  }

  private @Nullable TlsIdentity named(String name) {
    TlsIdentity identity = own.get();
    return name.equals(name(identity)) ? identity : null;
  }

  @Override
  public @Nullable String chooseClientAlias(
      String[] keyTypes, Principal @Nullable [] issuers, Socket socket) {
    return choose(keyTypes);
  }

  @Override
  public @Nullable String chooseEngineClientAlias(
      String[] keyTypes, Principal @Nullable [] issuers, SSLEngine engine) {
    return choose(keyTypes);
  }

  @Override
  public @Nullable String chooseServerAlias(
      String keyType, Principal @Nullable [] issuers, Socket socket) {
    return choose(keyType);
  }

  @Override
  public @Nullable String chooseEngineServerAlias(
      String keyType, Principal @Nullable [] issuers, SSLEngine engine) {
    return choose(keyType);
  }

  @Override
  public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
    return getServerAliases(keyType, issuers);
  }

  @Override
  public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
    String name = choose(keyType);
    return name == null ? null : new String[] {name};
  }

  @Override
  public X509Certificate @Nullable [] getCertificateChain(String alias) {
    TlsIdentity identity = named(alias);
    return identity == null ? null : identity.chain().toArray(X509Certificate[]::new);
  }

  @Override
  public @Nullable PrivateKey getPrivateKey(String alias) {
    TlsIdentity identity = named(alias);
    return identity == null ? null : identity.key();
  }
}
