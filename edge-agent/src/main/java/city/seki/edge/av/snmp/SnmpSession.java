package city.seki.edge.av.snmp;

import city.seki.edge.av.Unreached;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.snmp4j.CommunityTarget;
import org.snmp4j.MessageDispatcherImpl;
import org.snmp4j.PDU;
import org.snmp4j.SNMP4JSettings;
import org.snmp4j.ScopedPDU;
import org.snmp4j.Snmp;
import org.snmp4j.Target;
import org.snmp4j.UserTarget;
import org.snmp4j.mp.CounterSupport;
import org.snmp4j.mp.MPv2c;
import org.snmp4j.mp.MPv3;
import org.snmp4j.mp.SnmpConstants;
import org.snmp4j.security.AuthHMAC192SHA256;
import org.snmp4j.security.AuthSHA;
import org.snmp4j.security.PrivAES128;
import org.snmp4j.security.SecurityLevel;
import org.snmp4j.security.SecurityModel;
import org.snmp4j.security.SecurityModels;
import org.snmp4j.security.SecurityProtocols;
import org.snmp4j.security.USM;
import org.snmp4j.security.UsmUser;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.UdpAddress;
import org.snmp4j.smi.Variable;
import org.snmp4j.smi.VariableBinding;
import org.snmp4j.transport.DefaultUdpTransportMapping;

/**
 * One look over SNMP: a socket of its own, the questions, and the end of it. What is learnt of an
 * agent's engine lasts as long: a device that was swapped or reset is never taken for the old one.
 */
