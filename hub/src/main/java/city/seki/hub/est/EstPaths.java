package city.seki.hub.est;

import city.seki.provisioning.est.ContentFormat;
import city.seki.provisioning.est.EstResource;
import java.util.List;
import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.coap.CoAP.Code;
import org.eclipse.californium.core.server.DelivererException;
import org.eclipse.californium.core.server.ServerMessageDeliverer;
import org.eclipse.californium.core.server.resources.DiscoveryResource;
import org.eclipse.californium.core.server.resources.Resource;
import org.eclipse.californium.elements.config.Configuration;
import org.jspecify.annotations.Nullable;

/** What there is, and the links by which it is found (RFC 9148, 4.1; RFC 6690). */
final class EstPaths extends ServerMessageDeliverer {
  private static final String START = "unit";

  private EstPaths(Resource root, Configuration configuration) {
    super(root, configuration);
  }

  static EstPaths of(
      EstDoor door,
      EstReplies replies,
      EnrolAnswers enrol,
      ReadAnswers read,
      Configuration configuration) {
    CoapResource root = new CoapResource("");
    DiscoveryResource links = new DiscoveryResource(root);
    CoapResource wellKnown = hidden(".well-known");
    CoapResource est = hidden("est");
    for (EstResource each : EstResource.values()) {
      GuardedResource.Answer answer =
          switch (each) {
            case CA_CERTIFICATES -> read::authorities;
            case ENROLL -> enrol::enrol;
            case REENROLL -> enrol::reenrol;
            case ATTRIBUTES -> read::attributes;
          };
      Code method = each.takes().isPresent() ? Code.POST : Code.GET;
      est.add(described(new GuardedResource(each.coapName(), method, door, replies, answer), each));
    }
    GuardedResource core =
        new GuardedResource(
            DiscoveryResource.CORE,
            Code.GET,
            door,
            replies,
            (request, peer) -> links.handleGET(request));
    core.setVisible(false);
    wellKnown.add(core);
    wellKnown.add(est);
    root.add(wellKnown);
    GuardedResource start = new GuardedResource(START, Code.GET, door, replies, read::start);
    start.getAttributes().addContentType(0);
    root.add(start);
    return new EstPaths(root, configuration);
  }

  private static CoapResource hidden(String name) {
    return new CoapResource(name, false);
  }

  private static Resource described(Resource resource, EstResource each) {
    resource.getAttributes().addResourceType(each.resourceType());
    resource.getAttributes().addContentType(each.gives().number());
    if (each.gives() == ContentFormat.CERTS_ONLY) {
      resource.getAttributes().addContentType(ContentFormat.CERTIFICATE.number());
    }
    return resource;
  }

  /** What stands between is no resource. */
  @Override
  protected @Nullable Resource findResource(List<String> path) throws DelivererException {
    return super.findResource(path) instanceof GuardedResource found ? found : null;
  }
}
