package city.seki.edge.coap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.model.Occupancy;
import city.seki.config.model.Place;
import city.seki.config.rules.SeatView.State;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.eclipse.californium.core.CoapClient;
import org.eclipse.californium.core.CoapHandler;
import org.eclipse.californium.core.CoapResponse;
import org.eclipse.californium.core.coap.CoAP.Code;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.MediaTypeRegistry;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.elements.exception.ConnectorException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The server without DTLS, as in development, with Californium's own client. */
@Timeout(60)
class UnitCoapTest {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
  private static final Peer SENSOR = Peer.of("room-1", new byte[16], "room:R1");
  private static final String PRESENCE = "[{\"n\":\"presence\",\"vb\":true,\"bt\":%d}]";
  private static final Place.AtSeat SEAT = new Place.AtSeat("A-01");

  private final BlockingQueue<SensorPost> posts = new LinkedBlockingQueue<>();
  private final BlockingQueue<CoapResponse> told = new LinkedBlockingQueue<>();
  private final LabelBoard board = new LabelBoard();
  private final HandPace pace = new HandPace();
  private UnitCoap coap;
  private CoapEndpoint endpoint;
  private CoapClient client;

  @BeforeEach
  void start() throws IOException {
    coap =
        UnitCoap.start(
            new UnitCoap.Listening(LOOPBACK, 0, 0),
            name -> name.equals(SENSOR.name()) ? SENSOR : null,
            pace,
            posts::add,
            board);
    endpoint =
        CoapEndpoint.builder()
            .setConfiguration(new Configuration(Configuration.createStandardWithoutFile()))
            .build();
    endpoint.start();
    client = new CoapClient().setEndpoint(endpoint).setTimeout(20_000L);
  }

  @AfterEach
  void stop() {
    client.shutdown();
    endpoint.destroy();
    coap.close();
  }

  private Request request(Code code, String path) {
    return new Request(code).setURI("coap://127.0.0.1:" + coap.developmentPort() + path);
  }

  private CoapResponse ask(Request request) throws ConnectorException, IOException {
    return Objects.requireNonNull(client.advanced(request), "no answer within 20 s");
  }

  private CoapResponse post(String path, int format, String body)
      throws ConnectorException, IOException {
    Request request = request(Code.POST, path);
    request.getOptions().setContentFormat(format);
    request.setPayload(body);
    return ask(request);
  }

  private CoapResponse get(String path, int accept) throws ConnectorException, IOException {
    Request request = request(Code.GET, path);
    request.getOptions().setAccept(accept);
    return ask(request);
  }

  private CoapResponse next() throws InterruptedException {
    return Objects.requireNonNull(told.poll(20, TimeUnit.SECONDS), "nothing came within 20 s");
  }

