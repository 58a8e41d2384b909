// The page itself: takes documents and a directory, and shows what verification says. Nothing leaves this page.

import { loadDirectory } from "../core/directory.js";
import { canVerify } from "../core/keys.js";
import { looksLikePdf } from "../core/pdf.js";
import { Refused } from "../core/refused.js";
import { requireKnownKeywords } from "../core/schema.js";
import { together } from "../core/together.js";
import { verifyFile } from "../core/verify.js";
import { facts, make, visible } from "./elements.js";
import { TITLES, letterBlocks } from "./letters.js";
import { summaryBlocks } from "./summary.js";
import { headline, verdictBlocks } from "./verdict.js";
import { day, useWords } from "./wording.js";

// A PDF is the largest file that is read; a browser must not be made to hold more.
const MOST_BYTES = 50_000_000;
const byId = (id) => document.getElementById(id);
const data = JSON.parse(byId("data").textContent);
const given = { documents: [], directory: null };
const WORST = ["REFUSED", "INTACT", "TRUSTED"];
// Only the newest of several verifications under way may speak.
let turn = 0;

async function start() {
  useWords(data.words);
  for (const { schema } of Object.values(data.schemas)) requireKnownKeywords(schema);
  if (!(await canVerify())) {
    byId("unable").hidden = false;
    byId("drop").hidden = true;
    return;
  }
  byId("document").addEventListener("change", (event) => take(event.target.files, "document"));
  byId("directory").addEventListener("change", (event) => take(event.target.files, "directory"));
  byId("recipient").addEventListener("change", verify);
  byId("print").addEventListener("click", () => window.print());
  byId("again").addEventListener("click", forget);
  for (const kind of ["dragover", "drop", "dragenter", "dragleave"]) document.addEventListener(kind, dragged);
  // On paper every session is part of the summary.
  window.addEventListener("beforeprint", () => {
    for (const closed of document.querySelectorAll("details:not([open])")) closed.open = true;
  });
}

function dragged(event) {
  event.preventDefault();
  byId("drop").classList.toggle("over", event.type === "dragover" || event.type === "dragenter");
  if (event.type === "drop") take(event.dataTransfer.files, null);
}

// Take files that were chosen for a place, or dropped: then each says by its content which it is.
async function take(files, place) {
  busy(true);
  const documents = [];
  if (place === "directory") given.directory = null;
  for (const file of files) {
    const one = await read(file);
    if (place === "directory" || (!place && one.bytes && isDirectory(one.bytes))) given.directory = one;
    else documents.push(one);
  }
  if (documents.length || place === "document") given.documents = documents;
  byId("document-name").textContent = visible(given.documents.map((one) => one.name).join(", ") || "no file yet");
  byId("directory-name").textContent = visible(given.directory?.name ?? "no file yet");
  await verify();
}

// A file's name with its bytes, or with the refusal that stands in their place.
async function read(file) {
  const refused = (reason, message) => ({ name: file.name, refusal: new Refused(reason, message) });
  if (file.size > MOST_BYTES) return refused("too-large", "The file is larger than any that is read.");
  try {
    return { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) };
  } catch {
    return refused("not-a-file", "The file cannot be read: it is a folder, or was moved, or may not be opened.");
  }
}

function isDirectory(bytes) {
  if (looksLikePdf(bytes)) return false;
  try {
    return JSON.parse(new TextDecoder().decode(bytes)).type?.[1] === "Directory";
  } catch {
    return false;
  }
}

function forget() {
  byId("document").value = "";
  take([], "document");
  byId("document").focus();
}

async function verify() {
  busy(true);
  const mine = (turn += 1);
  const now = Date.now();
  const directory = await directoryOf(given.directory, now);
  if (mine !== turn) return;
  offerRecipients(directory.loaded);
  const rulings = [];
  for (const file of given.documents) rulings.push(await rulingOn(file, directory, now));
  if (mine !== turn) return;
  const told = together(rulings);
  byId("trust").replaceChildren(...directory.blocks);
  byId("trust").dataset.verdict = directory.refusal ? "REFUSED" : directory.loaded ? "TRUSTED" : "";
  byId("trust").dataset.reason = directory.refusal?.reason ?? "";
  show(told);
  busy(false);
}

function busy(yes) {
  document.querySelector("main").setAttribute("aria-busy", String(yes));
}

async function directoryOf(file, now) {
  if (!file) return { loaded: null, refusal: null, blocks: [] };
  try {
    if (file.refusal) throw file.refusal;
    const loaded = await loadDirectory(file.bytes, now, data);
    const ends = loaded.expired ? `It expired on ${day(loaded.validUntil)}.` : `It holds until ${day(loaded.validUntil)}.`;
    const blocks = [
      make("p", make("strong", `${loaded.name}, version ${loaded.version}. `), ends),
      make("p.words", loaded.rootWords),
      make("p.small", "Its eight root words. Compare them with the ones you were told over another channel."),
    ];
    return { loaded, refusal: null, blocks };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const said = facts([["REFUSED", error.message], ["Reason", error.reason]]);
    return { loaded: null, refusal: error, blocks: [make("div.group.wrong", said)] };
  }
}

async function rulingOn(file, directory, now) {
  const recipient = byId("recipient").value || null;
  if (directory.refusal) {
    const message = "The directory you gave is refused, so nothing is verified under it. Give another, or none.";
    return { verdict: "REFUSED", reason: directory.refusal.reason, message, path: "" };
  }
  if (file.refusal) return { verdict: "REFUSED", reason: file.refusal.reason, message: file.refusal.message, path: "" };
  return verifyFile(file.bytes, { now, directory: directory.loaded, recipient, data });
}

// Every document's verdict in the order given; the page as a whole carries the worst.
function show(rulings) {
  const result = byId("result");
  const worst = WORST.map((verdict) => rulings.find((one) => one.verdict === verdict)).find(Boolean);
  result.dataset.verdict = worst?.verdict ?? "";
  result.dataset.reason = worst?.reason ?? "";
  const shown = rulings.map((ruling, place) => blocksOf(ruling, given.documents[place].name).filter(Boolean));
  result.replaceChildren(...(shown.length === 1 ? shown[0] : shown.map((blocks) => make("section.one", blocks))));
  byId("after").hidden = !shown.length;
  const said = rulings.map((ruling, place) => `${headline(ruling)}: ${given.documents[place].name}`);
  byId("said").textContent = said.join("; ");
}

function blocksOf(ruling, name) {
  const blocks = verdictBlocks(ruling, name);
  if (ruling.verdict === "REFUSED") return blocks;
  const { kind, document: said } = ruling;
  const shown = kind === "transfer-summary" ? summaryBlocks(said) : letterBlocks(kind, said);
  return [...blocks, make("div.summary", make("h2", TITLES[kind]), shown)];
}

// Who reads can only be asked where a directory says who there is.
function offerRecipients(directory) {
  const select = byId("recipient");
  const kept = select.value;
  const entries = directory ? [...directory.entries.values()] : [];
  const options = entries.map((entry) => Object.assign(make("option", entry.name), { value: entry.id }));
  select.replaceChildren(Object.assign(make("option", "anybody"), { value: "" }), ...options);
  select.value = entries.some((entry) => entry.id === kept) ? kept : "";
  byId("reader").hidden = !entries.length;
}

start();
