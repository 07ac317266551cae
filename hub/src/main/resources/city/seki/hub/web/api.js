// The hub's HTTP interface: JSON in and out, the session in a cookie that no script can read.

/**
 * What the hub refused: `status` (0 if it could not be reached) and, where it gave them, `detail` in English,
 * `reason`, one word, where the rules of the city said no, and `retryAfter`, seconds to wait.
 */
class Problem extends Error {
  constructor(status, detail, reason = null, retryAfter = null) {
    super(detail ?? `HTTP ${status}`);
    this.status = status;
    this.detail = detail;
    this.reason = reason;
    this.retryAfter = retryAfter;
  }
}

async function call(path, options) {
  let answer;
  try {
    answer = await fetch(path, { credentials: "same-origin", cache: "no-store", ...options });
  } catch {
    throw new Problem(0, null);
  }
  if (!answer.ok) {
    const problem = await answer.json().catch(() => ({}));
    const wait = Number(answer.headers.get("Retry-After")) || null;
    throw new Problem(answer.status, problem.detail ?? problem.title ?? null, problem.reason ?? null, wait);
  }
  return answer;
}

const post = (path, body) =>
  call(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });

const get = async (path) => (await call(path, { headers: { Accept: "application/json" } })).json();

/** As whom one is signed in; `person` says whether that is somebody of the roster. */
export const session = () => get("/api/v1/session");
/** What is held about who asks. */
export const me = () => get("/api/v1/me");
/** The seats that the reader used today and left. */
export const myDay = () => get("/api/v1/me/today");
export const cancel = (reservation) => call(`/api/v1/reservations/${encodeURIComponent(reservation)}`, { method: "DELETE" });
const at = (slot, date) => (slot === "now" ? "slot=now" : `slot=${slot}&date=${date}`);
/** Which seats the reader may have at that office, `slot`: now, am, pm or day; those near to up to five colleagues first. */
export const offers = (office, slot, date, near = []) =>
  get(`/api/v1/offices/${encodeURIComponent(office)}/offers?${at(slot, date)}${near.length ? `&near=${near.join(",")}` : ""}`);
/** Colleagues of the own department who let themselves be seen, and where they are at that time. */
export const colleagues = (slot, date) => get(`/api/v1/me/colleagues?${at(slot, date)}`);
/** Whether they see where the reader sits. */
export const showMySeat = (shown) => post("/api/v1/me/colleagues", { shown });
/** What there is instead of a seat. */
export const nextBest = (office, seat, slot, date) =>
  get(`/api/v1/offices/${encodeURIComponent(office)}/seats/${encodeURIComponent(seat)}/next-best?${at(slot, date)}`);
