package city.seki.provisioning.unit;

import city.seki.config.source.ClaimFile;
import city.seki.config.source.Problem;
import city.seki.config.source.Reading;
import city.seki.config.source.UnitFile;
import city.seki.provisioning.cert.P256;
import city.seki.provisioning.cert.Pem;
import city.seki.provisioning.est.CertificateRequest;
import city.seki.provisioning.tls.TlsIdentity;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder of a unit's identity. Confined to one thread, and no two processes have one at a time.
 *
 * <pre>
 *   claim.yaml       opens the enrolment; deleted once the unit can run
 *   root.pem         whom the unit believes
 *   unit.key         made here, never leaves
 *   unit.pem         its certificate, then the issuing CA
 *   unit.yaml        the start document
 *   unit.next.key    a key that is to follow; not there while the unit asks for the one it has
 *   unit.next.csr    the request that is to be answered
 *   unit.next.pem    the answer
 *   trusted-time     the last time that the hub told
 * </pre>
 *
 * <p>The power may go between any two changes. Which of {@code unit.next.*} are there says how far
 * it came, and {@link #read} goes on from there:
 *
 * <pre>
 *   key              made, not asked for: asked for by a new unit, dropped by one with a certificate
 *   (key) csr        asked: the same bytes are asked again
 *   (key) csr pem    answered, not tried yet
 *   (key)     pem    tried and good: it takes the place of the old one
 * </pre>
 */
public final class IdentityFolder {
  static final String CLAIM = "claim.yaml";
  static final String ROOT = "root.pem";
  static final String KEY = "unit.key";
  static final String CERTIFICATE = "unit.pem";
  static final String START = "unit.yaml";
  static final String NEXT_KEY = "unit.next.key";
  static final String NEXT_REQUEST = "unit.next.csr";
  static final String NEXT_CERTIFICATE = "unit.next.pem";
  static final String TIME = "trusted-time";

  private final FolderFiles files;
  private final Supplier<List<URI>> preferred;

  IdentityFolder(FolderFiles files) {
    this(files, List::of);
  }

  private IdentityFolder(FolderFiles files, Supplier<List<URI>> preferred) {
    this.files = files;
    this.preferred = preferred;
  }

  public static IdentityFolder at(Path folder) {
    return new IdentityFolder(new OwnerFiles(folder));
  }

  /**
   * The same for a unit that was told since where its certificate is renewed.
   *
   * @param told asked at each {@link #read}; those come before the ones of the start document
   */
  public IdentityFolder preferring(Supplier<List<URI>> told) {
    return new IdentityFolder(files, told);
  }

  /**
   * What is there, after whatever a power cut interrupted has been brought to its end.
   *
   * @throws IOException with the remedy, if something cannot be read or is damaged
   */
  public Held read() throws IOException {
    finish();
    Claim claim = claim();
    X509Certificate root = root(claim);
    Held.Own own = own();
    KeyPair nextKey = pair(NEXT_KEY);
    Held.Asking asking = asking(own, nextKey);
    UnitFile.Start start = start();
    KeyPair spare = asking == null && own == null ? nextKey : null;
    return new Held(
        own == null ? claim : null,
        root,
        own,
        asking,
        spare,
        start == null ? null : start.unit().id(),
        own == null ? est(null, start, claim) : toldFirst(est(own, start, claim)));
  }

  private List<URI> toldFirst(List<URI> est) {
    return Stream.concat(preferred.get().stream(), est.stream()).distinct().toList();
  }

  /** Where a claim says, if it is needed; an older start document may name a hub that is gone. */
  private static List<URI> est(
      Held.@Nullable Own own, UnitFile.@Nullable Start start, @Nullable Claim claim) {
    boolean byStart = start != null && !start.est().isEmpty() && (own != null || claim == null);
    if (start != null && byStart) {
      return start.est();
    }
    return claim == null ? List.of() : claim.est();
  }

  /** The certificate that was tried takes the place of the old one. */
  private void finish() throws IOException {
    Optional<String> answer = files.read(NEXT_CERTIFICATE);
    if (answer.isEmpty() || files.read(NEXT_REQUEST).isPresent()) {
      return;
    }
    KeyPair next = pair(NEXT_KEY);
    KeyPair pair = next == null ? pair(KEY) : next;
    List<X509Certificate> chain = certificates(NEXT_CERTIFICATE);
    if (pair == null
        || chain.isEmpty()
        || !chain.getFirst().getPublicKey().equals(pair.getPublic())) {
      files.delete(NEXT_CERTIFICATE);
      return;
    }
    if (next != null) {
      files.move(NEXT_KEY, KEY);
    }
    files.move(NEXT_CERTIFICATE, CERTIFICATE);
  }

  private @Nullable Claim claim() throws IOException {
    Optional<String> text = files.read(CLAIM);
    if (text.isEmpty()) {
      return null;
    }
    ClaimFile.Content loaded =
        switch (ClaimFile.read(files.place(CLAIM), text.get())) {
          case Reading.Loaded<ClaimFile.Content> it -> it.value();
          case Reading.Rejected<ClaimFile.Content> rejected -> throw rejected(rejected.problems());
        };
    try {
      return Claim.of(loaded);
    } catch (IllegalArgumentException e) {
      throw damaged(CLAIM, String.valueOf(e.getMessage()));
    }
  }

  private UnitFile.@Nullable Start start() throws IOException {
    Optional<String> text = files.read(START);
    if (text.isEmpty()) {
      return null;
    }
    return switch (UnitFile.read(files.place(START), text.get())) {
      case Reading.Loaded<UnitFile.Start> it -> it.value();
      case Reading.Rejected<UnitFile.Start> rejected -> throw rejected(rejected.problems());
    };
  }

  private @Nullable X509Certificate root(@Nullable Claim claim) throws IOException {
    List<X509Certificate> root = certificates(ROOT);
    if (!root.isEmpty()) {
      return root.getFirst();
    }
    return claim != null && claim.proof() instanceof Claim.ByCertificate(var known, var _)
        ? known
        : null;
  }

  private Held.@Nullable Own own() throws IOException {
    List<X509Certificate> chain = certificates(CERTIFICATE);
    if (chain.isEmpty()) {
      return null;
    }
    KeyPair pair = pair(KEY);
    if (pair == null || !pair.getPublic().equals(chain.getFirst().getPublicKey())) {
      throw damaged(
          CERTIFICATE,
          "is not the certificate of the key in "
              + KEY
              + ": put the file back that belongs to it, or delete both and give the unit a new"
              + " claim");
    }
    return new Held.Own(pair, new TlsIdentity(pair.getPrivate(), chain));
  }

  /** A request that is of no key that is there was overtaken by a power cut, and is dropped. */
  private Held.@Nullable Asking asking(Held.@Nullable Own own, @Nullable KeyPair nextKey)
      throws IOException {
    Optional<CertificateRequest> request = request();
    if (request.isEmpty()) {
      return null;
    }
    KeyPair pair = nextKey == null && own != null ? own.pair() : nextKey;
    if (pair == null || !pair.getPublic().equals(request.get().key())) {
      return null;
    }
    List<X509Certificate> chain = certificates(NEXT_CERTIFICATE);
    boolean isAnswer = !chain.isEmpty() && chain.getFirst().getPublicKey().equals(pair.getPublic());
    return new Held.Asking(
        pair, request.get(), isAnswer ? new TlsIdentity(pair.getPrivate(), chain) : null);
  }

  private Optional<CertificateRequest> request() throws IOException {
    return files
        .read(NEXT_REQUEST)
        .map(text -> Pem.read(Pem.REQUEST, text))
        .filter(found -> found.size() == 1)
        .map(found -> CertificateRequest.read(found.getFirst()))
        .flatMap(
            reading ->
                reading instanceof CertificateRequest it ? Optional.of(it) : Optional.empty());
  }

  private @Nullable KeyPair pair(String name) throws IOException {
    Optional<String> text = files.read(name);
    return text.isEmpty()
        ? null
        : KeyFile.read(text.get())
            .filter(pair -> P256.of(pair.getPublic()).isPresent())
            .orElseThrow(() -> damaged(name, "holds no key pair on P-256 in PEM"));
  }

  private List<X509Certificate> certificates(String name) throws IOException {
    Optional<String> text = files.read(name);
    try {
      return text.isEmpty() ? List.of() : Claim.certificates(text.get());
    } catch (IllegalArgumentException e) {
      throw damaged(name, "holds no certificates in PEM: put it back from where it came");
    }
  }

  /** Takes in a claim. */
  public void take(ClaimFile.Content claim) throws IOException {
    files.write(CLAIM, ClaimFile.write(claim));
  }

  /** The root that the typed code is of. */
  void keepRoot(X509Certificate root) throws IOException {
    files.write(ROOT, Pem.write(List.of(root)));
  }

  /**
   * A request that is going to be sent.
   *
   * @param key the new key that it is for; null for the one that the unit has
   */
  void keepRequest(@Nullable KeyPair key, CertificateRequest request) throws IOException {
    files.delete(NEXT_CERTIFICATE);
    if (key == null) {
      files.delete(NEXT_KEY);
    } else {
      files.write(NEXT_KEY, KeyFile.write(key));
    }
    files.write(NEXT_REQUEST, Pem.write(Pem.REQUEST, request.der()));
  }

  /** The answer, own certificate first, before it is tried. */
  void keepAnswer(List<X509Certificate> chain) throws IOException {
    files.write(NEXT_CERTIFICATE, Pem.write(chain));
  }

  /** The start document, as it came. */
  void keepStart(String text) throws IOException {
    files.write(START, text);
  }

  /** The answer was tried and is good: from now on it is the unit's certificate. */
  void adopt(X509Certificate root) throws IOException {
    keepRoot(root);
    files.delete(NEXT_REQUEST);
    finish();
  }

  /** The claim has done what it is for. */
  void forgetClaim() throws IOException {
    files.delete(CLAIM);
  }

  /** What was asked for is not wanted any more; the unit keeps what it has. */
  void dropRequest() throws IOException {
    files.delete(NEXT_CERTIFICATE);
    files.delete(NEXT_REQUEST);
    files.delete(NEXT_KEY);
  }

  /** The last time that the hub told; empty if there is none that can be read. */
  Optional<Instant> trustedTime() throws IOException {
    try {
      return files.read(TIME).map(text -> Instant.parse(text.strip()));
    } catch (DateTimeException e) {
      return Optional.empty(); // the floor is lower then, and the hub tells it again
    }
  }

  void keepTrustedTime(Instant time) throws IOException {
    files.write(TIME, time + "\n");
  }

  private FileSystemException damaged(String name, String what) {
    return new FileSystemException(files.place(name), null, what);
  }

  private static FileSystemException rejected(List<Problem> problems) {
    return new FileSystemException(
        problems.stream()
            .map(Problem::toString)
            .collect(Collectors.joining(System.lineSeparator())));
  }

  /** Without its keys. */
  @Override
  public String toString() {
    return files.place("");
  }
}
