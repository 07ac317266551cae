package city.seki.config.signature;

import city.seki.config.signature.FolderManifest.Content;
import city.seki.config.wire.BadMessage;
import city.seki.config.wire.HubKey;
import city.seki.config.wire.HubSigner;
import city.seki.config.wire.Sha256;
import city.seki.config.wire.SignedDocument;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A folder with a signature in it: the file {@code city.sig}, a {@link FolderManifest} as {@link
 * SignedDocument} (Ed25519). It is of all visible files; hidden ones, those that end in {@code ~}
 * and what Windows leaves behind are neither signed nor read by anybody.
 */
public final class SignedFolder {
  /** The file that holds the signature. */
  public static final String SIGNATURE = "city.sig";

  /** A city of 500 offices and 2,500 units has 3,001 files, 5 MB in all. */
  private static final int MOST_FILES = 20_000;

  private static final long LARGEST_SIGNATURE = 8L << 20;

  /** Far above the largest city in one file. */
  private static final long LARGEST_FILE = 64L << 20;

  private static final Set<String> LEFT_BEHIND = Set.of("desktop.ini", "thumbs.db");

  private SignedFolder() {}

  /** What a look at the signature gave. */
  public sealed interface Verdict {}

  /** Every file is as it was signed. */
  public record Genuine(FolderManifest manifest, HubKey key) implements Verdict {}

  /**
   * It is not.
   *
   * @param reasons each with the file that it is about, at least one
   */
  public record Refused(List<String> reasons) implements Verdict {
    public Refused {
      reasons = List.copyOf(reasons);
    }
  }

  /**
   * Signs the folder as it is, in place of an older signature.
   *
   * @throws IOException with the remedy, if something cannot be read, or the signature not written
   */
  public static FolderManifest sign(Path folder, long version, HubSigner signer)
      throws IOException {
    FolderManifest manifest = new FolderManifest(version, contents(folder));
    byte[] signed = SignedDocument.sign(manifest.toJson(), signer);
    Path next = folder.resolve("." + SIGNATURE + ".new");
    Files.write(next, signed);
    Files.move(
        next,
        folder.resolve(SIGNATURE),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    return manifest;
  }

  /**
   * Compares the folder with its signature.
   *
   * @param keys one of which has to have signed it
   * @throws IOException if something cannot be read
   */
  public static Verdict verify(Path folder, Collection<HubKey> keys) throws IOException {
    byte[] signed;
    try {
      signed = limited(folder.resolve(SIGNATURE), LARGEST_SIGNATURE);
    } catch (NoSuchFileException e) {
      return new Refused(
          List.of(folder.resolve(SIGNATURE) + ": there is no such file: the folder is not signed"));
    }
    BadMessage refusal = new BadMessage("$", "there is no key to check it with");
    for (HubKey key : keys) {
      try {
        FolderManifest manifest = FolderManifest.parse(SignedDocument.open(signed, key));
        List<String> differences = manifest.differences(contents(folder));
        return differences.isEmpty()
            ? new Genuine(manifest, key)
            : new Refused(differences.stream().map(each -> folder + "/" + each).toList());
      } catch (BadMessage e) {
        refusal = e;
      }
    }
    return new Refused(List.of(folder.resolve(SIGNATURE) + ": " + refusal.getMessage()));
  }

  /**
   * The version that the signature in that folder claims, whoever made it; 0 if there is none that
   * can be read.
   */
  public static long claimedVersion(Path folder) throws IOException {
    try {
      byte[] signed = limited(folder.resolve(SIGNATURE), LARGEST_SIGNATURE);
      return FolderManifest.parse(SignedDocument.open(signed, null)).version();
    } catch (NoSuchFileException | BadMessage e) {
      return 0;
    }
  }

  private static SortedMap<String, Content> contents(Path folder) throws IOException {
    SortedMap<String, Content> contents = new TreeMap<>();
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path each, BasicFileAttributes attributes) {
            return each.equals(folder) || isVisible(each)
                ? FileVisitResult.CONTINUE
                : FileVisitResult.SKIP_SUBTREE;
          }

          @Override
          public FileVisitResult visitFile(Path each, BasicFileAttributes attributes)
              throws IOException {
            Path name = folder.relativize(each);
            if (isVisible(each) && !name.equals(Path.of(SIGNATURE))) {
              requirePlain(each, attributes);
              contents.put(name.toString().replace('\\', '/'), content(each));
            }
            if (contents.size() > MOST_FILES) {
              throw new FileSystemException(
                  folder.toString(), null, "holds more than " + MOST_FILES + " files");
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return contents;
  }

  private static boolean isVisible(Path file) {
    String name = String.valueOf(file.getFileName());
    return !name.startsWith(".")
        && !name.endsWith("~")
        && !LEFT_BEHIND.contains(name.toLowerCase(Locale.ROOT));
  }

  /** What a link points to may change without anything changing in the folder. */
  private static void requirePlain(Path file, BasicFileAttributes attributes)
      throws FileSystemException {
    if (!attributes.isRegularFile()) {
      throw new FileSystemException(
          file.toString(), null, "is a link, or no file at all: put the file itself there");
    }
  }

  private static Content content(Path file) throws IOException {
    byte[] bytes = limited(file, LARGEST_FILE);
    return new Content(bytes.length, Sha256.of(bytes));
  }

  private static byte[] limited(Path file, long most) throws IOException {
    try (var in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes((int) most + 1);
      if (bytes.length > most) {
        throw new FileSystemException(
            file.toString(), null, "is larger than " + most + " bytes: it cannot be of a city");
      }
      return bytes;
    }
  }
}
