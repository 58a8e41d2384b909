// From the bytes of a directory to one that can be relied on, and what it says of a key.

import { canonical, fingerprintWords, hex, sha256 } from "./canonical.js";
import { checkContent } from "./content.js";
import { readMoment, writeMoment } from "./dates.js";
import { checkProofs, claimedKeys, countProofs, openEnvelope } from "./envelope.js";
import { readKey } from "./keys.js";
import { Refused } from "./refused.js";
import { checkSchema } from "./schema.js";
import { readStrict } from "./strict.js";

// How far ahead of ours another computer's clock may be.
export const CLOCK_ALLOWANCE = 10 * 60 * 1000;

export async function loadDirectory(bytes, now, data) {
  const document = readStrict(bytes);
  const { schema } = openEnvelope(document, ["directory"], data.schemas);
  countProofs(document);
  checkSchema(document, schema);
  const signers = claimedKeys(document);
  const digest = await checkProofs(document, signers);
  if (new Set(signers).size !== signers.length) {
    throw new Refused("directory-threshold", "One key has signed the directory twice.", "/proof");
  }
  checkContent(document, schema, data);
  const subject = document.credentialSubject;
  const { roots } = subject;
  requireConsistent(document, subject);
  const counted = signers.filter((key) => roots.keys.includes(key)).length;
  if (counted < roots.threshold) {
    throw new Refused("directory-threshold", `${counted} of its root keys have signed; ${roots.threshold} must.`, "/proof");
  }
  const keys = new Map(subject.establishments.flatMap((entry) => (entry.keys ?? []).map((key) => [key.key, { entry, key }])));
  for (const key of [...roots.keys, ...keys.keys()]) readKey(key);
  if (roots.keys.some((key) => keys.has(key))) {
    throw new Refused("directory", "A root key is listed as an establishment's key as well.");
  }
  const moments = document.proof.map((proof) => readMoment(proof.created));
  if (moments.includes(null)) throw new Refused("proof-form", "A proof's time is not in the calendar.", "/proof");
  const latest = now + CLOCK_ALLOWANCE;
  if (readMoment(document.validFrom) > latest) throw new Refused("directory", "The directory is not valid yet.");
  if (moments.some((created) => created > latest)) throw new Refused("clock", "A root key signed in the future.");
  const rootsDigest = hex(await sha256(canonical({ keys: [...roots.keys].sort(), threshold: roots.threshold })));
  const rootWords = fingerprintWords(rootsDigest, data.checkWords);
  return {
    digest,
    rootWords,
    id: document.id,
    issuer: document.issuer.id,
    name: subject.name,
    version: subject.version,
    previous: subject.previous,
    roots,
    signers,
    words: `under directory ${subject.name} version ${subject.version}, roots ${rootWords}`,
    expired: now > readMoment(document.validUntil),
    validUntil: document.validUntil,
    entries: new Map(subject.establishments.map((entry) => [entry.id, entry])),
    keys,
  };
}

// The directory in `bytes`, if it may follow the one installed.
export async function loadNextDirectory(bytes, now, data, installed) {
  const newer = await loadDirectory(bytes, now, data);
  if (newer.id !== installed.id || newer.issuer !== installed.issuer) {
    throw new Refused("directory", "This is another directory than the one installed.");
  }
  if (newer.version < installed.version) {
    throw new Refused("directory-rolled-back", "This version is older than the one installed.");
  }
  if (newer.version === installed.version) {
    if (newer.digest !== installed.digest) {
      throw new Refused("directory-forked", "There are two different directories of this version.");
    }
    return newer;
  }
  if (newer.version !== installed.version + 1) {
    throw new Refused("directory", "This version does not follow the one installed.");
  }
  if (newer.previous !== installed.digest) {
    throw new Refused("directory-forked", "The directory does not continue the one installed.");
  }
  const counted = newer.signers.filter((key) => installed.roots.keys.includes(key)).length;
  if (counted < installed.roots.threshold) {
    throw new Refused("directory-roots", "The directory is not signed by enough of the installed root keys.");
  }
  return newer;
}

function requireConsistent(document, subject) {
  const entries = subject.establishments;
  const ids = entries.map((entry) => entry.id);
  const keys = entries.flatMap((entry) => (entry.keys ?? []).map((key) => key.key));
  const fault =
    ((subject.version === 1) === "previous" in subject && "version 1, and only version 1, has no previous directory") ||
    (readMoment(document.validUntil) <= readMoment(document.validFrom) && "the directory ends before it begins") ||
    (new Set(ids).size !== ids.length && "one establishment stands twice") ||
    (new Set(keys).size !== keys.length && "one key stands twice");
  if (fault) throw new Refused("content", `The document cannot be so: ${fault}.`);
}

// Whether the directory lets `proof` be made by its key: in this order unit, role, holder, state and dates.
export function checkKey(directory, issuer, proof, role, holder) {
  const found = directory.keys.get(proof.key);
  if (!found) throw new Refused("unknown-key", "The issuer is in the directory, but not with this key.", "/proof");
  const { entry, key } = found;
  if (entry.id !== issuer) throw wrongUnit();
  if (key.role !== role) {
    throw new Refused("wrong-role", `A key listed as a ${key.role} key has signed where a ${role} key must.`, "/proof");
  }
  if (holder && !(key.holder?.id === holder.id && folded(key.holder.registration) === folded(holder.registration))) {
    throw new Refused("holder", "The directory lists this key for another person than the document names.", "/proof");
  }
  if (key.state === "compromised") {
    throw new Refused("key-compromised", "The key was compromised: nothing it signed can be believed.");
  }
  if (key.state === "revoked") throw new Refused("key-revoked", "The key was revoked.");
  const ends = [key.until, key.state === "retired" ? key.since : undefined].filter(Boolean).map(readMoment);
  if (proof.created < readMoment(key.from) || ends.some((end) => proof.created > end)) {
    throw new Refused("key-dates", `The proof of ${writeMoment(proof.created)} lies outside its key's dates.`, "/proof");
  }
}

// A listed unit's key under a stranger's name is not a stranger.
export function checkNotListed(directory, proofs) {
  if (proofs.some((proof) => directory.keys.has(proof.key))) throw wrongUnit();
}

// One registration is one person, also under two ids and however it is spelt.
export function checkTwoPeople(entry, author, approver) {
  const listed = (entry?.keys ?? []).filter((key) => key.holder?.id === author.id).map((key) => key.holder.registration);
  const registrations = [author.registration, ...listed].map(bareRegistration).filter(Boolean);
  if (author.id === approver.id || registrations.includes(bareRegistration(approver.registration))) {
    throw new Refused("same-person", "The author and the approver are one person.", "/attestation/approver");
  }
}

// Without the case of its letters, its marks and leading zeros; empty where there is none.
export function bareRegistration(registration = "") {
  return registration.toLowerCase().replace(/[^0-9a-z]/g, "").replace(/^(pyl)0+/, "$1");
}

function folded(registration = "") {
  return registration.toLowerCase();
}

function wrongUnit() {
  return new Refused("wrong-unit", "A key of another establishment has signed.", "/proof");
}
