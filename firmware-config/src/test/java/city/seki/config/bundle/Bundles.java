package city.seki.config.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;

import city.seki.config.wire.HubKey;
import city.seki.config.wire.HubSigner;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Random;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/** Keys, jars and bundles of tests. */
final class Bundles {
  private Bundles() {}

  static HubSigner key() {
    try {
      return HubSigner.of(KeyPairGenerator.getInstance(HubKey.ALGORITHM).generateKeyPair());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  /** A jar that says it is that version of the agent, with as many bytes that do not shrink. */
  static Path jar(Path file, String version, int bytes) throws IOException {
    Manifest manifest = new Manifest();
    Attributes main = manifest.getMainAttributes();
    main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    main.put(Attributes.Name.IMPLEMENTATION_VERSION, version);
    main.putValue("Seki-Main", "city.seki.edge.EdgeMain");
    byte[] ballast = new byte[bytes];
    new Random(bytes).nextBytes(ballast);
    try (OutputStream out = Files.newOutputStream(file);
        JarOutputStream jar = new JarOutputStream(out, manifest)) {
      jar.putNextEntry(new ZipEntry(AgentJar.DATA));
      jar.write("journal = 2 2\n".getBytes(UTF_8));
      jar.putNextEntry(new ZipEntry("ballast"));
      jar.write(ballast);
    }
    return file;
  }
}
