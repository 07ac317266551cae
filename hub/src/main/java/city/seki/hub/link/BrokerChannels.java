package city.seki.hub.link;

import io.netty.bootstrap.ChannelInitializerExtension;
import io.netty.channel.Channel;
import io.netty.handler.flush.FlushConsolidationHandler;

/**
 * Mends two things on every channel of the embedded broker: it joins flushes (Moquette asks for one
 * after every packet, from a thread that is not the channel's) and it puts up the {@link
 * ConnackGate}. Netty finds this class by its service file, once {@link #PROPERTY} says that it may
 * look.
 */
public final class BrokerChannels extends ChannelInitializerExtension {
  static final String PROPERTY = "io.netty.bootstrap.extensions";
  private static final int FLUSHES_JOINED = 256;

  @Override
  public void postInitializeServerChildChannel(Channel channel) {
    channel.pipeline().addFirst(new ConnackGate());
    channel.pipeline().addFirst(new FlushConsolidationHandler(FLUSHES_JOINED, true));
  }
}
