// A learner's answers: kept in this browser for this release, printed, forgotten; never sent anywhere.
"use strict";

{
  const { h } = CaseSet;
  const MARKS = ["I had it", "Partly", "Not yet"];
  let held = {};
  let place = "answers";

  const keep = () => CaseSet.remember(place, JSON.stringify(held));
  const entry = (one) => { held[one.case] ??= {}; return held[one.case]; };

  CaseSet.answers = {
    /** Takes up what was kept for this release. */
    load: (release) => {
      place = `answers-${release}`;
      try { held = JSON.parse(CaseSet.recall(place) || "{}"); } catch { held = {}; }
    },
    of: (one) => held[one.case] || {},
    set: (one, number, change) => {
      entry(one)[number] = { ...entry(one)[number], ...change };
      keep();
    },
    isGiven: (one) => Object.values(held[one.case] || {}).some((answer) => answer.text),
    forget: () => { held = {}; keep(); },
  };

  /** The questions asked before the reveal; one of our own where the trainer wrote none. */
  CaseSet.questionsOf = (one) => one.questions.length ? one.questions
    : [{ place: -1, question: "What would you do next, and why?", options: [], stage: "decision" }];

  const choice = (one, asked, option, number) => {
    const id = `q-${one.case}-${asked.place}-${number}`;
    return h("div.choice", null,
      h("input", { type: "radio", id, name: `q-${one.case}-${asked.place}`, value: option,
        checked: (CaseSet.answers.of(one)[asked.place] || {}).text === option,
        onchange: () => CaseSet.answers.set(one, asked.place, { text: option }) }),
      h("label", { for: id }, option));
  };

  const openAnswer = (one, asked) => {
    const id = `q-${one.case}-${asked.place}`;
    const box = h("textarea", { id, rows: "4", oninput: (event) => CaseSet.answers.set(one, asked.place, { text: event.target.value }) });
    box.value = (CaseSet.answers.of(one)[asked.place] || {}).text || "";
    return [h("label", { for: id }, asked.question), box];
  };

  /** A question to be answered. */
  CaseSet.asked = (one, asked) => asked.options.length
    ? h("fieldset.question", null, h("legend", null, asked.question), asked.options.map((option, number) => choice(one, asked, option, number)))
    : h("div.question", null, openAnswer(one, asked));

  const marks = (one, asked, given) => h("fieldset.marks", null, h("legend", null, "How was it?"),
    MARKS.map((mark, number) => {
      const id = `m-${one.case}-${asked.place}-${number}`;
      return h("div.choice", null,
        h("input", { type: "radio", id, name: `m-${one.case}-${asked.place}`, checked: given.mark === mark,
          onchange: () => CaseSet.answers.set(one, asked.place, { mark }) }),
        h("label", { for: id }, mark));
    }));

  const verdict = (asked, given, answer) => {
    if (!asked.options.length || !given.text || !answer) return null;
    return answer.startsWith(given.text) ? CaseSet.badge("right", "good") : CaseSet.badge("not what was looked for", "warn");
  };

  /** A question with the learner's own answer beside the trainer's. */
  CaseSet.compared = (one, asked, answer) => {
    const given = CaseSet.answers.of(one)[asked.place] || {};
    return h("div.compared", null, h("h3", null, asked.question),
      h("dl", null,
        h("div", null, h("dt", null, "You said"), h("dd", null, given.text || "nothing", " ", verdict(asked, given, answer))),
        answer && h("div", null, h("dt", null, "The trainer says"), h("dd", null, answer))),
      !asked.options.length && given.text && marks(one, asked, given));
  };

  /** Every answer given, for paper; the trainer's stands beside it only where the case was revealed. */
  CaseSet.answerSheet = (cases, isRevealed) => {
    const given = cases.filter(CaseSet.answers.isGiven);
    if (!given.length) return [h("h1", null, "My answers"), h("p", null, "No answers yet.")];
    return [h("h1", null, "My answers"), h("p.small", null, "Name: ______________________  Date: ______________"),
      given.map((one) => h("section.answered", null, h("h2", null, `${one.case}: ${one.title}`),
        CaseSet.questionsOf(one).map((asked) => {
          const mine = CaseSet.answers.of(one)[asked.place] || {};
          const told = isRevealed(one) && ((CaseSet.outcomeOf(one).teaching.questions || [])[asked.place] || {}).answer;
          return h("div.compared", null, h("h3", null, asked.question), h("p", null, mine.text || "nothing"),
            told && h("p.small", null, h("strong", null, "The trainer says: "), told), mine.mark && h("p.small", null, mine.mark));
        })))];
  };
}
