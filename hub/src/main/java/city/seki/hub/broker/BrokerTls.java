package city.seki.hub.broker;

import city.seki.provisioning.tls.Tls;
import io.netty.channel.Channel;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.IdentityCipherSuiteFilter;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLContext;

/**
 * TLS at the embedded broker: a client shows a certificate, or there is no connection. Handshakes
 * have threads of their own, for half of the processors, and each rests as long as it has worked: a
 * storm of new connections is no reason that a tap should wait.
 *
 * <p>No session is resumed, by ticket or by number: what a resumed one proves was looked at when it
 * began.
 */
final class BrokerTls implements AutoCloseable {
  /** The JDK sends no ticket that would have to hold for longer than 7 days (RFC 8446, 4.6.1). */
  private static final int TOO_LONG_FOR_TICKETS = 7 * 24 * 3_600 + 1;

  private final SslContext context;
  private final ExecutorService handshakes;
  private final LongSupplier nanos;
  private final long patienceMillis;

  BrokerTls(Mutual mutual, int processors) {
    SSLContext tls = Tls.context(mutual.own(), mutual::refusal);
    tls.getServerSessionContext().setSessionTimeout(TOO_LONG_FOR_TICKETS);
    context =
        new JdkSslContext(
            tls,
            false,
            Tls.CIPHER_SUITES,
            IdentityCipherSuiteFilter.INSTANCE,
            ApplicationProtocolConfig.DISABLED,
            ClientAuth.REQUIRE,
            Tls.PROTOCOLS.toArray(String[]::new),
            false);
    handshakes =
        Executors.newFixedThreadPool(
            Math.max(1, processors / 2),
            Thread.ofPlatform().daemon().name("seki-broker-handshake-", 0).factory());
    nanos = mutual.nanos();
    patienceMillis = mutual.limits().patience().toMillis();
  }

  /** For Moquette, which would make handlers of its own of it. */
  SslContext context() {
    return context;
  }

  SslHandler handler(Channel channel) {
    SslHandler handler = context.newHandler(channel.alloc(), this::atHalfSpeed);
    handler.setHandshakeTimeout(patienceMillis, TimeUnit.MILLISECONDS);
    return handler;
  }

  private void atHalfSpeed(Runnable step) {
    handshakes.execute(
        () -> {
          long begun = nanos.getAsLong();
          step.run();
          LockSupport.parkNanos(nanos.getAsLong() - begun);
        });
  }

  @Override
  public void close() {
    handshakes.shutdown();
  }
}
