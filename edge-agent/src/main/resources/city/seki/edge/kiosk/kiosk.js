// What the display at a kiosk shows: all of it comes anew with every event, so nothing here remembers.

const SIGNS = {
  idle: "M6 14h36v22H6zM6 20h36M12 30h10",
  yes: "M10 25l10 10 18-22",
  back: "M30 12h8v24h-8M26 24H8m8-8l-8 8 8 8",
  no: "M13 13l22 22M35 13L13 35",
  other: "M24 10v18M24 35v3",
};
const CARD = { ja: "カードをかざしてください", en: "Please hold your card to the reader" };
const STARTING = { ja: "準備中です", en: "Starting" };
const LOST = { ja: "この画面は更新されていません。カードは使えます", en: "This screen is not up to date. Cards still work" };

const at = (id) => document.getElementById(id);
const el = (name, ...parts) => {
  const element = document.createElement(name);
  element.append(...parts);
  return element;
};
const english = (text) => {
  const element = el("span", text);
  element.lang = "en";
  return element;
};
const both = ({ ja, en }) => (ja === en ? [el("span", ja)] : [el("span", ja), " ", english(en)]);
/** What is there already stays, so that nothing is read out twice. */
const put = (element, key, ...parts) => {
  if (element.dataset.key === key) return;
  element.dataset.key = key;
  element.replaceChildren(...parts);
};

function say(tone, seat, words, more) {
  const section = at("say");
  section.dataset.tone = tone;
  section.querySelector("path").setAttribute("d", SIGNS[tone] ?? SIGNS.other);
  at("seat").hidden = !seat;
  put(at("seat"), seat ?? "", seat ?? "");
  put(at("words"), JSON.stringify(words), el("p", ...both(words)));
  put(at("more"), JSON.stringify(more), ...more.map((text) => el("p", ...both(text))));
}

function seats(tiles, mine) {
  const left = Math.min(...tiles.map(({ x }) => x));
  const top = Math.min(...tiles.map(({ y }) => y));
  const list = at("seats");
  list.style.setProperty("--columns", String(Math.max(1, ...tiles.map(({ x }) => x - left + 1))));
  list.style.setProperty("--rows", String(Math.max(1, ...tiles.map(({ y }) => y - top + 1))));
  list.replaceChildren(
    ...tiles.map(({ seat, x, y, state, words, until }) => {
      const tile = el("li", el("b", seat), el("span", words.ja), english(words.en));
      if (until && state !== "claimed") tile.append(el("small", `–${until}`));
      tile.dataset.state = state;
      tile.classList.toggle("mine", seat === mine);
      tile.style.gridColumn = String(x - left + 1);
      tile.style.gridRow = String(y - top + 1);
      return tile;
    }),
  );
}

function lines(id, items) {
  at(id).hidden = items.length === 0;
  at(id).querySelector("ul").replaceChildren(
    ...items.map(({ name, state, words }) => {
      const line = el("li", el("b", ...both(name)), el("span", ...both(words)));
      line.dataset.state = state;
      return line;
    }),
  );
}

let version;

function show(screen) {
  if (version && version !== screen.version) location.reload();
  version = screen.version;
  const { answer, trouble, notice } = screen;
  document.body.dataset.state = answer ? "answer" : trouble ? "trouble" : "idle";
  put(at("office"), JSON.stringify(screen.office), ...both(screen.office));
  at("clock").textContent = screen.clock ?? "--:--";
  at("away").hidden = !screen.away;
  put(at("away"), JSON.stringify(screen.away), ...(screen.away ? both(screen.away) : []));
  const mine = answer?.tone === "yes" ? answer.seat : null;
  if (answer) say(answer.tone, answer.seat, answer.text, notice ? [...answer.more, notice] : answer.more);
  else if (trouble) say("other", null, trouble, []);
  else say("idle", null, CARD, notice ? [notice] : []);
  const free = screen.zones.reduce((sum, zone) => sum + zone.free, 0);
  const all = screen.zones.reduce((sum, zone) => sum + zone.seats, 0);
  put(at("count"), `${free}/${all}`, el("b", String(free)), ` / ${all}`);
  at("zones").replaceChildren(
    ...(screen.zones.length > 1 ? screen.zones : []).map((zone) =>
      el("li", ...both(zone.name), " ", el("b", String(zone.free)), ` / ${zone.seats}`)),
  );
  if (screen.seats.length) seats(screen.seats, mine);
  lines("rooms", screen.rooms);
  lines("kits", screen.kits);
}

let since;

function listen() {
  const stream = new EventSource("/events");
  stream.onmessage = ({ data }) => {
    clearTimeout(since);
    since = undefined;
    show(JSON.parse(data));
  };
  stream.onerror = () => {
    since ??= setTimeout(() => {
      document.body.dataset.state = "lost";
      say("other", null, LOST, []);
    }, 4000);
    if (stream.readyState === EventSource.CLOSED) setTimeout(listen, 3000);
  };
}

say("other", null, STARTING, []);
listen();
