package city.seki.edge.meter;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;

/**
 * Cards for the virtual reader of vsmartcard: a connection is a card in the field, its end is the
 * card lifted. Reads {@code insert PORT ATR ANSWER} and {@code remove PORT} from standard input and
 * answers each with a line; ANSWER is what the card says to every command.
 *
 * <p>Frames are a length of two bytes, big-endian, and as many bytes: one byte is a control code (0
 * off, 1 on, 2 reset, 4 asks for the answer to reset), all others are commands to the card.
 */
public final class VirtualCards {
  private static final int ASK_ATR = 4;

  private VirtualCards() {}

  public static void main(String[] args) throws IOException {
    Map<Integer, Socket> cards = new HashMap<>();
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String[] words = line.split(" ");
      int port = Integer.parseInt(words[1]);
      if (words[0].equals("insert")) {
        cards.put(port, insert(port, words[2], words[3]));
      } else {
        Objects.requireNonNull(cards.remove(port), "no card at " + port).close();
      }
      System.out.println("done");
    }
  }

  private static Socket insert(int port, String atr, String answer) throws IOException {
    Socket socket = new Socket();
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 5_000);
    socket.setTcpNoDelay(true);
    byte[] atrBytes = HexFormat.of().parseHex(atr);
    byte[] answerBytes = HexFormat.of().parseHex(answer);
    Thread.ofPlatform().daemon().start(() -> serve(socket, atrBytes, answerBytes));
    return socket;
  }

  private static void serve(Socket socket, byte[] atr, byte[] answer) {
    try (socket) {
      DataInputStream in = new DataInputStream(socket.getInputStream());
      DataOutputStream out =
          new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
      while (true) {
        byte[] frame = in.readNBytes(in.readUnsignedShort());
        boolean control = frame.length == 1;
        if (!control || frame[0] == ASK_ATR) {
          byte[] reply = control ? atr : answer;
          out.writeShort(reply.length);
          out.write(reply);
          out.flush();
        }
      }
    } catch (IOException e) {
      return; // the card was lifted, or pcscd has ended
    }
  }
}
