// Run by the tests in a process of its own: the vendor's `tikapi` for Node, unmodified, calls every call that it has.
// Reads and prints what run_tikapi_all.py does.

import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

// More pages than any list of the tests has: what goes on for ever is told.
const MOST_PAGES = 200;

const [, , packages] = process.argv;
const found = createRequire(`${packages}/package.json`).resolve("tikapi");
const { default: module } = await import(pathToFileURL(found));
const TikAPI = module.default ?? module;

const told = JSON.parse(readFileSync(0, "utf8"));
const api = TikAPI(told.api_key);
api.set({ $options: { base: told.base } });
const user = new api.user({ accountKey: told.account_key });

const calls = {};
const take = (category, prefix) => {
  for (const name of Object.keys(category)) {
    if (name.startsWith("$") || name === "set") continue;
    const member = category[name];
    const below = member && Object.keys(member).filter((each) => !each.startsWith("$") && each !== "set");
    if (typeof member === "function" && !below.length) calls[prefix + name] = member;
    else if (below && below.length) take(member, `${prefix}${name}.`);
  }
};
take(api.public, "public.");
take(user, "user.");
calls.key = api.key;

const missing = Object.keys(calls).filter((name) => !(name in told.calls));
if (missing.length) throw new Error(`no arguments were given for ${missing}`);
const answers = {};
for (const [name, given] of Object.entries(told.calls)) {
  answers[name] = [];
  for (const args of given) {
    const pages = [];
    let answer = await calls[name](args);
    while (answer) {
      if (answer.json?.status !== "success") throw new Error(`${name}: ${JSON.stringify(answer.json)}`);
      pages.push(answer.json);
      if (pages.length >= MOST_PAGES) throw new Error(`${name} does not end`);
      answer = told.unpaged.includes(name) ? null : await Promise.resolve(answer.nextItems());
    }
    answers[name].push(pages);
  }
}
console.log(JSON.stringify(answers));
