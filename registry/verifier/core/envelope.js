// What every signed document shares: contexts, type, the schema it is pinned to, and its proofs.

import { canonical, hex, sha256, without } from "./canonical.js";
import { readKey, readSignature, signatureFits } from "./keys.js";
import { Refused } from "./refused.js";
import { isObject } from "./strict.js";

export const CONTEXTS = ["https://www.w3.org/ns/credentials/v2", "https://throughcare.example/contexts/v1"];
const SCHEMAS = "https://throughcare.example/schemas/";
const KINDS = {
  TransferSummary: "transfer-summary",
  Withdrawal: "withdrawal",
  Annex: "annex",
  Receipt: "receipt",
  Directory: "directory",
  CatalogueRelease: "catalogue-release",
};
const MOST_PROOFS = 16;
const KEY_LENGTH = 48;
const TEXT_MEMBERS = ["type", "cryptosuite", "created", "verificationMethod", "proofPurpose", "proofValue"];
const CREATED = /^[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z$/;

// The kind of a document and its schema. `schemas` maps "kind/version" to {schema, digest}; `kinds` are those asked for.
export function openEnvelope(document, kinds, schemas) {
  if (!sameList(document["@context"], CONTEXTS)) {
    throw new Refused("context", "The document's contexts are not exactly Throughcare's, in their order.", "/@context");
  }
  const types = document.type;
  const known =
    Array.isArray(types) && types.length === 2 && types[0] === "VerifiableCredential" && typeof types[1] === "string";
  const found = known && Object.hasOwn(KINDS, types[1]) ? KINDS[types[1]] : null;
  if (!found) throw new Refused("unknown-kind", "The document is of no kind that Throughcare knows.", "/type");
  const pinned = document.credentialSchema;
  if (!isObject(pinned) || typeof pinned.id !== "string" || !pinned.id.startsWith(`${SCHEMAS}${found}/`)) {
    throw new Refused("unknown-schema", "The document does not say which schema it follows.", "/credentialSchema");
  }
  const version = pinned.id.slice(SCHEMAS.length);
  if (!Object.hasOwn(schemas, version)) {
    throw new Refused("unknown-schema", "The document follows a schema that this page does not have.", "/credentialSchema/id");
  }
  if (pinned.type !== "JsonSchema" || pinned.digestSRI !== schemas[version].digest) {
    throw new Refused(
      "schema-digest",
      "The document was made under a schema of this name with other content.",
      "/credentialSchema/digestSRI",
    );
  }
  if (!kinds.includes(found)) {
    throw new Refused("unknown-kind", `This is a ${found.replaceAll("-", " ")}, which is not asked for here.`, "/type");
  }
  return { kind: found, schema: schemas[version].schema };
}

export function countProofs(document) {
  const proofs = document.proof ?? [];
  if (!Array.isArray(proofs)) throw new Refused("proof-form", "The document's proofs are not a list.", "/proof");
  if (!proofs.length) throw new Refused("no-proof", "The document is not signed.", "/proof");
  if (proofs.length > MOST_PROOFS) {
    throw new Refused("too-many-proofs", `The document has ${proofs.length} proofs; at most ${MOST_PROOFS} are read.`);
  }
}

// The key that each proof names, in the order of the proofs. Every one must stand under the document's issuer.
export function claimedKeys(document) {
  return document.proof.map((proof, place) => {
    const key = proof.verificationMethod.slice(-KEY_LENGTH);
    if (proof.verificationMethod !== `${document.issuer.id}#${key}`) {
      throw new Refused("proof-key", "A proof names a key that is not under the document's issuer.", `/proof/${place}`);
    }
    return key;
  });
}

// Check every proof (eddsa-jcs-2022); the answer is the document digest that they cover.
export async function checkProofs(document, keys) {
  const digest = await sha256(canonical(without(document, "proof")));
  for (const [place, proof] of document.proof.entries()) {
    try {
      await checkProof(document, proof, keys[place], digest);
    } catch (error) {
      throw error instanceof Refused ? new Refused(error.reason, error.message, `/proof/${place}`) : error;
    }
  }
  return hex(digest);
}

async function checkProof(document, proof, key, digest) {
  const members = Object.keys(proof);
  const expected = [...TEXT_MEMBERS, "@context"];
  if (members.length !== expected.length || !expected.every((name) => name in proof)) {
    throw new Refused("proof-form", "A proof has other members than the seven of the profile.");
  }
  if (!TEXT_MEMBERS.every((name) => typeof proof[name] === "string")) {
    throw new Refused("proof-form", "A member of a proof is not text.");
  }
  if (proof.type !== "DataIntegrityProof" || proof.cryptosuite !== "eddsa-jcs-2022") {
    throw new Refused("proof-suite", "A proof is not a DataIntegrityProof by eddsa-jcs-2022.");
  }
  if (proof.proofPurpose !== "assertionMethod") {
    throw new Refused("proof-form", "A proof's purpose is not assertionMethod.");
  }
  if (!CREATED.test(proof.created)) throw new Refused("proof-form", "A proof's time is not UTC in whole seconds.");
  // The source allows the document to have more contexts than the proof, so anyone could append one after signing.
  if (!sameList(proof["@context"], document["@context"])) {
    throw new Refused("proof-context", "A proof's context is not the document's.");
  }
  const raw = readKey(key);
  const signature = readSignature(proof.proofValue);
  const config = await sha256(canonical(without(proof, "proofValue")));
  const signed = new Uint8Array(64);
  signed.set(config);
  signed.set(digest, 32);
  if (!(await signatureFits(raw, signature, signed))) {
    throw new Refused("bad-signature", "The signature does not fit the document.");
  }
}

function sameList(one, other) {
  return Array.isArray(one) && one.length === other.length && one.every((item, place) => item === other[place]);
}