/** `wanted`: `{office, seat, date, slot, instead_of}`, the last one only where reservations are given up for it. */
export const reserve = (wanted) => post("/api/v1/reservations", wanted);
/** `wanted`: `{office, date, slot, seat, zone}`, without a seat any one of the zone, or of all. */
export const wish = async (wanted) => (await post("/api/v1/wishes", wanted)).json();
export const withdraw = (wish) => call(`/api/v1/wishes/${encodeURIComponent(wish)}`, { method: "DELETE" });
const SERIES = "/api/v1/reservations/series";
/** The same week after week: what became of each day. */
export const reserveSeries = async (wanted) => (await post(SERIES, wanted)).json();
export const cancelSeries = async (series) => (await call(`${SERIES}/${encodeURIComponent(series)}`, { method: "DELETE" })).json();
/** The same as one's card at the reader of that seat. */
export const tap = async (office, seat) => (await post("/api/v1/taps", { office, seat })).json();
/** The use that the reader may be asked about; null if there is none. */
export const question = () => get("/api/v1/me/question");
/** `rating`: good, fair, poor, or none for no answer; `cause` why, where it was not good. */
export const answer = (said) => post("/api/v1/me/question", said);
/** Whether the reader has an address for calendar programs; it is told once only, when it is made. */
export const calendar = () => get("/api/v1/me/calendar");
export const makeCalendar = async () => (await post("/api/v1/me/calendar", {})).json();
export const notices = () => get("/api/v1/me/notices");
export const wantNotices = (wanted) => post("/api/v1/me/notices", wanted);
export const endNotices = () => call("/api/v1/me/notices", { method: "DELETE" });
export const revokeCalendar = () => call("/api/v1/me/calendar", { method: "DELETE" });
/** `shown`: a token, or name and password. */
export const signIn = (shown) => post("/api/v1/session", shown);
/** Whoever knows the present password gets a new session; all others of the account end. */
export const changePassword = (current, password) => post("/api/v1/session/password", { current, password });
/** By what one can sign in here. */
export const ways = () => get("/api/v1/sign-in");
/** The address at which one signs out of the city's directory too, null if there is none. */
export async function signOut(everywhere) {
  const answer = await call(`/api/v1/session?everywhere=${everywhere}`, { method: "DELETE" });
  return answer.status === 200 ? (await answer.json()).next : null;
}
export const city = () => get("/api/v1/city");
const asOf = (at) => (at ? `?at=${encodeURIComponent(at)}` : "");
/** `at`: a moment that is over, RFC 3339; null for now. */
export const offices = (at = null) => get(`/api/v1/offices${asOf(at)}`);
export const seats = (office, at = null) => get(`/api/v1/offices/${encodeURIComponent(office)}/seats${asOf(at)}`);
/** Who is in which building now; the hub notes who asked. */
export const muster = () => get("/api/v1/muster");
/** The same as a file: text/html for paper, or text/csv. */
export const musterFile = async (type, language) => (await call(`/api/v1/muster?lang=${language}`, { headers: { Accept: type } })).blob();
/** Who of a department worked where on a day; `query` as URLSearchParams: `day`, `limit_hours`. */
export const attendance = (query) => get(`/api/v1/attendance?${query}`);
export const attendanceFile = async (query) => (await call(`/api/v1/attendance?${query}`, { headers: { Accept: "text/csv" } })).blob();
export const confirmDay = (day) => post("/api/v1/attendance/confirmations", day);
/** Every room of the city, each with its `office`. */
export const allRooms = () => get("/api/v1/rooms");
export const rooms = (office) => get(`/api/v1/offices/${encodeURIComponent(office)}/rooms`);
/** One day of a room: `date` as "2026-11-29", or null for the city's today. */
export const roomDay = (office, room, date) =>
  get(`/api/v1/offices/${encodeURIComponent(office)}/rooms/${encodeURIComponent(room)}/day${date ? `?date=${date}` : ""}`);
export const deviceHistory = (office, device) =>
  get(`/api/v1/offices/${encodeURIComponent(office)}/devices/${encodeURIComponent(device)}/history`);
/** How honest the sensors of an office are, the doubtful first. */
export const sensors = (office) => get(`/api/v1/offices/${encodeURIComponent(office)}/sensors`);
export const units = () => get("/api/v1/units");
/** `what`: `{do: identify | reboot | logs | selftest | update}`; answers what was given, see `order`. */
export const orderUnit = async (unit, what) => (await post(`/api/v1/units/${encodeURIComponent(unit)}/commands`, what)).json();
/** What became of an order, by its `command`. */
export const order = (command) => get(`/api/v1/commands/${encodeURIComponent(command)}`);
/** Keys that wait for an operator, the oldest first, with the words and numbers that their units show. */
export const waitingUnits = () => get("/api/v1/enrolment/requests");
const sayTo = (key, answer) => call(`/api/v1/enrolment/requests/${encodeURIComponent(key)}/${answer}`, { method: "POST" });
export const approveUnit = (key) => sayTo(key, "approve");
export const rejectUnit = (key) => sayTo(key, "reject");
/** The newest certificate of each unit. */
export const unitCertificates = () => get("/api/v1/enrolment/certificates");
/** `reason`: stolen or retired. */
export const revokeUnit = (unit, reason) => post(`/api/v1/units/${encodeURIComponent(unit)}/revoke`, { reason });
export const unitClaims = () => get("/api/v1/enrolment/claims");
export const withdrawClaim = ({ batch, claim }) =>
  call(`/api/v1/enrolment/claims/${encodeURIComponent(batch)}/${encodeURIComponent(claim)}`, { method: "DELETE" });
