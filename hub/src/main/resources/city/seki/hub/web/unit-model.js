// What the hub tells of units that ask to come in, that are in, and that were shut out. No document in here.

/** In the order in which they are shown: those first of which somebody may have to look after. */
export const CERTIFICATE_STATES = ["over", "renewing", "valid", "revoked"];
export const CLAIM_STATES = ["open", "used", "expired", "withdrawn"];
const ANSWERS = ["nothing", "yes", "no"];

/** A unit renews its certificate at two thirds of its life; one that did not may be switched off. */
const RENEWED_AT = 2 / 3;

export function certificateState({ from, until, revoked }, now) {
  const [begin, end] = [Date.parse(from), Date.parse(until)];
  if (revoked) return "revoked";
  if (now >= end) return "over";
  return now >= begin + (end - begin) * RENEWED_AT ? "renewing" : "valid";
}

const byKey = (list, keyOf) => new Map(list.map((each) => [keyOf(each), each]));

/** Requests by their key, those first that got no answer yet; each knows how many of these have its unit's name. */
export function waiting(requests) {
  const open = (unit) => requests.filter((each) => each.unit === unit && each.answer === "nothing").length;
  const rank = ({ answer }) => ANSWERS.indexOf(answer);
  const sorted = [...requests].sort((a, b) => rank(a) - rank(b) || Date.parse(a.since) - Date.parse(b.since));
  return byKey(sorted.map((each) => ({ ...each, namesakes: open(each.unit) })), ({ key }) => key);
}

/** Certificates by their unit, the one that ends first before others of its state. */
export function certified(certificates, now) {
  const rank = (each) => CERTIFICATE_STATES.indexOf(certificateState(each, now));
  return byKey([...certificates].sort((a, b) => rank(a) - rank(b) || Date.parse(a.until) - Date.parse(b.until)), ({ unit }) => unit);
}

/** Claims by batch and name, the one that ends first before others of its state. */
export function claimed(claims) {
  const rank = ({ state }) => CLAIM_STATES.indexOf(state);
  return byKey([...claims].sort((a, b) => rank(a) - rank(b) || Date.parse(a.expires) - Date.parse(b.expires)), ({ batch, claim }) => `${batch}/${claim}`);
}
