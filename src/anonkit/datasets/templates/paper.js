// Printing: one case on its own sheet, with the mark, the release, the recipient and the review date at its foot.
"use strict";

{
  const { h } = CaseSet;
  /** The height of a page within its margins, in millimetres. */
  const SIZES = { a4: 262, letter: 244 };
  const SMALLEST = 6;
  const SMALLEST_ACROSS_PAGES = 4;

  // the foot of a table is the one thing that browsers repeat on every printed page
  const sheet = (content, foot, kind) => h(`table.sheet${kind}`, { role: "presentation" },
    h("tbody", null, h("tr", null, h("td", null, ...content))),
    h("tfoot", null, h("tr", null, h("td", null, foot.join(" · ")))));

  const wholeCase = (staged, { sources }) => {
    const { case: one, teaching } = CaseSet.outcomeOf(staged);
    const all = one.visits.map((_, place) => place);
    return CaseSet.caseView(one, { told: all.length, open: new Set(all), sources, teaching: Object.keys(teaching).length ? teaching : null,
      reveal: null, advance: null, showAll: null, medium: "paper" });
  };

  const titled = (words, content) => [h("p.sheet-kind", null, words), content];
  const KINDS = {
    whole: ["", wholeCase],
    handout: [".one-page", (one, context) => titled("Handout for learners", CaseSet.stagesOnPaper(one, { ...context, all: false }))],
    guide: [".one-page", (one, context) => titled("Facilitator's guide: tells the outcome", CaseSet.stagesOnPaper(one, { ...context, all: true }))],
  };

  /** Makes a sheet smaller, step by step, until it fits its page; what does not runs on, readably, over the fewest pages. */
  const fit = (paper, size) => {
    const ruler = paper.querySelector(".ruler");
    if (!ruler) return; // put away in the meantime
    const root = document.documentElement;
    root.style.fontSize = "10pt"; // as on paper
    paper.classList.add("is-measured");
    const millimetre = ruler.getBoundingClientRect().height / 100;
    for (const one of paper.querySelectorAll(".one-page")) {
      one.classList.remove("fits");
      const pagesAt = (step) => {
        one.dataset.step = String(step);
        return one.getBoundingClientRect().height / (SIZES[size] * millimetre);
      };
      if ([...Array(SMALLEST + 1).keys()].some((step) => pagesAt(step) <= 1)) one.classList.add("fits");
      else {
        // what must not be torn apart leaves a little of each page empty
        const needed = [...Array(SMALLEST_ACROSS_PAGES + 1).keys()].map((step) => Math.ceil(pagesAt(step) * 1.1));
        one.dataset.step = String(needed.indexOf(Math.min(...needed)));
      }
    }
    paper.classList.remove("is-measured");
    root.style.fontSize = "";
  };

  const lay = (sheets, size) => {
    const paper = document.querySelector("[data-paper]");
    paper.dataset.paper = size;
    paper.replaceChildren(h("div.ruler", { "aria-hidden": "true" }), ...sheets);
    for (const picture of paper.querySelectorAll("img")) picture.loading = "eager";
    for (const details of paper.querySelectorAll("details")) details.open = true;
    for (const button of paper.querySelectorAll(".sealed")) button.remove();
    // places are unique in the document: the screen keeps its own
    for (const element of paper.querySelectorAll("[id]")) element.removeAttribute("id");
    fit(paper, size);
    // pictures have their height once they are decoded
    return Promise.allSettled([...paper.querySelectorAll("img")].map((picture) => picture.decode()))
      .then(() => fit(paper, size));
  };

  /** Lays the cases out as sheets of a kind (whole, handout or guide) and promises their pictures. */
  CaseSet.layOut = (cases, kind, { foot, size, ...context }) => {
    const [look, tell] = KINDS[kind];
    return lay(cases.map((one) => sheet(tell(one, context).flat(), foot, look)), size);
  };

  /** Lays out a learner's answers. */
  CaseSet.layOutAnswers = (cases, isRevealed, { foot, size }) =>
    lay([sheet(CaseSet.answerSheet(cases, isRevealed).flat(), foot, ".answers-sheet")], size);

  CaseSet.putAway = () => document.querySelector("[data-paper]").replaceChildren();
}
