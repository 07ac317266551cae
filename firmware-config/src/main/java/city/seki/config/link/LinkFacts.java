package city.seki.config.link;

/**
 * What the broker said about itself in its CONNACK.
 *
 * @param sessionPresent it still had the session of this client id, with what was queued for it
 * @param window how many publishes may be under way to it: the smaller of its receive maximum and
 *     the setting
 * @param topicAliasMaximum above 0, Paho replaces topics by numbers; harmless here because a
 *     connection of ours never repeats what another one began
 * @param maximumPacketBytes the largest packet it takes
 */
public record LinkFacts(
    boolean sessionPresent, int window, int topicAliasMaximum, long maximumPacketBytes) {}
