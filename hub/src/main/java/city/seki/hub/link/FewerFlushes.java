package city.seki.hub.link;

import io.netty.bootstrap.ChannelInitializerExtension;
import io.netty.channel.Channel;
import io.netty.handler.flush.FlushConsolidationHandler;

/**
 * Makes one system call of the many that Moquette asks for: it flushes after every packet, from a
 * thread that is not the channel's. Netty finds this class by its service file, once the property
 * {@link #PROPERTY} says that it may look.
 */
public final class FewerFlushes extends ChannelInitializerExtension {
  static final String PROPERTY = "io.netty.bootstrap.extensions";
  private static final int AT_MOST = 256;

  @Override
  public void postInitializeServerChildChannel(Channel channel) {
    channel.pipeline().addFirst(new FlushConsolidationHandler(AT_MOST, true));
  }
}
