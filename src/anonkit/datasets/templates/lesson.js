// What a set is for: shown before a case is opened in teaching and in a quiz.
"use strict";

{
  const { h, badge } = CaseSet;

  const listed = (title, items) => items.length > 0 && [h("h2", null, title), h("ul", null, items)];

  /** The page before the first case; `start` opens it, `forget` and `print` are for answers. */
  CaseSet.lessonView = (lesson, { cases, isQuiz, start, print, forget, title }) => {
    const done = cases.filter(CaseSet.answers.isGiven).length;
    return [
      h("p.case-kicker", null, isQuiz ? "Quiz" : "Teaching"),
      h("h1", { tabindex: "-1" }, lesson.title || title),
      h("p.themes", null, lesson.level && badge(lesson.level, "accent"), lesson.themes.map((theme) => badge(theme))),
      h("p.lead", null, isQuiz
        ? "Read what was known, say what you would do, then see what was done and how it went. Your answers stay in this browser; nothing is sent."
        : "Each case is told stage by stage: history, assessment, what would you do, treatment, what happened, discussion. Nothing of a later stage is shown before you go on."),
      listed("What it is for", lesson.objectives.map((text) => h("li", null, text))),
      listed("Reading", lesson.reading.map((item) => h("li", null, item.title, item.where && h("span.detail", null, item.where)))),
      h("div.next", null, h("button.reveal", { type: "button", onclick: start }, isQuiz && done ? "Go on with the quiz" : "Begin with the first case"),
        isQuiz && h("button.quiet", { type: "button", onclick: print, disabled: !done }, "Print my answers"),
        isQuiz && h("button.quiet", { type: "button", onclick: forget, disabled: !done }, "Forget my answers")),
      isQuiz && h("p.muted", { role: "status" }, `${done} of ${cases.length} cases answered.`),
    ];
  };
}
