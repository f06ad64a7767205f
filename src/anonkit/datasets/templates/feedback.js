// What a learner says of a case: a code to read out or to copy. Nothing is sent, nothing is kept.
"use strict";

{
  const { h } = CaseSet;
  const WAYS = [
    ["recognised", "I recognise someone"], ["looks wrong", "Looks wrong"], ["too hard", "Too hard"], ["useful", "Useful"],
  ];
  const RECOGNISED = "Stop reading this case. Do not try to make sure, and tell nobody else. Read this code to the clinic:";
  const OTHERWISE = "Read this code to whoever gave you these cases, or copy it to them:";

  const copy = async (code, box, said) => {
    try {
      await navigator.clipboard.writeText(code);
      said.textContent = "Copied.";
    } catch {
      // pages opened from a disk may not have a clipboard: then the code is selected, to be copied by hand
      getSelection().selectAllChildren(box);
      said.textContent = "Selected; copy it with Ctrl C or ⌘ C.";
    }
  };

  const answer = (kind, code) => {
    const box = h("output.feedback-code", { "aria-label": `Code ${[...code].join(" ")}` }, code);
    const said = h("span.muted", { role: "status" });
    return [
      h("p", null, kind === "recognised" ? RECOGNISED : OTHERWISE),
      h("p.feedback-answer", null, box, " ",
        h("button", { type: "button", onclick: () => copy(code, box, said) }, "Copy"), " ", said),
    ];
  };

  /** The section that asks about a case; on paper the codes are printed as they are. */
  CaseSet.feedback = (codes, medium) => {
    if (!codes) return null;
    if (medium === "paper") {
      return h("section.feedback", null, h("p", null, WAYS.map(([kind, words]) => `${words}: ${codes[kind]}`).join(" · ")));
    }
    const told = h("div", { "aria-live": "polite" });
    const buttons = WAYS.map(([kind, words]) => h(`button.quiet${kind === "recognised" ? ".feedback-alarm" : ""}`,
      { type: "button", onclick: () => told.replaceChildren(...answer(kind, codes[kind])) }, words));
    return h("section.feedback", { "aria-labelledby": "feedback-title" },
      h("h2", { id: "feedback-title" }, "About this case"), h("div.feedback-ways", null, buttons), told);
  };

  // the terms of the release, for whom they are missing nowhere
  const dialog = document.querySelector("[data-terms-dialog]");
  for (const button of document.querySelectorAll("[data-terms]")) {
    button.addEventListener("click", () => dialog.showModal());
  }
}
