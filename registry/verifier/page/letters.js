// The smaller documents in words: a withdrawal, a receipt, an annex.

import { facts, make, section, table } from "./elements.js";
import { capital, day, grouped, moment, person, plain, words } from "./wording.js";

export const TITLES = {
  "transfer-summary": "The summary",
  withdrawal: "The withdrawal",
  receipt: "The receipt",
  annex: "The sensitive annex",
  "catalogue-release": "The catalogue release",
};

export function letterBlocks(kind, document) {
  const { attestation, credentialSubject: subject } = document;
  const to = (document.recipients ?? [document.recipient]).filter(Boolean).map((one) => one.name);
  return [
    section(
      "The document",
      facts([
        ["From", document.issuer.name],
        ["For", to.join("; ")],
        ["Version", kind === "annex" && String(document.series.version)],
        ["Valid from", moment(document.validFrom)],
        ["Written by", person(attestation.author)],
        ["Decided by", person(attestation.decisionMaker)],
        ["Approved by", person(attestation.approver)],
        ["Received by", person(attestation.receiver)],
        ["Released by", person(attestation.releasedBy)],
      ]),
    ),
    subject.document && section(`The ${subject.document.kind === "annex" ? "annex" : "summary"} it speaks of`, named(subject)),
    kind === "annex" && annex(subject),
    kind === "catalogue-release" && release(subject, document.series),
  ].filter(Boolean);
}

function release({ label, released, programmes, definitions, overlaps }, series) {
  const rows = programmes.map((one) => [
    one.title,
    words("kind", one.kind),
    one.editions.map((edition) => edition.id).join("; "),
    (one.needs ?? []).map((need) => words("need", need)).join("; "),
  ]);
  return section(
    "What it holds",
    facts([
      ["Version", `${label} (${series.version} of its series), released ${day(released)}`],
      ["Local definitions", (definitions ?? []).map((one) => `${one.editionId}, as delivered at ${one.establishment.name}`).join("; ")],
      ["Overlap judgements", (overlaps ?? []).map((one) => `${one.covers} covers ${one.strength === "none" ? "nothing" : "part"} of ${one.covered} (${one.strength}), by ${one.judgedBy}`).join("; ")],
    ]),
    table("Programmes", ["Title", "Kind", "Editions", "For"], rows),
  );
}

function named({ document, reason, received, verdict }) {
  return facts([
    ["Version", String(document.version)],
    ["Digest", grouped(document.digest)],
    ["Why it no longer stands", reason],
    ["Received", received && moment(received)],
    ["Found to be", verdict],
  ]);
}

function annex({ participant, reason, mentioned, passages }) {
  return section(
    "What stands apart",
    facts([
      ["Participant", `${participant.name.given} ${participant.name.family}, born ${day(participant.born)}`],
      ["Why it stands apart", reason],
      ["Mentioned in the summary", mentioned ? "yes" : "no"],
    ]),
    passages.map((one) => make("div.item", make("p.small", capital(plain(one.concern))), make("p.prose", one.text))),
  );
}
