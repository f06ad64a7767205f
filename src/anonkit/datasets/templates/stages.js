// A case stage by stage, for teaching and for a quiz: nothing of a later stage is in the page before it is asked for.
"use strict";

{
  const { h, badge, label, parts } = CaseSet;
  const STAGES = [["history", "History"], ["assessment", "Assessment"], ["decision", "What would you do?"],
    ["treatment", "Treatment"], ["outcome", "What happened"], ["discussion", "Discussion"]];
  const ROWS = ["appointments", "treatments", "outcomes", "notes", "prescriptions", "photos"];
  const OPEN = { has: () => true };
  const LINES_TO_WRITE_ON = 6;

  /** The stages of a case, in order; nobody treated has no treatment. */
  CaseSet.stagesOf = (one) => STAGES.filter(([name]) => name !== "treatment" || one.is_treated);

  const said = (text) => text && h("p.said", null, text);
  const visits = (list, sources) => list.map((visit) => CaseSet.visitSection(visit, null, { open: OPEN, sources, reveal: null }));

  CaseSet.stagedHead = (one) => h("header.case-head", null,
    h("div.portrait", { "aria-hidden": "true" }, CaseSet.initials(one.person.name)),
    h("div.case-title", null,
      h("p.case-kicker", null, one.case, " · ", one.title),
      h("h1", { tabindex: "-1" }, one.person.name, " ", badge("made-up person", "accent")),
      parts.facts(CaseSet.personFacts(one.person)),
      h("p.themes", null, one.level && badge(one.level, "accent"), one.came_for.map((name) => badge(name)), one.themes.map((name) => badge(name)))));

  const history = (one) => {
    const boxes = parts.history(one.history);
    const more = ["contacts", "coverages"].filter((name) => one.history[name])
      .map((name) => parts.folded(label(name), parts.plainTable(label(name), one.history[name])));
    return [said(one.said.history), one.person.alert && h("p.alert", null, h("strong", null, "Alert: "), one.person.alert),
      boxes.length > 0 && h("div.history-boxes", null, boxes), parts.answers(one.history.questionnaires || []), more,
      !boxes.length && !one.said.history && !one.history.questionnaires && h("p.muted", null, "No history is recorded. That is not to say that there was none.")];
  };

  const assessment = (one, { sources }) => [said(one.said.assessment), visits(one.before, sources),
    !one.before.length && !one.said.assessment && h("p.muted", null, "Nothing is recorded from before the treatment.")];

  const decision = (one, { isQuiz, medium }) => {
    const questions = CaseSet.questionsOf(one);
    const asked = isQuiz ? questions.map((question) => CaseSet.asked(one, question))
      : questions.map((question) => h("div.question", null, h("p.asked", null, question.question),
        question.options.length > 0 && h("ol.options", null, question.options.map((option) => h("li", null, option)))));
    return [said(one.said.decision), asked, medium === "paper" && Array.from({ length: LINES_TO_WRITE_ON }, () => h("div.writing-line", null))];
  };

  const treatment = (one, { sources }) => {
    const done = CaseSet.treatmentOf(one);
    return [said(done.said.treatment), visits(done.visits, sources)];
  };

  const nameOf = (table, row) => `${table} ${row.row || JSON.stringify(row)}`;

  /** The rows of the early visits that were held back because they tell how it went. */
  const heldBack = (one, whole) => {
    const shown = new Set([...one.before, ...CaseSet.treatmentOf(one).visits]
      .flatMap((visit) => ROWS.flatMap((table) => (visit[table] || []).map((row) => nameOf(table, row)))));
    return whole.case.visits.slice(0, whole.turn).map((visit) => {
      const left = ROWS.map((table) => [table, (visit[table] || []).filter((row) => !shown.has(nameOf(table, row)))])
        .filter(([, rows]) => rows.length);
      return left.length && { visit: visit.visit, label: visit.label, ...Object.fromEntries(left) };
    }).filter(Boolean);
  };

  const outcome = (one, { sources, medium }) => {
    const whole = CaseSet.outcomeOf(one);
    const none = !whole.case.visits.some((visit) => visit.outcomes);
    return [said(whole.said.outcome), visits([...heldBack(one, whole), ...whole.case.visits.slice(whole.turn)], sources),
      none && h("p.callout.small", null, "No outcome is recorded in this case. That is not to say that nothing happened."),
      medium !== "guide" && CaseSet.comparison(whole.case, sources),
      whole.case.feedback && [h("h3", null, "What the person said"), parts.feedback(whole.case.feedback)]];
  };

  const listed = (title, texts) => (texts || []).length > 0 && [h("h3", null, title), h("ul", null, texts.map((text) => h("li", null, text)))];
  const reading = (items) => (items || []).length > 0 && [h("h3", null, "Reading"),
    h("ul", null, items.map((item) => h("li", null, item.title, item.where && h("span.detail", null, item.where))))];

  const discussion = (one, { isQuiz, lesson }) => {
    const { teaching, said: told } = CaseSet.outcomeOf(one);
    const written = teaching.questions || [];
    const before = CaseSet.questionsOf(one);
    const later = written.map((asked, place) => ({ ...asked, place })).filter((asked) => !before.some((early) => early.place === asked.place));
    const answered = (asked) => h("div.compared", null, h("h3", null, asked.question), asked.answer && h("p", null, asked.answer));
    return [["history", "assessment", "decision", "discussion"].map((stage) => said(told[stage])),
      isQuiz ? before.map((asked) => CaseSet.compared(one, asked, (written[asked.place] || {}).answer))
        : before.filter((asked) => asked.place >= 0).map((asked) => answered({ ...asked, answer: (written[asked.place] || {}).answer })),
      later.map(answered), listed("What to take away", teaching.objectives || lesson.objectives), listed("Pitfalls", teaching.pitfalls),
      reading([...(teaching.reading || []), ...(teaching.reading ? [] : lesson.reading || [])]),
      !Object.keys(teaching).length && !isQuiz && h("p.muted", null, "Nothing was written for the discussion. What would you do differently, and what would you tell the person?")];
  };

  const TELL = { history, assessment, decision, treatment, outcome, discussion };

  const stepper = (stages, reached) => h("ol.steps", { "aria-label": "Stages of this case" },
    stages.map(([, words], place) => h(`li.step${place < reached ? ".is-told" : ""}`, { "aria-current": place === reached - 1 ? "step" : null }, words)));

  /** Only the stages before the reveal, or all of them, for paper. */
  CaseSet.stagesOnPaper = (one, { all, ...context }) => [CaseSet.stagedHead(one),
    CaseSet.stagesOf(one).slice(0, all ? undefined : 3).map(([name, words]) => h(`section.stage.stage-${name}`, null,
      h("h2", null, words), TELL[name](one, { ...context, isQuiz: false, medium: all ? "guide" : "paper" }))),
    CaseSet.feedback(CaseSet.codes[one.case], "paper")];

  /** The view of a case of which so many stages are told. */
  CaseSet.stageView = (one, { reached, advance, ...context }) => {
    const stages = CaseSet.stagesOf(one);
    const next = stages[reached];
    const isCommit = context.isQuiz && stages[reached - 1][0] === "decision";
    return [CaseSet.stagedHead(one), stepper(stages, reached),
      reached === 1 && one.objectives.length > 0 && h("section.callout", null, h("h2.small-head", null, "What this case is for"), h("ul", null, one.objectives.map((text) => h("li", null, text)))),
      stages.slice(0, reached).map(([name, words]) => h(`section.stage.stage-${name}`, { "aria-labelledby": `stage-${name}` },
        h("h2", { id: `stage-${name}`, tabindex: "-1" }, words), TELL[name](one, context))),
      next && h("div.next", null, h("button.reveal", { type: "button", onclick: advance },
        isCommit ? `Keep my answer and go on: ${next[1].toLowerCase()}` : `Go on: ${next[1]}`, " ", h("kbd", null, "n"))),
      CaseSet.feedback(CaseSet.codes[one.case], "screen")];
  };
}
