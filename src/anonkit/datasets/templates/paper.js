// Printing: one case on its own sheets, with the mark at the foot of every page.
"use strict";

{
  const { h } = CaseSet;

  // the foot of a table is the one thing that browsers repeat on every printed page
  const sheet = (content, foot) => h("table.sheet", { role: "presentation" },
    h("tbody", null, h("tr", null, h("td", null, ...content))),
    h("tfoot", null, h("tr", null, h("td", null, foot.join(" · ")))));

  const told = (one, handout) => {
    const all = one.visits.map((_, place) => place);
    return handout ? { told: Math.min(1, all.length), open: new Set() } : { told: all.length, open: new Set(all) };
  };

  /** Lays the cases out as sheets and promises their pictures; `handout` leaves out what came after the first visit. */
  CaseSet.layOut = (cases, { foot, handout, sources, teaching }) => {
    const paper = document.querySelector("[data-paper]");
    paper.replaceChildren(...cases.map((one) => {
      const view = CaseSet.caseView(one, { ...told(one, handout), sources, teaching: handout ? null : teaching[one.case],
        reveal: () => {}, advance: () => {}, showAll: () => {}, medium: "paper" });
      if (handout) view.push(h("section.blank", null, h("h2", null, "What would you do next?"), h("div.writing-lines", null)));
      return sheet(view, foot);
    }));
    for (const picture of paper.querySelectorAll("img")) picture.loading = "eager";
    for (const details of paper.querySelectorAll("details")) details.open = true;
    for (const button of paper.querySelectorAll(".sealed")) button.remove();
    // places are unique in the document: the screen keeps its own
    for (const element of paper.querySelectorAll("[id]")) element.removeAttribute("id");
    return Promise.allSettled([...paper.querySelectorAll("img")].map((picture) => picture.decode()));
  };

  CaseSet.putAway = () => document.querySelector("[data-paper]").replaceChildren();
}
