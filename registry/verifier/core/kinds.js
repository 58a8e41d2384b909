// The kinds of document that are verified alike, each with what is its own: who signs, what it may say, whom it names.

import { readMoment } from "./dates.js";
import { bareRegistration, checkTwoPeople } from "./directory.js";
import { Refused } from "./refused.js";
import { checkRelease } from "./release.js";

const TO_BE_SHOWN = ["prison", "parole-board", "tribunal"];

// `signers` gives the keys that must have signed, `check` what a sound document still must not say.
export const KINDS = {
  "transfer-summary": {
    signers: summarySigners,
    before: checkAuthorIsAnother,
    check: checkSummary,
    addressees: (document) => [document.recipient],
    signatory: ({ attestation }) => attestation.approver ?? attestation.author,
    signs: "approver",
    notChecked: ["series", "withdrawal", "replay", "match"],
  },
  withdrawal: {
    signers: ({ attestation }) => ({ unit: attestation.unit.key, person: keyOf(attestation.approver), role: "clinician" }),
    check: checkWithdrawal,
    addressees: (document) => document.recipients,
    signatory: ({ attestation }) => attestation.approver,
    signs: "approver",
    notChecked: ["replay", "named-document"],
  },
  receipt: {
    signers: ({ attestation }) => ({ unit: null, person: keyOf(attestation.receiver), role: "receiver" }),
    check: checkReceipt,
    addressees: (document) => [document.recipient],
    signatory: ({ attestation }) => attestation.receiver,
    signs: "receiver",
    notChecked: ["replay", "named-document"],
  },
  annex: {
    signers: annexSigners,
    check: checkRecipients,
    addressees: (document) => document.recipients,
    signatory: ({ attestation }) => attestation.decisionMaker,
    signs: "decision-maker",
    notChecked: ["series", "withdrawal", "replay", "match"],
  },
  // Signed by the unit alone, and addressed to nobody.
  "catalogue-release": {
    signers: ({ attestation }) => ({ unit: attestation.unit.key, person: null, role: null }),
    check: checkRelease,
    addressees: () => null,
    signatory: () => undefined,
    signs: null,
    notChecked: ["series", "replay"],
  },
};

function summarySigners({ attestation, interim = false }) {
  const { author, approver, unit } = attestation;
  const person = interim ? author.key : approver?.key;
  if (interim === (approver !== undefined) || (!interim && "key" in author) || person === undefined) throw notOnePerson();
  return { unit: unit.key, person, role: "clinician" };
}

function annexSigners({ attestation }) {
  if ("key" in attestation.author) throw notOnePerson();
  return { unit: attestation.unit.key, person: keyOf(attestation.decisionMaker), role: "clinician" };
}

function keyOf(signatory) {
  if (signatory.key === undefined) throw notOnePerson();
  return signatory.key;
}

function notOnePerson() {
  return new Refused("signers", "The attestation does not name exactly one person to sign.", "/attestation");
}

function checkAuthorIsAnother({ attestation: { author, approver } }) {
  if (!approver) return;
  const registration = bareRegistration(approver.registration);
  if (author.id === approver.id || (registration && registration === bareRegistration(author.registration))) {
    throw new Refused("same-person", "The author and the approver are one person.", "/attestation/approver");
  }
}

function checkSummary(document, entry) {
  const { author, approver, shown, notShown } = document.attestation;
  if (approver) checkTwoPeople(entry, author, approver);
  const { purpose } = document;
  if (document.interim && (purpose === "parole-board" || purpose === "tribunal")) {
    throw new Refused("content", "An interim summary never goes to a board or a tribunal.", "/purpose");
  }
  if (purpose === "parole-board" && document.credentialSubject.participant.untried) {
    throw new Refused("content", "There is no parole report on someone who has not been convicted.", "/purpose");
  }
  if (TO_BE_SHOWN.includes(purpose) && !shown && !notShown) {
    throw new Refused("content", "The summary was not shown to the participant, and nobody says why.", "/attestation");
  }
}

function checkWithdrawal(document) {
  checkRecipients(document);
  if (document.credentialSubject.document.id === document.id) {
    throw new Refused("content", "The withdrawal names itself.", "/credentialSubject/document/id");
  }
}

function checkReceipt(document) {
  if (document.recipient.id === document.issuer.id) {
    throw new Refused("content", "The receipt is addressed to who wrote it.", "/recipient");
  }
  if (readMoment(document.credentialSubject.received) > readMoment(document.validFrom)) {
    throw new Refused("content", "The receipt is older than the receiving it speaks of.", "/credentialSubject/received");
  }
}

function checkRecipients(document) {
  const recipients = document.recipients.map((one) => JSON.stringify([one.kind, one.id ?? null, one.name]));
  if (new Set(recipients).size !== recipients.length) {
    throw new Refused("content", "One recipient stands twice.", "/recipients");
  }
}
