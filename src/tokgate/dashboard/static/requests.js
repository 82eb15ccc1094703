// The request log, newest first. Rows come through the stream; where it cannot be had, by asking each second.

import { adminKey, ask, repeat, row, showClock, tell, whenKeyIsGiven } from "./server.js";

const MOST_ROWS = 500;
const body = document.getElementById("log").tBodies[0];
const form = document.getElementById("filter");
const pause = document.getElementById("pause");
const live = document.getElementById("live");

let last = 0;
let stream = null;
let waiting = [];
let generation = 0;
// The server was away: it may have begun to count anew.
let lost = false;
let failedStreams = 0;
const MOST_FAILED_STREAMS = 3;

const filter = () => ({ operation: form.operation.value, status: form.status.validity.valid ? form.status.value : "" });
const paused = () => pause.getAttribute("aria-pressed") === "true";
const grade = (status, code) => (status >= 500 ? "bad" : status >= 400 || code ? "warn" : "good");

function line(entry) {
  const parameters = Object.entries(entry.parameters)
    .map(([name, value]) => `${name}=${typeof value === "string" ? value : JSON.stringify(value)}`).join("  ");
  const status = entry.code && entry.code !== String(entry.status) ? `${entry.status} ${entry.code}` : entry.status;
  const faults = entry.faults?.length ? `  [fault: ${entry.faults.join(", ")}]` : "";
  const made = row([
    [entry.at.slice(11, 19), "time"], [status, grade(entry.status, entry.code)],
    entry.operation || `${entry.method} ${entry.path}`, [parameters + faults, "parameters"], entry.credential,
    [entry.rows, "number"], [entry.ms.toFixed(1), "number"],
  ]);
  made.tabIndex = 0;
  made.title = `${entry.method} ${entry.path} at ${entry.at}`;
  return made;
}

function add(entries) {
  const fresh = entries.filter((entry) => entry.seq > last);
  if (!fresh.length) return;
  last = fresh[fresh.length - 1].seq;
  if (paused()) waiting.push(...fresh);
  else put(fresh);
  count();
}

function put(entries) {
  body.prepend(...entries.slice(-MOST_ROWS).map(line).reverse());
  while (body.rows.length > MOST_ROWS) body.deleteRow(-1);
}

function count() {
  document.getElementById("empty").hidden = body.rows.length > 0;
  const more = waiting.length ? `, ${waiting.length} waiting` : "";
  document.getElementById("count").textContent = body.rows.length ? `${body.rows.length} shown${more}` : more.slice(2);
}

/** Start over with the filter as it stands. */
async function restart() {
  const mine = ++generation;
  stream?.close();
  stream = null;
  live.hidden = true;
  const answer = await ask("requests", { ...filter(), limit: 200 }).catch(() => null);
  if (mine !== generation) return;
  lost = answer === null;
  if (lost) return;
  last = 0;
  waiting = [];
  body.replaceChildren();
  add(answer.requests);
  count();
  listen();
}

/** An EventSource cannot show a key, so with one the page asks each second instead. */
function listen() {
  if (adminKey() || failedStreams >= MOST_FAILED_STREAMS) return;
  const given = Object.entries({ ...filter(), since: last || "" }).filter(([, value]) => value !== "");
  stream = new EventSource("/_tokgate/requests/stream?" + new URLSearchParams(given));
  stream.addEventListener("open", () => { failedStreams = 0; live.hidden = false; tell(""); if (!last) catchUp(); });
  stream.addEventListener("request", (event) => add([JSON.parse(event.data)]));
  stream.addEventListener("error", () => {
    stream?.close();
    stream = null;
    failedStreams += 1;
    lost = true;
    live.hidden = true;
  });
}

/** Ask for what came since the last row. */
async function catchUp() {
  const mine = generation;
  const answer = await ask("requests", { ...filter(), since: last || "", limit: 200 });
  if (mine === generation) add(answer.requests);
}

async function poll() {
  try {
    showClock(await ask("clock"));
  } catch {
    lost = true;
    live.hidden = true;
    return;
  }
  if (lost) await restart();
  else if (stream === null) {
    await catchUp();
    live.hidden = false;
  }
}

function rememberFilter() {
  const given = Object.entries(filter()).filter(([, value]) => value !== "");
  history.replaceState(null, "", location.pathname + (given.length ? "?" + new URLSearchParams(given) : ""));
}

for (const [name, value] of new URLSearchParams(location.search)) if (form[name]) form[name].value = value;
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("change", () => { rememberFilter(); restart(); });
document.getElementById("clear").addEventListener("click", () => { body.replaceChildren(); waiting = []; count(); });
pause.addEventListener("click", () => {
  pause.setAttribute("aria-pressed", String(!paused()));
  pause.textContent = paused() ? "Go on" : "Pause";
  if (!paused()) { put(waiting); waiting = []; }
  count();
});
body.addEventListener("click", (event) => event.target.closest("tr")?.classList.toggle("open"));
body.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.target.tagName === "TR") event.target.classList.toggle("open");
});
whenKeyIsGiven(restart);
await restart();
repeat(poll, 1000);
