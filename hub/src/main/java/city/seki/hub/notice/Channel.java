package city.seki.hub.notice;

import java.util.Locale;

/** By what one is told. */
public enum Channel {
  MAIL,
  CHAT;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * @throws IllegalArgumentException if there is no such channel
   */
  public static Channel of(String word) {
    for (Channel channel : values()) {
      if (channel.word().equals(word)) {
        return channel;
      }
    }
    throw new IllegalArgumentException("unknown channel '" + word + "'");
  }
}
