// The second implementation that gives whole verdicts: the core of the page for boards, under Node, on the same files.
// It reads how many documents to verify from each line of its input and answers with the processor time it took.
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";

import { loadDirectory } from "../../registry/verifier/core/directory.js";
import { verifyFile } from "../../registry/verifier/core/verify.js";

const [dataFile, directoryFile, moment, ...files] = process.argv.slice(2);
const data = JSON.parse(readFileSync(dataFile, "utf8"));
const now = Number(moment);
const directory = await loadDirectory(new Uint8Array(readFileSync(directoryFile)), now, data);
const documents = files.map((file) => new Uint8Array(readFileSync(file)));

let next = 0;
for await (const line of createInterface({ input: process.stdin })) {
  const before = process.cpuUsage();
  for (let left = Number(line); left > 0; left -= 1) {
    const ruling = await verifyFile(documents[next++ % documents.length], { now, directory, data });
    if (ruling.verdict !== "TRUSTED") throw new Error(`${ruling.verdict} ${ruling.reason}`);
  }
  const used = process.cpuUsage(before);
  console.log((used.user + used.system) / 1e6);
}