final class SnmpSession implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = 1_500;
  private static final int RETRIES = 1;

  /** Rows in one answer, and answers for one column: a table that has no end ends here. */
  private static final int ROWS = 16;

  private static final int MOST_ANSWERS = 4;

  static {
    // By default the library drops the report that a passphrase is wrong, for nobody can sign it,
    // and a wrong passphrase looks like silence. Who forges one makes a device unknown, no more.
    SNMP4JSettings.setReportSecurityLevelStrategy(
        SNMP4JSettings.ReportSecurityLevelStrategy.noAuthNoPrivIfNeeded);
  }

  private final Snmp snmp;
  private final Target<UdpAddress> target;

  private SnmpSession(Snmp snmp, Target<UdpAddress> target) {
    this.snmp = snmp;
    this.target = target;
  }

  static SnmpSession open(InetSocketAddress device, SnmpAccess access) throws SnmpFault {
    if (device.isUnresolved()) {
      throw SnmpFault.notReached(
          Unreached.UNREACHABLE, device.getHostString() + " is a name without an address");
    }
    UdpAddress address = new UdpAddress(device.getAddress(), device.getPort());
    MessageDispatcherImpl dispatcher = new MessageDispatcherImpl();
    Target<UdpAddress> target =
        switch (access) {
          case SnmpAccess.Community community -> version2(community, address, dispatcher);
          case SnmpAccess.User user -> version3(user, address, dispatcher);
        };
    target.setTimeout(TIMEOUT_MILLIS);
    target.setRetries(RETRIES);
    try {
      Snmp snmp = new Snmp(dispatcher, new DefaultUdpTransportMapping());
      snmp.listen();
      return new SnmpSession(snmp, target);
    } catch (IOException e) {
      throw SnmpFault.notReached(Unreached.UNREACHABLE, "no UDP socket: " + e.getMessage());
    }
  }

  private static Target<UdpAddress> version2(
      SnmpAccess.Community community, UdpAddress address, MessageDispatcherImpl dispatcher) {
    dispatcher.addMessageProcessingModel(new MPv2c());
    Target<UdpAddress> target = new CommunityTarget<>(address, new OctetString(community.word()));
    target.setVersion(SnmpConstants.version2c);
    return target;
  }

  private static Target<UdpAddress> version3(
      SnmpAccess.User user, UdpAddress address, MessageDispatcherImpl dispatcher) {
    OctetString name = new OctetString(user.name());
    SecurityProtocols protocols = new SecurityProtocols(SecurityProtocols.SecurityProtocolSet.none);
    protocols.addPrivacyProtocol(new PrivAES128());
    OID digest =
        switch (user.digest()) {
          case SHA_256 -> {
            protocols.addAuthenticationProtocol(new AuthHMAC192SHA256());
            yield AuthHMAC192SHA256.ID;
          }
          case SHA_1 -> {
            protocols.addAuthenticationProtocol(new AuthSHA());
            yield AuthSHA.ID;
          }
        };
    byte[] engine = MPv3.createLocalEngineID();
    CounterSupport counters = new CounterSupport();
    USM usm = new USM(protocols, new OctetString(engine), 0, counters);
    usm.addUser(
        new UsmUser(
            name,
            digest,
            new OctetString(user.authentication()),
            PrivAES128.ID,
            new OctetString(user.privacy())));
    SecurityModels models = SecurityModels.getCollection(new SecurityModel[] {usm});
    dispatcher.addMessageProcessingModel(new MPv3(engine, null, protocols, models, counters));
    Target<UdpAddress> target =
        new UserTarget<>(address, name, new byte[0], SecurityLevel.AUTH_PRIV);
    target.setVersion(SnmpConstants.version3);
    return target;
  }

  /** The values of those objects, in their order; null for one that the device does not know. */
  List<@Nullable Variable> get(List<OID> objects) throws SnmpFault, InterruptedException {
    PDU question = pdu(PDU.GET);
    objects.forEach(object -> question.add(new VariableBinding(object)));
    List<@Nullable Variable> values = new ArrayList<>();
    for (VariableBinding binding : ask(question)) {
      values.add(binding.isException() ? null : binding.getVariable());
    }
    while (values.size() < objects.size()) {
      values.add(null);
    }
    return values;
  }

  /** A column of a table by its last index; empty if the device has no such table. */
  SortedMap<Integer, Variable> column(OID column) throws SnmpFault, InterruptedException {
    SortedMap<Integer, Variable> rows = new TreeMap<>();
    OID from = column;
    for (int answers = 0; answers < MOST_ANSWERS; answers++) {
      PDU question = pdu(PDU.GETBULK);
      question.setMaxRepetitions(ROWS);
      question.add(new VariableBinding(from));
      for (VariableBinding binding : ask(question)) {
        OID at = binding.getOid();
        if (binding.isException() || !at.startsWith(column) || at.compareTo(from) <= 0) {
          return rows;
        }
        rows.put(at.last(), binding.getVariable());
        from = at;
      }
    }
    return rows;
  }

  private PDU pdu(int type) {
    PDU pdu = target.getVersion() == SnmpConstants.version3 ? new ScopedPDU() : new PDU();
    pdu.setType(type);
    return pdu;
  }

  private List<? extends VariableBinding> ask(PDU question) throws SnmpFault, InterruptedException {
    PDU answer;
    try {
      answer = snmp.send(question, target).getResponse();
    } catch (IOException e) {
      throw SnmpFault.notReached(Unreached.of(e), target.getAddress() + ": " + e.getMessage());
    }
    if (Thread.interrupted()) {
      throw new InterruptedException("asked to end while waiting for an answer");
    }
    if (answer == null) {
      throw SnmpFault.notReached(Unreached.TIMEOUT, silence());
    }
    if (answer.getType() == PDU.REPORT) {
      throw refusal(answer);
    }
    if (answer.getErrorStatus() != SnmpConstants.SNMP_ERROR_SUCCESS) {
      throw SnmpFault.error(
          target.getAddress() + " answered with an error: " + answer.getErrorStatusText());
    }
    return answer.getVariableBindings();
  }

  private String silence() {
    String what = target.getAddress() + " does not answer SNMP: it is off or not reached";
    return target.getVersion() == SnmpConstants.version3
        ? what + ", SNMPv3 is not switched on in it, or a passphrase is wrong"
        : what + ", or the community is wrong, for then a device is silent, too";
  }

  private SnmpFault refusal(PDU report) {
    OID reason = report.getVariableBindings().isEmpty() ? new OID() : report.get(0).getOid();
    String what = target.getAddress() + " refuses: ";
    if (reason.equals(SnmpConstants.usmStatsUnknownUserNames)) {
      return SnmpFault.password(what + "it does not know that user");
    }
    if (reason.equals(SnmpConstants.usmStatsWrongDigests)) {
      return SnmpFault.password(
          what + "a passphrase is wrong, or its digest is neither SHA-256 nor SHA-1");
    }
    if (reason.equals(SnmpConstants.usmStatsDecryptionErrors)) {
      return SnmpFault.password(what + "a passphrase is wrong, or its cipher is not AES-128");
    }
    if (reason.equals(SnmpConstants.usmStatsUnsupportedSecLevels)) {
      return SnmpFault.password(what + "that user may not use authentication with privacy");
    }
    return SnmpFault.error(what + "report " + reason);
  }

  @Override
  public void close() {
    try {
      snmp.close();
    } catch (IOException e) {
      // A socket that does not even close is gone; there is nothing to do about it.
      return;
    }
  }
}
