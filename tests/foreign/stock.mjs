// What stock software says of our documents: node stock.mjs CONTEXT FILE… writes one JSON list of
// {file, verified, proofs, error, expanded}. Nothing is fetched: whatever is not given here is not found.

import { readFile } from "node:fs/promises";

import { contexts } from "@digitalbazaar/credentials-context";
import { DataIntegrityProof } from "@digitalbazaar/data-integrity";
import { createVerifyCryptosuite } from "@digitalbazaar/eddsa-jcs-2022-cryptosuite";
import jsonld from "jsonld";
import jsigs from "jsonld-signatures";

const OURS = "https://throughcare.example/contexts/v1";
const [contextFile, ...files] = process.argv.slice(2);
const known = new Map([...contexts, [OURS, JSON.parse(await readFile(contextFile, "utf8"))]]);

// The keys of the document itself: whose they are is for the directory to say, which stock software does not know.
function loaderFor(document) {
  const issuer = document.issuer.id;
  const keys = new Map();
  for (const { verificationMethod: id } of document.proof) {
    const key = { id, type: "Multikey", controller: issuer, publicKeyMultibase: id.slice(issuer.length + 1) };
    keys.set(id, { "@context": "https://w3id.org/security/multikey/v1", ...key });
  }
  const holder = { "@context": "https://w3id.org/security/v2", id: issuer, assertionMethod: [...keys.keys()] };
  return async (url) => {
    const found = known.get(url) ?? keys.get(url) ?? (url === issuer ? holder : undefined);
    if (!found) throw new Error(`Nothing is fetched: ${url}`);
    return { contextUrl: null, documentUrl: url, document: found };
  };
}

async function judged(file) {
  const document = JSON.parse(await readFile(file, "utf8"));
  const documentLoader = loaderFor(document);
  const suite = new DataIntegrityProof({ cryptosuite: createVerifyCryptosuite() });
  const purpose = new jsigs.purposes.AssertionProofPurpose();
  const { verified, results, error } = await jsigs.verify(document, { suite, purpose, documentLoader });
  const causes = (error?.errors ?? [error]).filter(Boolean).map((one) => one.message);
  return { file, verified, proofs: results?.length ?? 0, causes };
}

// Safe mode refuses every member that no context gives a meaning, instead of dropping it.
async function expanded(file) {
  const document = JSON.parse(await readFile(file, "utf8"));
  try {
    const [whole] = await jsonld.expand(document, { documentLoader: loaderFor(document), safe: true });
    return { expanded: Object.keys(whole).length };
  } catch (error) {
    return { expanded: 0, lost: `${error.message} ${JSON.stringify(error.details?.event ?? error.details ?? "")}` };
  }
}

const answers = [];
for (const file of files) answers.push({ ...(await judged(file)), ...(await expanded(file)) });
process.stdout.write(JSON.stringify(answers));
