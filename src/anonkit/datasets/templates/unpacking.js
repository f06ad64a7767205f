// What comes after a learner's decision stands packed in the page; it is unpacked when it is asked for.
"use strict";

{
  const read = (packed) => JSON.parse(new TextDecoder().decode(
    Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0))));
  const kept = new Map();

  const opened = (one, stage) => {
    const name = `${one.case} ${stage}`;
    if (!kept.has(name)) kept.set(name, read(one[stage]));
    return kept.get(name);
  };

  /** What was done: {visits, said}. */
  CaseSet.treatmentOf = (one) => opened(one, "treatment");
  /** What happened, and the case as a whole: {turn, case, said, teaching}. */
  CaseSet.outcomeOf = (one) => opened(one, "outcome");
}
