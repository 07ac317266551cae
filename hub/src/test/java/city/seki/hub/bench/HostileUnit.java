package city.seki.hub.bench;

import city.seki.provisioning.cert.Pem;
import city.seki.provisioning.tls.Tls;
import city.seki.provisioning.tls.TlsIdentity;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;

/**
 * A unit with a valid certificate that does the hub all the harm that it can, until its standard
 * input ends. A process of its own, so that what it costs is not taken for what the hub costs.
 */
public final class HostileUnit {
  /** What it does. */
  enum Attack {
    /** Is there and does nothing: what the others are compared with. */
    NONE,
    /** Publishes without acknowledgement as fast as the network takes it. */
    FLOOD_QOS_0,
    /** The same with acknowledgement, which it does not wait for. */
    FLOOD_QOS_1,
    /** The same with the largest packets that are taken. */
    LARGE_PACKETS,
    /** Connects, and connects again. */
    RECONNECTS,
    /** Asks and asks, and never acknowledges an answer. */
    DEAF
  }

  private static final int LARGE = 60_000;
  private static final int ORDINARY = 200;
  private static final int PUBLISH = 0x30;
  private static final int PUBLISH_QOS_1 = 0x32;

  private final String unit;
  private final SSLContext tls;
  private final int port;

  private HostileUnit(String unit, SSLContext tls, int port) {
    this.unit = unit;
    this.tls = tls;
    this.port = port;
  }

  /**
   * @param arguments attack, unit, port, certificate, key
   */
  public static void main(String[] arguments) throws Exception {
    TlsIdentity identity = identity(Path.of(arguments[3]), Path.of(arguments[4]));
    HostileUnit hostile =
        new HostileUnit(
            arguments[1],
            Tls.context(() -> identity, chain -> null),
            Integer.parseInt(arguments[2]));
    Attack attack = Attack.valueOf(arguments[0]);
    if (attack != Attack.NONE) {
      Thread.ofPlatform().daemon().start(() -> hostile.goOn(attack));
    }
    System.out.println("begins");
    while (System.in.read() >= 0) {
      // until nobody needs it any more
    }
  }

  private static TlsIdentity identity(Path certificate, Path key)
      throws IOException, GeneralSecurityException {
    List<X509Certificate> chain = new ArrayList<>();
    for (byte[] der : Pem.read(Pem.CERTIFICATE, Files.readString(certificate))) {
      chain.add(
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(der)));
    }
    byte[] der = Pem.read("PRIVATE KEY", Files.readString(key)).getFirst();
    return new TlsIdentity(
        KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(der)), chain);
  }

  @SuppressWarnings("InfiniteLoopStatement")
  private void goOn(Attack attack) {
    while (true) {
      try (Socket socket =
          tls.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port)) {
        attack(attack, socket);
      } catch (IOException e) {
        // it was turned away, and comes again
      }
    }
  }

  private void attack(Attack attack, Socket socket) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(connect());
    if (socket.getInputStream().read() < 0 || attack == Attack.RECONNECTS) {
      return;
    }
    if (attack == Attack.DEAF) {
      out.write(subscribe());
    }
    Thread.ofVirtual().start(() -> readInVain(socket));
    byte[] many = publishes(attack);
    while (true) {
      out.write(many);
    }
  }

  private static void readInVain(Socket socket) {
    try (InputStream in = socket.getInputStream()) {
      in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      // the writer notices it, too
    }
  }

  private byte[] connect() throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    DataOutputStream to = new DataOutputStream(body);
    to.writeUTF("MQTT");
    to.write(new byte[] {5, 2, 0, 60, 0}); // version 5, clean start, 60 s, no properties
    to.writeUTF(unit);
    return packet(0x10, body.toByteArray());
  }

  private byte[] subscribe() throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    DataOutputStream to = new DataOutputStream(body);
    to.write(new byte[] {0, 1, 0}); // packet id, no properties
    to.writeUTF("seki/1/unit/" + unit + "/decision");
    to.writeByte(1);
    return packet(0x82, body.toByteArray());
  }

  /** Some 64 kB of them, to be written in one go. */
  private byte[] publishes(Attack attack) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    int size = attack == Attack.LARGE_PACKETS ? LARGE : ORDINARY;
    boolean isQos1 = attack == Attack.FLOOD_QOS_1 || attack == Attack.DEAF;
    for (int id = 1; all.size() < 1 << 16; id++) {
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      DataOutputStream to = new DataOutputStream(body);
      to.writeUTF("seki/1/unit/" + unit + "/tap");
      if (isQos1) {
        to.writeShort(id);
      }
      to.writeByte(0); // no properties
      to.write(new byte[size]);
      all.write(packet(isQos1 ? PUBLISH_QOS_1 : PUBLISH, body.toByteArray()));
    }
    return all.toByteArray();
  }

  private static byte[] packet(int type, byte[] body) {
    ByteArrayOutputStream packet = new ByteArrayOutputStream();
    packet.write(type);
    int left = body.length;
    do {
      packet.write(left > 0x7F ? (left & 0x7F) | 0x80 : left);
      left >>= 7;
    } while (left > 0);
    packet.writeBytes(body);
    return packet.toByteArray();
  }
}
