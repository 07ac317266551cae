package city.seki.hub.coap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.model.City;
import city.seki.config.model.SeatId;
import city.seki.config.source.ReferenceCity;
import city.seki.config.wire.Topics;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.eclipse.californium.core.CoapClient;
import org.eclipse.californium.core.CoapHandler;
import org.eclipse.californium.core.CoapObserveRelation;
import org.eclipse.californium.core.CoapResponse;
import org.eclipse.californium.core.coap.CoAP.Code;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.MediaTypeRegistry;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.config.CoapConfig;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.elements.exception.ConnectorException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The signs with Californium's own client, over a real socket. */
@Timeout(60)
class CoapSignsTest {
  private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

  /** One office of 400 seats: a list that takes many blocks. */
  private static final City CITY = ReferenceCity.scaled(1, 400);

  private static final String OFFICE = CITY.offices().keySet().iterator().next();
  private static final String SEAT =
      CITY.offices().values().iterator().next().seats().keySet().iterator().next();
  private static final String SEAT_PATH = "/offices/" + OFFICE + "/seats/" + SEAT;
  private static final String SEAT_TOPIC = Topics.seat(new SeatId(OFFICE, SEAT));

  private final BlockingQueue<CoapResponse> told = new LinkedBlockingQueue<>();
  private final AtomicReference<City> city = new AtomicReference<>(CITY);
  private CoapSigns signs;
  private CoapEndpoint endpoint;
  private CoapClient client;

  @BeforeEach
  void start() throws IOException {
    signs = CoapSigns.start(LOOPBACK, 0, city::get, 2);
    endpoint =
        CoapEndpoint.builder()
            .setConfiguration(
                new Configuration(Configuration.getStandard())
                    .set(CoapConfig.MAX_RESOURCE_BODY_SIZE, 64 * 1024))
            .build();
    endpoint.start();
    client = new CoapClient().setEndpoint(endpoint).setTimeout(20_000L);
  }

  @AfterEach
  void stop() {
    client.shutdown();
    endpoint.destroy();
    signs.close();
  }

  private String uri(String path) {
    return "coap://127.0.0.1:" + signs.port() + path;
  }

  private CoapResponse ask(Request request) throws ConnectorException, IOException {
    return Objects.requireNonNull(client.advanced(request), "no answer within 20 s");
  }

  private CoapResponse get(String path) throws ConnectorException, IOException {
    return ask(get().setURI(uri(path)));
  }

  private static Request get() {
    return new Request(Code.GET);
  }

  private CoapObserveRelation observe(String path) throws ConnectorException, IOException {
    return client.observeAndWait(
        get().setURI(uri(path)).setObserve(),
        new CoapHandler() {
          @Override
          public void onLoad(CoapResponse response) {
            told.add(response);
          }

          @Override
          public void onError() {
            // seen as a notification that does not come
          }
        });
  }

  private CoapResponse next() throws InterruptedException {
    return Objects.requireNonNull(told.poll(20, TimeUnit.SECONDS), "nothing came within 20 s");
  }

  private void publish(String topic, String payload) {
    signs.publish(topic, payload.getBytes(UTF_8));
  }

  @Test
  void a_sign_says_what_its_retained_topic_says() throws Exception {
    publish(SEAT_TOPIC, "{\"state\":\"free\"}");
    publish(Topics.summary(OFFICE), "{\"free\":400}");
    CoapResponse seat = get(SEAT_PATH);
    assertEquals(ResponseCode.CONTENT, seat.getCode());
    assertEquals(MediaTypeRegistry.APPLICATION_JSON, seat.getOptions().getContentFormat());
    assertEquals(60, seat.getOptions().getMaxAge());
    assertEquals("{\"state\":\"free\"}", seat.getResponseText());
    assertEquals("{\"free\":400}", get("/offices/" + OFFICE + "/summary").getResponseText());
  }

  @Test
  void an_observer_is_told_of_the_change_of_its_seat_and_of_no_other() throws Exception {
    publish(SEAT_TOPIC, "free");
    publish(Topics.summary(OFFICE), "400 free");
    CoapObserveRelation relation = observe(SEAT_PATH);
    assertEquals("free", next().getResponseText());
    publish(Topics.summary(OFFICE), "399 free");
    publish(SEAT_TOPIC, "claimed");
    CoapResponse change = next();
    assertEquals("claimed", change.getResponseText());
    assertTrue(change.getOptions().hasObserve());
    relation.proactiveCancel();
    while (signs.observers() > 0) {
      assertEquals(ResponseCode.CONTENT, get(SEAT_PATH).getCode());
    }
  }

