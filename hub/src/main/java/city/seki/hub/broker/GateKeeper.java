package city.seki.hub.broker;

import io.moquette.broker.security.IAuthenticator;
import io.moquette.broker.security.IAuthorizatorPolicy;
import io.moquette.broker.subscriptions.Topic;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttConnectPayload;
import io.netty.handler.codec.mqtt.MqttQoS;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What Moquette asks about every CONNECT, SUBSCRIBE and PUBLISH: lets the hub's own clients pass,
 * asks the {@link TopicGuard} about all others, and notices that it is asked, which {@link
 * BrokerProbe} relies on.
 */
final class GateKeeper implements IAuthenticator, IAuthorizatorPolicy {
  /** The user name of the hub's own clients. */
  static final String HUB = "seki-hub";

  /**
   * What stands before a unit's id in the user name of a client whose certificate was looked at.
   */
  private static final String PROVED = "seki-unit/";

  /** Below it nobody may read: the probe asks for a topic there. */
  static final String FORBIDDEN = "seki/probe/";

  private final TopicGuard guard;
  private final byte[] hubPassword;
  private final String proof;
  private final Consumer<String> onRefusedWrite;
  private volatile boolean askedToAdmit;
  private volatile boolean askedToRead;

  /**
   * @param proof the password of those whose certificate was looked at: only this process knows it
   * @param onRefusedWrite gets the id of a client whose publish was refused
   */
  GateKeeper(TopicGuard guard, String hubPassword, String proof, Consumer<String> onRefusedWrite) {
    this.guard = guard;
    this.hubPassword = hubPassword.getBytes(StandardCharsets.UTF_8);
    this.proof = proof;
    this.onRefusedWrite = onRefusedWrite;
  }

  /** The user name under which a unit whose certificate was looked at comes before Moquette. */
  static String userOf(String unit) {
    return PROVED + unit;
  }

  /** The password that goes with {@link #userOf}. */
  byte[] proof() {
    return proof.getBytes(StandardCharsets.UTF_8);
  }

  /** Whether that is a user name that no client may choose. */
  static boolean isOurs(String user) {
    return HUB.equals(user) || user.startsWith(PROVED);
  }

  private static TopicGuard.Speaker speaker(String clientId, @Nullable String user) {
    return new TopicGuard.Speaker(
        clientId,
        user,
        user != null && user.startsWith(PROVED) ? user.substring(PROVED.length()) : null);
  }

  @Override
  public boolean checkValid(String clientId, String user, byte @Nullable [] password) {
    askedToAdmit = true;
    return admits(clientId, user, password);
  }

  boolean admitsAnonymous() {
    return guard.admitsAnonymous();
  }

  /** The same question, asked before Moquette gets the packet. */
  boolean admits(MqttConnectMessage connect) {
    MqttConnectPayload payload = connect.payload();
    String user = payload.userName();
    return user == null
        ? guard.admitsAnonymous()
        : admits(payload.clientIdentifier(), user, payload.passwordInBytes());
  }

  /**
   * Whether its last will, if it has one, is well formed and of a kind that it may say itself. One
   * of a QoS that there is not would leave a session in Moquette that lets nobody of that name in.
   */
  boolean admitsWill(MqttConnectMessage connect) {
    MqttConnectPayload payload = connect.payload();
    String user = payload.userName();
    return !connect.variableHeader().isWillFlag()
        || (connect.variableHeader().willQos() <= MqttQoS.EXACTLY_ONCE.value()
            && (HUB.equals(user)
                || guard.mayWrite(speaker(payload.clientIdentifier(), user), payload.willTopic())));
  }

  private boolean admits(String clientId, String user, byte @Nullable [] password) {
    if (HUB.equals(user)) {
      return password != null && MessageDigest.isEqual(hubPassword, password);
    }
    if (user.startsWith(PROVED)) {
      return password != null && MessageDigest.isEqual(proof(), password);
    }
    return guard.admits(clientId, user, password);
  }

  @Override
  public boolean canWrite(Topic topic, @Nullable String user, String clientId) {
    if (HUB.equals(user) || guard.mayWrite(speaker(clientId, user), topic.toString())) {
      return true;
    }
    onRefusedWrite.accept(clientId);
    return false;
  }

  @Override
  public boolean canRead(Topic filter, @Nullable String user, String clientId) {
    String text = filter.toString();
    if (text.startsWith(FORBIDDEN)) {
      askedToRead = true;
      return false;
    }
    return HUB.equals(user) || guard.mayRead(speaker(clientId, user), text);
  }

  boolean wasAsked() {
    return askedToAdmit && askedToRead;
  }
}
