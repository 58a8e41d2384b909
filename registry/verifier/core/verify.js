// From a file's bytes to a verdict. The rules, in the order they are applied, are those of docs/format.md:
// bytes, kind and schema, proofs, signers, content, directory, policy, pages. The first one broken refuses the file.

import { checkWords } from "./canonical.js";
import { checkContent } from "./content.js";
import { readMoment } from "./dates.js";
import { CLOCK_ALLOWANCE, checkKey, checkNotListed } from "./directory.js";
import { checkProofs, claimedKeys, countProofs, openEnvelope } from "./envelope.js";
import { findingsOf } from "./findings.js";
import { KINDS } from "./kinds.js";
import { looksLikePdf, readPdf } from "./pdf.js";
import { Refused } from "./refused.js";
import { checkSchema } from "./schema.js";
import { readStrict } from "./strict.js";

const SEALED = ["age-encryption.org/", "-----BEGIN AGE ENCRYPTED FILE-----"];

// A catalogue release is never printed with its document attached.
const ON_PAPER = Object.keys(KINDS).filter((kind) => kind !== "catalogue-release");

// The ruling on a file: {verdict, reason, message, path} or {verdict, document, digest, words, …}. `directory` is
// what `loadDirectory` gave, or null; `recipient` an establishment's id, where it must be addressed to that one.
export async function verifyFile(bytes, { now, directory = null, recipient = null, data }) {
  try {
    if (!looksLikePdf(bytes)) return await verifyDocument(bytes, { now, directory, recipient, data });
    const { attached, printed } = await readPdf(bytes);
    const options = { now, directory, recipient, data, kinds: ON_PAPER };
    return checkPages(await verifyDocument(attached, options), printed);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { verdict: "REFUSED", reason: error.reason, message: error.message, path: error.path };
  }
}

async function verifyDocument(bytes, { now, directory, recipient, data, kinds = Object.keys(KINDS) }) {
  // 1. Bytes.
  const start = new TextDecoder("latin1").decode(bytes.subarray(0, 256)).trimStart();
  if (SEALED.some((line) => start.startsWith(line))) {
    throw new Refused("sealed", "The file is sealed: open it with summary receive, or age -d.");
  }
  const document = readStrict(bytes);
  // 2. Kind and schema.
  const { kind, schema } = openEnvelope(document, kinds, data.schemas);
  const rules = KINDS[kind];
  countProofs(document);
  checkSchema(document, schema);
  // 3. Proofs.
  const keys = claimedKeys(document);
  const digest = await checkProofs(document, keys);
  // 4. Signers.
  const made = proofsMade(document, keys);
  const { unit, person, role } = matchSigners(rules.signers(document), made);
  // 5. Content.
  const entry = directory?.entries.get(document.issuer.id) ?? null;
  rules.before?.(document);
  checkContent(document, schema, data);
  rules.check(document, entry, data);
  // 6. Directory.
  if (directory && entry) {
    if (unit) checkKey(directory, document.issuer.id, unit, "unit", null);
    if (person) checkKey(directory, document.issuer.id, person, role, rules.signatory(document));
  } else if (directory) {
    checkNotListed(directory, made);
  }
  const doubt = standing(directory, entry);
  // 7. Policy.
  policy(document, { unit, person, entry, digest, recipient, now, to: rules.addressees(document) });
  return {
    verdict: doubt ? "INTACT" : "TRUSTED",
    kind,
    document,
    signatory: rules.signatory(document),
    digest,
    words: checkWords(digest, data.checkWords),
    interim: document.interim === true,
    directory: directory?.words ?? "",
    findings: [...findingsOf(document, rules, entry), ...(doubt ? [doubt] : [])],
    notChecked: [...rules.notChecked, ...(doubt ? ["directory"] : []), ...(recipient === null && rules.addressees(document) ? ["recipient"] : [])],
  };
}

function proofsMade(document, keys) {
  return document.proof.map((proof, place) => {
    const created = readMoment(proof.created);
    if (created === null) throw new Refused("proof-form", "A proof's time is not in the calendar.", "/proof");
    return { key: keys[place], created };
  });
}

// The proofs of exactly the required signers, once each; a receipt has no unit's.
function matchSigners(required, made) {
  const wanted = [required.unit, required.person].filter((key) => key !== null);
  const all = wanted.every((key) => made.some((proof) => proof.key === key));
  if (required.unit === required.person || made.length !== wanted.length || !all) {
    throw new Refused("signers", "The document is not signed by exactly the keys that its attestation names.", "/proof");
  }
  const by = (key) => made.find((proof) => proof.key === key) ?? null;
  return { unit: by(required.unit), person: by(required.person), role: required.role };
}

function standing(directory, entry) {
  if (!directory) return { kind: "no-directory", words: "No directory was used: nothing says whose keys these are." };
  if (directory.expired) {
    return { kind: "directory-expired", words: "The directory has expired: later revocations are not known." };
  }
  return entry ? null : { kind: "issuer-not-listed", words: "The issuer is not in the directory." };
}

function policy(document, { unit, person, entry, digest, recipient, now, to }) {
  if (recipient !== null && to && !to.some((one) => one.kind === "establishment" && one.id === recipient)) {
    throw new Refused("recipient", "The document is addressed to somebody else.", "/recipient");
  }
  if ((entry?.withdrawn ?? []).some((gone) => gone.document === document.id || gone.digest === digest)) {
    throw new Refused("withdrawn", "The issuer has withdrawn this document.");
  }
  const from = readMoment(document.validFrom);
  const first = (person ?? unit).created;
  const last = (unit ?? person).created;
  if (!(from <= first && first <= last && last <= now + CLOCK_ALLOWANCE)) {
    const words = "The times do not run from valid-from over the person's proof to the unit's, all before now.";
    throw new Refused("clock", words, "/proof");
  }
}

function checkPages(ruling, printed) {
  if (printed !== null && printed !== ruling.digest) {
    throw new Refused("digest-mismatch", "The pages print the digest of another document than the one attached.");
  }
  const words = "No document digest was found on the pages, so they may belong to another document.";
  const absent = printed === null ? [{ kind: "digest-not-printed", words }] : [];
  return { ...ruling, findings: [...ruling.findings, ...absent], notChecked: [...ruling.notChecked, "pages"] };
}