  private void observe(String path) throws ConnectorException, IOException {
    client.observeAndWait(
        request(Code.GET, path).setObserve(),
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

  @Test
  void a_post_arrives_and_is_counted() throws Exception {
    CoapResponse answer = post("/sensors/room-1", 110, PRESENCE.formatted(1754000000));
    assertEquals(ResponseCode.CHANGED, answer.getCode());
    assertEquals("room-1", posts.remove().sensor());
    assertEquals(
        ResponseCode.CHANGED,
        post("/sensors/room-1", 110, PRESENCE.formatted(1754000000)).getCode());
    assertTrue(posts.isEmpty());
    assertEquals(1, coap.counts().taken());
    assertEquals(1, coap.counts().repeated());
  }

  @Test
  void each_refusal_has_its_code_says_why_and_is_counted() throws Exception {
    String good = PRESENCE.formatted(0);
    String large = good + " ".repeat(5_000);
    Object[][] cases = {
      {post("/sensors/nobody", 110, good), ResponseCode.NOT_FOUND, Cause.UNKNOWN_SENSOR},
      {post("/sensors/room-1", 111, good), ResponseCode.UNSUPPORTED_CONTENT_FORMAT, Cause.FORMAT},
      {post("/sensors/room-1", 112, good), ResponseCode.BAD_REQUEST, Cause.BAD_SENML},
      {ask(request(Code.GET, "/sensors/room-1")), ResponseCode.METHOD_NOT_ALLOWED, Cause.METHOD},
      {post("/sensors/room-1", 110, large), ResponseCode.REQUEST_ENTITY_TOO_LARGE, Cause.TOO_LARGE}
    };
    for (Object[] each : cases) {
      CoapResponse answer = (CoapResponse) each[0];
      assertEquals(each[1], answer.getCode());
      assertFalse(answer.getResponseText().isEmpty(), String.valueOf(each[1]));
    }
    CoapCounts counts = coap.counts();
    for (Object[] each : cases) {
      assertTrue(counts.refused((Cause) each[2]) >= 1, String.valueOf(each[2]));
    }
    assertTrue(posts.isEmpty());
    assertEquals(0, counts.taken());
  }

  @Test
  void too_many_posts_are_told_when_to_come_again() throws Exception {
    for (int i = 0; i < 10; i++) {
      assertEquals(
          ResponseCode.CHANGED, post("/sensors/room-1", 110, PRESENCE.formatted(0)).getCode());
    }
    CoapResponse answer = post("/sensors/room-1", 110, PRESENCE.formatted(0));
    assertEquals(ResponseCode.TOO_MANY_REQUESTS, answer.getCode());
    assertEquals(1, answer.getOptions().getMaxAge());
    assertEquals(1, coap.counts().refused(Cause.TOO_FAST));
  }

  @Test
  void a_body_in_blocks_arrives_whole() throws Exception {
    String body = PRESENCE.formatted(0) + " ".repeat(3_000);
    assertEquals(ResponseCode.CHANGED, post("/sensors/room-1", 110, body).getCode());
    assertEquals(1, posts.size());
  }

  @Test
  void a_label_reads_json_or_four_lines_and_is_sent_nothing_that_it_knows() throws Exception {
    board.write(SEAT, State.FREE, LabelBoard.CLOSING);
    CoapResponse json = ask(request(Code.GET, "/seats/A-01"));
    assertEquals(ResponseCode.CONTENT, json.getCode());
    assertEquals(MediaTypeRegistry.APPLICATION_JSON, json.getOptions().getContentFormat());
    assertEquals(60, json.getOptions().getMaxAge());
    assertTrue(json.getResponseText().contains("\"state\":\"free\""), json.getResponseText());
    CoapResponse lines = get("/seats/A-01", MediaTypeRegistry.TEXT_PLAIN);
    assertEquals("free\n17:15\n空き\nFree\n", lines.getResponseText());
    Request again = request(Code.GET, "/seats/A-01");
    again.getOptions().addETag(json.getOptions().getETags().getFirst());
    assertEquals(ResponseCode.VALID, ask(again).getCode());
    assertEquals(
        ResponseCode.NOT_ACCEPTABLE,
        get("/seats/A-01", MediaTypeRegistry.APPLICATION_CBOR).getCode());
    for (String path : new String[] {"/seats/no", "/rooms/A-01", "/seats", "/", "/seats/A-01/x"}) {
      assertEquals(ResponseCode.NOT_FOUND, ask(request(Code.GET, path)).getCode(), path);
    }
    assertEquals(ResponseCode.METHOD_NOT_ALLOWED, ask(request(Code.PUT, "/seats/A-01")).getCode());
  }

  @Test
  void a_label_whose_office_is_not_known_yet_is_told_to_come_again() throws Exception {
    board.waits = true;
    CoapResponse answer = ask(request(Code.GET, "/seats/A-01"));
    assertEquals(ResponseCode.SERVICE_UNAVAILABLE, answer.getCode());
    assertEquals(5, answer.getOptions().getMaxAge());
    assertEquals(ResponseCode.NOT_FOUND, ask(request(Code.GET, "/seats/A%2F01")).getCode());
  }

  @Test
  void an_observer_is_told_of_its_place_and_of_no_other_until_that_is_gone() throws Exception {
    Place.InRoom room = new Place.InRoom("R1");
    board.write(SEAT, State.FREE, null);
    board.write(room, Occupancy.VACANT, null);
    observe("/rooms/R1");
    assertTrue(next().getResponseText().contains("\"vacant\""));
    board.write(SEAT, State.CLAIMED, null);
    board.write(room, Occupancy.OCCUPIED, null);
    CoapResponse change = next();
    assertTrue(change.getResponseText().contains("\"occupied\""), change.getResponseText());
    assertTrue(change.getOptions().hasObserve());
    board.remove(room);
    assertEquals(ResponseCode.NOT_FOUND, next().getCode());
    assertEquals(0, coap.observers());
  }

  @Test
  void what_there_is_is_listed() throws Exception {
    assertEquals(
        "</seats/A-01>;ct=\"50 0\";obs,</rooms/R1>;ct=\"50 0\";obs",
        ask(request(Code.GET, "/.well-known/core")).getResponseText());
  }

  @Test
  void a_port_in_use_is_told_with_the_remedy() {
    UnitCoap.Listening taken = new UnitCoap.Listening(LOOPBACK, coap.port(), null);
    IOException refusal =
        assertThrows(
            IOException.class,
            () -> UnitCoap.start(taken, name -> null, pace, posts::add, Labels.none()).close());
    String message = String.valueOf(refusal.getMessage());
    assertTrue(message.contains("CoAP port " + coap.port()), message);
    assertTrue(message.contains("another one"), message);
  }

  @Test
  void no_settings_file_is_left_behind() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(""))) {
      assertNull(
          files.filter(file -> file.toString().startsWith("Californium")).findAny().orElse(null));
    }
  }
}
