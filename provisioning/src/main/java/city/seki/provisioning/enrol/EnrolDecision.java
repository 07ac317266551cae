package city.seki.provisioning.enrol;

import city.seki.provisioning.cert.Fingerprint;
import city.seki.provisioning.cert.Holder;
import city.seki.provisioning.cert.Pem;
import city.seki.provisioning.cert.Serial;
import city.seki.provisioning.cert.Validity;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** What follows from a command. */
public sealed interface EnrolDecision {
  /** What is to be written down, before anybody is answered. */
  List<EnrolEvent> events();

  /**
   * A certificate is to be signed. Nothing has happened until {@link #made} is written down: a
   * power cut before that leaves no trace, and the unit asks again.
   */
  record Issue(
      String unit,
      Serial serial,
      Fingerprint key,
      Fingerprint request,
      Optional<Holder.Claim> claim,
      Instant at)
      implements EnrolDecision {
    @Override
    public List<EnrolEvent> events() {
      return List.of();
    }

    /**
     * What has happened now that it is signed.
     *
     * @throws IllegalArgumentException if that is another certificate than the one to be signed
     */
    public EnrolEvent.Issued made(X509Certificate certificate) {
      if (!Holder.of(certificate).equals(new Holder.Unit(unit))
          || !Serial.of(certificate.getSerialNumber()).equals(serial)
          || !Fingerprint.of(certificate.getPublicKey()).equals(key)) {
        throw new IllegalArgumentException("another certificate was signed than " + this);
      }
      return made(Validity.of(certificate), Pem.der(certificate));
    }

    EnrolEvent.Issued made(Validity validity, byte[] certificate) {
      return new EnrolEvent.Issued(
          unit,
          serial,
          key,
          request,
          claim,
          validity,
          Base64.getEncoder().encodeToString(certificate),
          at);
    }
  }

  /**
   * It was issued before: the same answer, and nothing new.
   *
   * @param certificate DER in base64
   */
  record Again(Serial serial, String certificate) implements EnrolDecision {
    @Override
    public List<EnrolEvent> events() {
      return List.of();
    }
  }

  /** Not yet: the same request again after that time. */
  record Wait(Duration retryAfter, List<EnrolEvent> events) implements EnrolDecision {
    public Wait {
      events = List.copyOf(events);
    }
  }

  /** No, and asking again does not help. */
  record Refused(EnrolRefusal reason) implements EnrolDecision {
    @Override
    public List<EnrolEvent> events() {
      return List.of();
    }
  }

  /** An operator's command is carried out. */
  record Done(List<EnrolEvent> events) implements EnrolDecision {
    public Done {
      events = List.copyOf(events);
    }
  }
}
