// The overview: what is served, faults and quotas, as they stand now.

import { ask, repeat, row, showClock, whenKeyIsGiven } from "./server.js";

const set = (id, text) => { document.getElementById(id).textContent = text; };
const number = (value) => (value == null ? "–" : value.toLocaleString("en"));

function fill(id, rows) {
  const table = document.getElementById(id);
  table.tBodies[0].replaceChildren(...rows);
  table.hidden = rows.length === 0;
  document.getElementById(`${id}-none`).hidden = rows.length > 0;
}

function when(fault) {
  const parts = [];
  if (fault.first != null) parts.push(fault.first === 1 ? "the first call" : `the first ${fault.first} calls`);
  if (fault.every != null) parts.push(`one call in ${fault.every}`);
  if (fault.share != null) parts.push(`${fault.share * 100} % of calls`);
  if (fault.after) parts.push(`after ${fault.after}`);
  if (fault.credential) parts.push(`for ${fault.credential}`);
  return parts.join(", ") || "always";
}

async function show() {
  const [state, quotas] = await Promise.all([ask("state"), ask("quotas").catch(() => ({ quotas: [] }))]);
  showClock(state.clock);
  set("creators", number(state.archive.creators));
  set("posts", number(state.archive.posts));
  set("requests", state.requests == null ? "off" : number(state.requests));
  set("quotas-on", state.quotas.on ? "on" : "off");
  set("archive", state.archive.path || "in memory");
  fill("faults", state.faults.map((fault) =>
    row([fault.operation, fault.fault, when(fault), [number(fault.seen), "number"], [number(fault.struck), "number"]])));
  fill("quotas", quotas.quotas.map((quota) => row([
    quota.credential, quota.operation ? `${quota.bucket} (${quota.operation})` : quota.bucket,
    [number(quota.used), "number"], [number(quota.limit), "number"],
    [number(quota.left), quota.left ? "number" : "number bad"], quota.resets_at?.replace("T", " ").replace(/\.\d+Z/, " UTC"),
  ])));
}

whenKeyIsGiven(() => show().catch(() => {}));
repeat(show, 2000);
