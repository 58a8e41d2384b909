// Which members the dictionaries of a PDF may hold for it to be a paper, and nothing that acts: what our own printouts
// hold, and a reader's own marks on their pages. Every object is looked at, whether or not anything leads to it.
// `registry/documents/pdf_members.py` has the same rules in prose.

import { Name, Stream } from "./pdf_objects.js";

const IN_CATALOGUE = new Set([
  ...["Type", "Version", "Lang", "Metadata", "OutputIntents", "ViewerPreferences", "PageLayout"],
  ...["Pages", "Names", "AF", "OpenAction"],
]);
const IN_NAMES = new Set(["EmbeddedFiles"]);
// A group of marks, the colours aimed at, a place in the file to go to, and the five kinds of a border.
const SORTS = new Set(["Transparency", "GTS_PDFA1", "GoTo", "S", "D", "B", "I", "U"]);
const FURTHER = ["AA", "Next"];
// Attached files are counted with the others, where they are looked for.
const NOTES = new Set([
  ...["Text", "FreeText", "Highlight", "Underline", "Squiggly", "StrikeOut", "Caret", "Ink", "Stamp"],
  ...["Line", "Square", "Circle", "Polygon", "PolyLine", "Popup", "FileAttachment"],
]);
const IN_NOTE = ["A", "PA"];

export function holdsOnlyPaper(file, root) {
  if (!isOurCatalogue(file, root)) return false;
  for (const members of dictionaries(file.objects())) if (!isStill(file, members)) return false;
  return true;
}

// Every dictionary that stands in these objects, without following a reference out of one.
function* dictionaries(waiting) {
  while (waiting.length) {
    const found = waiting.pop();
    const members = membersOf(found);
    if (members) yield members;
    for (const inner of (Array.isArray(found) ? found : (members ?? [])).values()) waiting.push(inner);
  }
}

function membersOf(value) {
  if (value instanceof Stream) return value.dictionary;
  return value instanceof Map ? value : null;
}

function isStill(file, members) {
  // A catalogue that is not the newest is the one for whoever finds the newest damaged.
  if (file.member(members, "Type")?.text === "Catalog" && !isOurCatalogue(file, members)) return false;
  if (FURTHER.some((name) => members.has(name)) || !isStillSort(file.member(members, "S"))) return false;
  const notes = file.member(members, "Annots");
  return notes === null || (Array.isArray(notes) && notes.every((note) => isOnlySeen(file, file.get(note) ?? null)));
}

function isOurCatalogue(file, catalogue) {
  const names = file.member(catalogue, "Names");
  const opens = file.member(catalogue, "OpenAction");
  return (
    [...catalogue.keys()].every((name) => IN_CATALOGUE.has(name)) &&
    (names === null || (membersOf(names) !== null && [...membersOf(names).keys()].every((name) => IN_NAMES.has(name)))) &&
    (opens === null || Array.isArray(opens) || membersOf(opens) !== null)
  );
}

function isStillSort(sort) {
  // A number is a place in a table, a dictionary something that was called S.
  if (sort === null || typeof sort === "number" || membersOf(sort)) return true;
  return sort instanceof Name && SORTS.has(sort.text);
}

function isOnlySeen(file, note) {
  if (note === null) return true;
  const members = membersOf(note);
  if (!members || IN_NOTE.some((name) => members.has(name))) return false;
  const kind = file.member(members, "Subtype");
  return kind instanceof Name && NOTES.has(kind.text);
}
