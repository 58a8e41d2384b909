// What a document says must be able to exist: what no schema can see. The rules stand by the name that the schema
// gives each part of a document; a part is visited wherever the schema puts it. Each answers with what is wrong.

import { inOrder, interval, readMoment } from "./dates.js";
import { Refused } from "./refused.js";
import { resolve } from "./schema.js";
import { isObject, step } from "./strict.js";

const BLANK = /^[ \n\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]*$/u;
const NO_WORDS = ["no-statement", "not-offered", "declined"];
// Structured professional judgement has no score; the names under which it goes, without spaces and marks.
const STRUCTURED = new RegExp(
  "^(hcr20|start|startav|saprof|saprofyv|rsvp|sara|bsafer|historicalclinicalriskmanagement20" +
    "|shorttermassessmentofriskandtreatability\\w*|structuredassessmentofprotectivefactors\\w*" +
    "|riskforsexualviolenceprotocol|briefspousalassaultformfortheevaluationofrisk|spousalassaultriskassessment\\w*)" +
    "(v(ersion)?)?[0-9]{0,2}$",
);

const RULES = {
  time: (text) => readMoment(text) === null && "the time is not in the calendar",
  date: (text) => interval(text) === null && "the date is not in the calendar",
  prose: (text) => BLANK.test(text) && "the text is blank",
  nhsNumber: (digits) => !hasCheckDigit(digits) && "the NHS number's check digit does not fit",
  Person: registration,
  Signatory: registration,
  Recipient: (one) => (one.kind === "establishment") !== "id" in one && "only an establishment is addressed by its id",
  Series: (one) => (one.version === 1) === "replaces" in one && "version 1, and only version 1, replaces nothing",
  Attestation: (one) => "shown" in one && "notShown" in one && "shown and not shown: only one can be",
  SubjectParticipant: (one) =>
    "nhsNumber" in one === "noNhsNumberBecause" in one && "an NHS number, or a reason for none, and not both",
  Subject: ownersDiffer,
  LegalStatus: (one, data) =>
    (!data.legalStatuses.includes(one.code) && "the legal status is not on the list") || backwards(one.since, one.until),
  Placement: (one) => backwards(one.since, one.until),
  Accreditation: (one) => backwards(one.since, one.until),
  Assessment: (one) => backwards(one.on, one.validUntil),
  Range: (one) => one.most < one.least && "the range runs backwards",
  LocalDefinition: (one) => twice(one.modules, "module"),
  Intervention: (one) =>
    twice(one.sessions, "session") ||
    twice(one.goals, "goal") ||
    twice(one.products, "product") ||
    ((one.state === "closed") !== "closure" in one && "closed and the closure do not fit together") ||
    backwards(one.referred, one.started) ||
    backwards(one.started, one.closure?.on),
  SessionRecord: sessionFault,
  ModuleMark: (one) => one.standing === "waived" && !("reason" in one) && "a module is waived without a reason",
  Closure: closureFault,
  Progress: (one) =>
    ("seenOutside" in one && !("seenOutsideBy" in one) && "progress was seen outside, but not by whom") ||
    (!["learnt", "seenInSessions", "seenOutside", "notYetShown"].some((part) => part in one) && "the progress says nothing"),
  Score: scoreFault,
  VoiceEntry: (one) =>
    (NO_WORDS.includes(one.kind) === "text" in one && "the entry's words do not fit its kind") ||
    (one.kind === "carers-view" && !one.audiences.includes("treating-teams") && "a carer's view is for the treating teams first"),
  Ask: (one) => !one.whom.includes("the participant") && "the participant is always one of those asked",
  Decision: (one) =>
    (one.discussed !== "agrees" && !("discussedWords" in one) && "the decision was not agreed with, but says no more") ||
    ((one.choice === "change") !== "changedTo" in one && "a changed line, and only one, names what it was changed to"),
  PlanLine: (one) => (one.kind === "ask-first") !== "ask" in one && "ask first, and only ask first, carries a question",
  Held: (one) => one.verdict === "REFUSED" && "what was refused is not held",
  DirectoryKey: (one) =>
    (["clinician", "receiver"].includes(one.role) && !("holder" in one) && "a person's key has no holder") ||
    (one.state !== "active" && !("since" in one) && "a key is not active, but since when is not said") ||
    ("until" in one && readMoment(one.until) <= readMoment(one.from) && "a key ends before it begins"),
  Roots: (one) =>
    (new Set(one.keys).size !== one.keys.length && "one root key stands twice") ||
    (one.threshold > one.keys.length && "the threshold does not fit the number of root keys"),
};

// Visit `value`, which follows `schema`. A document's proofs are no content.
export function checkContent(value, schema, data, path = "", root = schema) {
  const whole = resolve(schema, root);
  if ("const" in whole) return;
  if (Array.isArray(value)) {
    value.forEach((item, place) => checkContent(item, whole.items, data, `${path}/${place}`, root));
  } else if (isObject(value)) {
    for (const [name, item] of Object.entries(value)) {
      if (path !== "" || name !== "proof") checkContent(item, whole.properties[name], data, `${path}/${step(name)}`, root);
    }
  }
  const rule = schema.$ref && RULES[schema.$ref.replace("#/$defs/", "")];
  const fault = rule && rule(value, data);
  if (fault) throw new Refused("content", `The document cannot be so: ${fault}.`, path);
}

function registration(one) {
  const wrong = one.registration?.startsWith("PYL") && !/^PYL[0-9]{1,6}$/.test(one.registration);
  return wrong && "the HCPC registration has another form than PYL and up to six digits";
}

function backwards(earlier, later) {
  return !inOrder(earlier, later) && "one date is before the other that it follows";
}

function twice(items = [], what) {
  return new Set(items.map((one) => one.id)).size !== items.length && `one ${what} stands twice`;
}

// The NHS number's modulus 11: weights 10 to 2, then the check digit.
function hasCheckDigit(digits) {
  const sum = [...digits.slice(0, 9)].reduce((total, digit, place) => total + Number(digit) * (10 - place), 0);
  const check = (11 - (sum % 11)) % 11;
  return check === Number(digits[9]);
}

function ownersDiffer(subject) {
  const lists = ["placements", "needs", "interventions", "assessments", "scores", "voice"];
  const records = lists.flatMap((name) => subject[name] ?? []).concat(subject.plan ?? []);
  return records.some((one) => one.participantId !== subject.participant.id) && "a record belongs to another participant";
}

function sessionFault(one) {
  const absent = one.attended === "no";
  const unmarked = one.attended === "not-recorded-by-the-service";
  return (
    (absent && !("absence" in one) && "an absence has no reason") ||
    ((one.attended === "full" || unmarked) && "absence" in one && "a reason for absence stands beside attendance") ||
    ((absent || unmarked) && "minutes" in one && "minutes received stand beside an absence")
  );
}

function closureFault(one) {
  return (
    (one.outcome === "completed" && one.recorded !== "reported" && !("judgedBy" in one) && "completed without a judge") ||
    (one.outcome !== "completed" && !("reason" in one) && "not completed, and no reason") ||
    (one.outcome === "transferred-in-progress" && !("leftToDo" in one) && "transferred, but not what is left to do")
  );
}

function scoreFault(one) {
  const bare = one.measure.toLowerCase().replace(/[^0-9a-z]/g, "");
  return (
    (STRUCTURED.test(bare) && "structured judgement has no score") ||
    (!(Number(one.lowest) <= Number(one.value) && Number(one.value) <= Number(one.highest)) && "the score lies outside its range")
  );
}
