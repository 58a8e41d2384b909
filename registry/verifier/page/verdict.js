// The verdict as a reader meets it: the word, what it means, and what was and was not looked at.

import { facts, make } from "./elements.js";
import { capital, grouped, person, words } from "./wording.js";

const MEANS = {
  TRUSTED: "Nothing was changed since it was signed, and the directory vouches for the keys that signed it.",
  INTACT: "Nothing was changed since it was signed. Whether the keys belong to whom they are said to, nothing here tells.",
  REFUSED: "Do not rely on it. Nothing of what it says is shown here.",
};
// A shape beside the word, for whoever does not see the colour.
const MARKS = { TRUSTED: "✓", INTACT: "◐", REFUSED: "✕" };

// The verdict with what nobody may miss beside it.
export function headline(ruling) {
  const marks = [ruling.interim && "NOT YET COUNTERSIGNED", isSuperseded(ruling) && "SUPERSEDED"].filter(Boolean);
  return [ruling.verdict, ...marks].join(", ");
}

function isSuperseded({ findings }) {
  return (findings ?? []).some((one) => one.kind === "superseded");
}

export function verdictBlocks(ruling, file) {
  const banner = make(
    `div.verdict.${ruling.verdict.toLowerCase()}`,
    markOf(ruling.verdict),
    make("div", make("h2", headline(ruling)), make("p", MEANS[ruling.verdict]), make("p.small", file)),
  );
  if (ruling.verdict === "REFUSED") {
    const place = ruling.path ? ` The place: ${ruling.path}.` : "";
    return [banner, facts([["Why", `${ruling.message}${place}`], ["Reason", ruling.reason]])];
  }
  const { document, findings } = ruling;
  return [
    banner,
    ruling.interim && make("p.interim", "NOT YET COUNTERSIGNED"),
    isSuperseded(ruling) && make("p.interim", "SUPERSEDED. A later version is among the files given: read that one."),
    listed("Not checked here", ruling.notChecked.map((gap) => words("notChecked", gap))),
    facts([
      ["Issued by", document.issuer.name],
      ["Signed by", [document.attestation.unit && "the unit", person(ruling.signatory)].filter(Boolean).join(", and ")],
      ["Verified", ruling.directory && capital(ruling.directory)],
    ]),
    check(ruling),
    listed("To be noted", findings.map((one) => one.words)),
  ];
}

function markOf(verdict) {
  const mark = make("span.mark", MARKS[verdict]);
  mark.setAttribute("aria-hidden", "true");
  return mark;
}

function check(ruling) {
  return make(
    "div.check",
    make("h3", "Compare by telephone"),
    make("p.words", ruling.words),
    make("p.digest", grouped(ruling.digest)),
    make("p.small", "Four check words and the document digest. The issuing unit and every printed copy must have the same."),
  );
}

function listed(title, items) {
  return items.length ? make("div.group", make("h3", title), make("ul", items.map((item) => make("li", item)))) : null;
}
