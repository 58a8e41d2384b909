// The smaller documents in words: a withdrawal, a receipt, an annex.

import { facts, make, section } from "./elements.js";
import { capital, day, grouped, moment, person, plain } from "./wording.js";

export const TITLES = {
  "transfer-summary": "The summary",
  withdrawal: "The withdrawal",
  receipt: "The receipt",
  annex: "The sensitive annex",
};

export function letterBlocks(kind, document) {
  const { attestation, credentialSubject: subject } = document;
  const to = (document.recipients ?? [document.recipient]).map((one) => one.name).join("; ");
  return [
    section(
      "The document",
      facts([
        ["From", document.issuer.name],
        ["For", to],
        ["Valid from", moment(document.validFrom)],
        ["Written by", person(attestation.author)],
        ["Decided by", person(attestation.decisionMaker)],
        ["Approved by", person(attestation.approver)],
        ["Received by", person(attestation.receiver)],
      ]),
    ),
    subject.document && section("The summary it speaks of", named(subject)),
    kind === "annex" && annex(subject),
  ].filter(Boolean);
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
