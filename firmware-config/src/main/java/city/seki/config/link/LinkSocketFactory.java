package city.seki.config.link;

import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;

/** Makes the one kind of socket that Paho asks for: not connected yet. */
final class LinkSocketFactory extends SocketFactory {
  /** Makes a socket. */
  interface Maker {
    Socket make();
  }

  private final Maker maker;

  LinkSocketFactory(Maker maker) {
    this.maker = maker;
  }

  @Override
  public Socket createSocket() {
    return maker.make();
  }

  @Override
  public Socket createSocket(String host, int port) {
    throw new UnsupportedOperationException("Paho connects its sockets itself");
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort) {
    return createSocket(host, port);
  }

  @Override
  public Socket createSocket(InetAddress host, int port) {
    return createSocket(host.getHostName(), port);
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
    return createSocket(host, port);
  }
}