  @Test
  void an_observer_of_a_seat_that_is_removed_is_told_and_let_go() throws Exception {
    publish(SEAT_TOPIC, "free");
    observe(SEAT_PATH);
    next();
    city.set(City.EMPTY);
    signs.publish(SEAT_TOPIC, new byte[0]);
    assertEquals(ResponseCode.NOT_FOUND, next().getCode());
    assertEquals(0, signs.observers());
  }

  @Test
  void who_observes_one_too_many_gets_the_answer_and_has_to_ask_again() throws Exception {
    publish(SEAT_TOPIC, "free");
    for (int i = 0; i < 3; i++) {
      observe(SEAT_PATH);
    }
    assertTrue(next().getOptions().hasObserve());
    assertTrue(next().getOptions().hasObserve());
    CoapResponse third = next();
    assertEquals("free", third.getResponseText());
    assertFalse(third.getOptions().hasObserve());
    assertEquals(2, signs.observers());
  }

  @Test
  void a_label_that_knows_the_answer_is_sent_none() throws Exception {
    publish(SEAT_TOPIC, "free");
    byte[] etag = get(SEAT_PATH).getOptions().getETags().getFirst();
    Request again = get().setURI(uri(SEAT_PATH));
    again.getOptions().addETag(etag);
    CoapResponse valid = ask(again);
    assertEquals(ResponseCode.VALID, valid.getCode());
    assertEquals(0, valid.getPayloadSize());
    publish(SEAT_TOPIC, "claimed");
    Request later = get().setURI(uri(SEAT_PATH));
    later.getOptions().addETag(etag);
    assertEquals("claimed", ask(later).getResponseText());
  }

  @Test
  void what_is_not_there_is_4_04_and_what_is_not_known_yet_5_03() throws Exception {
    for (String path :
        new String[] {
          "/offices/" + OFFICE + "/seats/no",
          "/offices/no/seats/" + SEAT,
          "/offices/no/summary",
          "/offices/no",
          "/offices",
          "/",
          SEAT_PATH + "/more"
        }) {
      assertEquals(ResponseCode.NOT_FOUND, get(path).getCode(), path);
    }
    CoapResponse unknown = get(SEAT_PATH);
    assertEquals(ResponseCode.SERVICE_UNAVAILABLE, unknown.getCode());
    assertEquals(1, unknown.getOptions().getMaxAge());
  }

  @Test
  void nothing_can_be_written_and_no_other_format_is_served() throws Exception {
    publish(SEAT_TOPIC, "free");
    for (Code method : new Code[] {Code.PUT, Code.POST, Code.DELETE, Code.FETCH, Code.PATCH}) {
      assertEquals(
          ResponseCode.METHOD_NOT_ALLOWED,
          ask(new Request(method).setURI(uri(SEAT_PATH))).getCode(),
          method.name());
    }
    for (String path : new String[] {SEAT_PATH, "/.well-known/core"}) {
      Request cbor = get().setURI(uri(path));
      cbor.getOptions().setAccept(MediaTypeRegistry.APPLICATION_CBOR);
      assertEquals(ResponseCode.NOT_ACCEPTABLE, ask(cbor).getCode(), path);
    }
  }

  @Test
  void offices_are_discovered_and_then_their_seats_in_blocks() throws Exception {
    assertEquals("</offices/" + OFFICE + ">;ct=40", get("/.well-known/core").getResponseText());
    CoapResponse office = get("/offices/" + OFFICE);
    assertTrue(office.getPayloadSize() > 1024, "fits into one datagram");
    String[] links = office.getResponseText().split(",");
    assertEquals(401, links.length);
    assertEquals("</offices/" + OFFICE + "/summary>;ct=50;obs", links[0]);
    assertEquals("<" + SEAT_PATH + ">;ct=50;obs", links[1]);
  }

  @Test
  void a_port_in_use_is_told_with_the_remedy() {
    IOException refusal =
        assertThrows(
            IOException.class, () -> CoapSigns.start(LOOPBACK, signs.port(), () -> CITY).close());
    String message = String.valueOf(refusal.getMessage());
    assertTrue(message.contains("CoAP port " + signs.port()), message);
    assertTrue(message.contains("--coap-port"), message);
  }

  @Test
  void no_settings_file_is_left_behind() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(""))) {
      assertNull(
          files.filter(file -> file.toString().startsWith("Californium")).findAny().orElse(null));
    }
  }
}
