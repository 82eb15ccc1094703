// The server's own routes, and what every page shows of them.

const PREFIX = "/_tokgate/";
const KEY = "tokgate-admin-key";
const byId = (id) => document.getElementById(id);

let onKey = () => {};

/** The admin key that was given in this tab, or null. */
export const adminKey = () => sessionStorage.getItem(KEY);

/** A route's answer. Throws after the page has told why there is none. */
export async function ask(route, query = {}) {
  const given = Object.entries(query).filter(([, value]) => value !== "" && value != null);
  const url = PREFIX + route + (given.length ? "?" + new URLSearchParams(given) : "");
  const key = adminKey();
  let response;
  try {
    response = await fetch(url, { headers: key ? { "X-Tokgate-Admin": key } : {}, cache: "no-store" });
  } catch {
    tell("The server does not answer. Trying again…");
    throw new Error("no answer");
  }
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) {
    if (response.status === 401) askForKey();
    else tell(answer.error || `The server answered ${response.status}.`);
    throw new Error(`${response.status}`);
  }
  tell("");
  byId("login").hidden = true;
  return answer;
}

/** Say something above the page; "" takes it away. */
export function tell(words) {
  const notice = byId("notice");
  if (notice.textContent !== words) notice.textContent = words;
  notice.hidden = !words;
}

function askForKey() {
  const form = byId("login");
  if (adminKey()) tell("That is not the admin key.");
  sessionStorage.removeItem(KEY);
  if (!form.hidden) return;
  form.hidden = false;
  byId("key").focus();
}

/** What to do once a key was given. */
export function whenKeyIsGiven(act) {
  onKey = act;
}

byId("login").addEventListener("submit", (event) => {
  event.preventDefault();
  sessionStorage.setItem(KEY, byId("key").value);
  byId("key").value = "";
  byId("login").hidden = true;
  onKey();
});

/** Show the server's clock in the head of the page. */
export function showClock(clock) {
  byId("clock").textContent = clock.now.replace("T", " ").replace(/\.\d+/, "").replace("Z", " UTC").replace("+00:00", " UTC");
  const state = byId("clock-state");
  state.textContent = clock.frozen ? "frozen" : `${clock.speed} times as fast`;
  state.hidden = !clock.frozen && clock.speed === 1;
}

/** Do it now and again each `milliseconds` after it is done, as long as the page is looked at. */
export async function repeat(act, milliseconds) {
  for (;;) {
    if (!document.hidden) await act().catch(() => {});
    await new Promise((done) => setTimeout(done, milliseconds));
  }
}

/** A table row; each cell is text or [text, class]. */
export function row(cells) {
  const line = document.createElement("tr");
  for (const cell of cells) {
    const [text, style] = Array.isArray(cell) ? cell : [cell, ""];
    const data = document.createElement("td");
    data.textContent = text == null ? "" : String(text);
    if (style) data.className = style;
    line.append(data);
  }
  return line;
}
