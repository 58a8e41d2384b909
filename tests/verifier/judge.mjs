// Judges every case of a manifest with the page's own core, outside a browser: node judge.mjs DATA MANIFEST.
// Writes one JSON list of {file, verdict, reason, digest, …} to standard output.

import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";

import { loadDirectory, loadNextDirectory } from "../../registry/verifier/core/directory.js";
import { Refused } from "../../registry/verifier/core/refused.js";
import { requireKnownKeywords } from "../../registry/verifier/core/schema.js";
import { together } from "../../registry/verifier/core/together.js";
import { verifyFile } from "../../registry/verifier/core/verify.js";

const [dataFile, manifestFile] = process.argv.slice(2);
const data = JSON.parse(await readFile(dataFile, "utf8"));
const { vectors } = JSON.parse(await readFile(manifestFile, "utf8"));
const folder = dirname(manifestFile);
const bytes = async (file) => new Uint8Array(await readFile(join(folder, file)));

for (const { schema } of Object.values(data.schemas)) requireKnownKeywords(schema);

async function judged(one) {
  const now = Date.parse(one.clock);
  const given = await bytes(one.file);
  if (one.kind !== "directory") {
    const directory = one.directory ? await loadDirectory(await bytes(one.directory), now, data) : null;
    const options = { now, directory, recipient: one.recipient ?? null, data };
    const rulings = [await verifyFile(given, options)];
    for (const file of one.beside ?? []) rulings.push(await verifyFile(await bytes(file), options));
    return together(rulings)[0];
  }
  if (!one.installed) await loadDirectory(given, now, data);
  else await loadNextDirectory(given, now, data, await loadDirectory(await bytes(one.installed), now, data));
  return { verdict: "TRUSTED" };
}

const answers = [];
for (const one of vectors) {
  let ruling;
  try {
    ruling = await judged(one);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    ruling = { verdict: "REFUSED", reason: error.reason };
  }
  const { verdict, reason, digest, words, directory, findings, notChecked } = ruling;
  const kinds = findings?.map((found) => found.kind);
  answers.push({ file: one.file, verdict, reason, digest, words, directory, findings: kinds, notChecked });
}
process.stdout.write(JSON.stringify(answers));
