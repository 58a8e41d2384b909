// Why a document is not believed: one of the reasons that docs/format.md lists, a sentence, and a place.

export class Refused extends Error {
  constructor(reason, message, path = "") {
    super(message);
    this.reason = reason;
    this.path = path;
  }
}