/** All roll-outs, the newest first, each in short. */
export const rollouts = () => get("/api/v1/rollouts");
/** One with its waves and units. */
export const rollout = (number) => get(`/api/v1/rollouts/${number}`);
/** Software that the hub has for units, the oldest first. */
export const bundles = () => get("/api/v1/bundles");
/** `wanted`: `{configuration}`, `{software}` or `{before}`; the plan is the usual one. */
export const startRollout = (wanted) => post("/api/v1/rollouts", wanted);
/** `act`: pause, resume, stop or force. */
export const moveRollout = (number, act, reason) => post(`/api/v1/rollouts/${number}/${act}`, { reason });
/** Those that the hub ever worked with, the newest first. */
export const configurations = () => get("/api/v1/configurations");
export const kits = () => get("/api/v1/kits");
const kitPath = ({ office, kit }) => `/api/v1/offices/${encodeURIComponent(office)}/kits/${encodeURIComponent(kit)}`;
export const kitHistory = (kit) => get(`${kitPath(kit)}/history`);
export const takeBack = (kit, note) => post(`${kitPath(kit)}/return`, { note });
/** `code` as a reader showed it for the tag. */
export const linkTag = (kit, code) => post(`${kitPath(kit)}/tag`, { code });
export const unlinkTags = (kit) => call(`${kitPath(kit)}/tag`, { method: "DELETE" });
export const alerts = () => get("/api/v1/alerts");
export const acknowledge = (number, note) => post(`/api/v1/alerts/${number}/acknowledge`, { note });
/** Nobody takes care of it any more. */
export const putDown = (number) => call(`/api/v1/alerts/${number}/acknowledge`, { method: "DELETE" });
const outPath = ({ office, seat }) => `/api/v1/offices/${encodeURIComponent(office)}/seats/${encodeURIComponent(seat)}/out-of-service`;
/** When a seat is out of service, and which reservations lie between `from` and `until`. */
export const outage = (seat, times) => get(`${outPath(seat)}?${new URLSearchParams(times)}`);
/** `what`: `{reason, note, from, until, cancel_reservations}`, without `from` now, without `until` with an open end. */
export const takeOut = (seat, what) => post(outPath(seat), what);
export const putBack = (seat) => call(outPath(seat), { method: "DELETE" });
/** Seats and rooms by words of their names. */
export const search = (text) => get(`/api/v1/search?${new URLSearchParams({ text })}`);
/** Offices that are closed or capped, and pop-up offices, today or later, by facilities (`measure` is its id) and by the city's files (null). */
export const measures = () => get("/api/v1/measures");
/** What `{office, people, zone, from, to}` would hit; without `people` the office is closed. */
export const measureHits = (wanted) => get(`/api/v1/measures/hits?${new URLSearchParams(wanted)}`);
export const takeMeasure = (wanted) => post("/api/v1/measures", wanted);
export const liftMeasure = (measure) => call(`/api/v1/measures/${encodeURIComponent(measure)}`, { method: "DELETE" });
export const demo = () => get("/api/v1/demo");
export const demoTap = (card, office, reader) => post("/api/v1/demo/taps", { card, office, reader });
/** `kind`: telework or utilisation; `query` as of report-choice.js. */
export const report = (kind, query) => get(`/api/v1/reports/${kind}?${query}`);
/** The same as a file for a spreadsheet. */
export const reportFile = async (kind, query) => (await call(`/api/v1/reports/${kind}?${query}`, { headers: { Accept: "text/csv" } })).blob();
/** The rows that a figure counts. */
export const reportRows = (query) => get(`/api/v1/reports/telework/rows?${query}`);
export const campaigns = () => get("/api/v1/reports/campaigns");
