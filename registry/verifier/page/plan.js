// The continuity plan in words: line by line, with what was decided, asked and answered.

import { facts, make, section } from "./elements.js";
import { capital, day, person, plain, said, words } from "./wording.js";

const CHOICES = { accept: "Accepted", change: "Changed", recognise: "Recognised", defer: "Put off" };

export function planSection(one) {
  if (!one) return null;
  return section(
    "Continuity plan",
    make("p.small", `Made at ${one.establishment.name}, ${day(one.madeOn)}. What a plan says is no statement about risk.`),
    one.lines.map(line),
  );
}

function line(one, place) {
  return make(
    "article.item",
    make("h4", `${place + 1}. ${capital(words("line", standsAs(one)))}: ${one.title}`),
    facts([
      ["Need", [one.need, ...(one.alsoFor ?? [])].map((need) => capital(words("need", need))).join("; ")],
      ["Why", one.reason],
      ["In their words", one.words],
      ["Cautions", one.cautions?.join(" ")],
      ["Resume at", one.resume && resume(one.resume)],
      ["Build on", one.buildOn && buildOn(one.buildOn)],
      ["Skills to keep up", one.skills?.map((skill) => skill.skill).join("; ")],
      ["Who could give it", one.whoCould?.join("; ")],
      ["Who is asked", one.whoIsAsked],
      ["Ask", question(one.decision?.ask ?? one.ask)],
      ...(one.answers ?? []).map(answer),
      ["Due", day(one.due)],
      ["Rests on", words("trust", one.confidence)],
      ["What would change it", one.wouldChange],
      ["Decision", one.decision && decision(one.decision)],
      ["Earlier decision, when the record said something else", one.earlierDecision && decision(one.earlierDecision)],
    ]),
  );
}

function standsAs({ kind, decision: decided }) {
  return decided?.choice === "recognise" ? "recognised" : (decided?.changedTo ?? kind);
}

function question(ask) {
  return ask && `${ask.question} Of ${ask.whom.join(", ")}; ${ask.owner} asks, by ${day(ask.by)}${ask.since ? `, owed since ${day(ask.since)}` : ""}. ${ask.endRule}`;
}

function answer(one) {
  const evidence = one.evidence ? ` (${one.evidence})` : "";
  return [`Answer of ${one.of}, ${day(one.on)}`, `“${one.words}”${evidence} Written down by ${person(one.recordedBy)}.`];
}

function decision(one) {
  const to = one.changedTo ? ` to ${words("line", one.changedTo)}` : "";
  const quoted = said(one.discussedWords, one.wordsLeftOut ? "" : undefined);
  // Why it was not discussed yet is the clinician's own sentence, and no quotation.
  const discussed = one.discussed === "not-yet" ? `not yet: ${one.discussedWords ?? quoted}` : [plain(one.discussed), quoted].filter(Boolean).join(": ");
  return [
    `${CHOICES[one.choice]}${to}: ${one.reason}`,
    `${person(one.by)}, ${day(one.on)}.`,
    `Discussed with the participant: ${discussed}.`,
    one.again && `To be looked at again ${day(one.again)}.`,
    one.signature && "It carries a signature, which is checked where the decision is used.",
  ]
    .filter(Boolean)
    .join(" ");
}

function resume(at) {
  return [
    at.moduleTitle ?? at.module,
    at.session && `session ${at.session}`,
    at.doseLeft && `${at.doseLeft} left`,
    at.asDeliveredAt && `as delivered at ${at.asDeliveredAt}`,
    at.waysToJoin && `ways to join: ${at.waysToJoin.join(" ")}`,
    at.openGoals && `open goals: ${at.openGoals.join(" ")}`,
    at.readFirst && `read first: ${at.readFirst}`,
    at.openedNotClosed && `opened and not closed: ${at.openedNotClosed}`,
    at.helpsAfter && `what helps afterwards: ${at.helpsAfter}`,
    at.recommended && `recommended: ${at.recommended}`,
    at.refresh && `refresh first: ${at.refresh.join(" ")}`,
    at.wordsTheyKnow && `words they know: ${terms(at.wordsTheyKnow)}`,
  ]
    .filter(Boolean)
    .join("; ");
}

function buildOn(one) {
  return [
    one.needsCovered.length && `covered already: ${one.needsCovered.map((need) => words("need", need)).join("; ")}`,
    one.skipModules && `may be skipped: ${one.skipModules.join(", ")}`,
    `judged by ${one.judgedBy}: ${one.basis}`,
    one.whatIsNew && `what is new: ${one.whatIsNew}`,
    one.bridge && `words they know: ${terms(one.bridge)}`,
  ]
    .filter(Boolean)
    .join("; ");
}

function terms(list) {
  return list.map((term) => `${term.theirs} = ${term.common}`).join(", ");
}
