// Finding a case: words, filters, and the list of what they leave.
"use strict";

{
  const { h, fold } = CaseSet;
  const FILTERS = [
    ["Procedure", (one) => one.themes.procedures],
    ["Product", (one) => one.themes.products],
    ["Age", (one) => [one.person.age_band]],
    ["Skin type", (one) => [one.person.skin_type]],
    ["Complication", (one) => one.themes.complications],
  ];
  const byReading = new Intl.Collator("en-GB", { numeric: true }).compare;

  const wordsOf = (value) => {
    if (value && typeof value === "object") return Object.values(value).map(wordsOf).join(" ");
    return typeof value === "string" ? value : "";
  };

  const filterBox = ([name, valuesOf], cases, onchange) => {
    const counts = new Map();
    for (const one of cases) {
      for (const value of new Set(valuesOf(one))) if (value) counts.set(value, (counts.get(value) || 0) + 1);
    }
    if (counts.size < 2 && name !== "Complication" || !counts.size) return null;
    const options = [...counts.keys()].sort(byReading)
      .map((value) => h("option", { value }, `${value} (${counts.get(value)})`));
    const select = h("select", { onchange, "aria-label": name }, h("option", { value: "" }, `${name}: any`), options);
    return { select, valuesOf };
  };

  /** What was done in these visits, by procedure family. */
  CaseSet.doneIn = (visits) => [...new Set(visits.flatMap((visit) => visit.treatments || [])
    .map((row) => row.family || row.procedure).filter(Boolean))];

  /** How long a course took, in the words its span allows. */
  const overTime = ({ visits, span }) => {
    if (!span || visits < 2 || span === `${visits} visits`) return "";
    if (/^\d{4}$/.test(span)) return ` in ${span}`;
    return /^\d+ /.test(span) ? ` over ${span}` : `, ${span}`;
  };

  const entry = (one, current, isWhole) => {
    const { person, themes, course } = one;
    const about = [person.age_band, person.sex, person.skin_type && `skin ${person.skin_type}`].filter(Boolean);
    const visits = course.visits === 1 ? "1 visit" : `${course.visits} visits`;
    return h("li", null, h("a", { href: `#${one.case}`, "aria-current": one === current ? "true" : null },
      h("span.entry-name", null, person.name), h("span.entry-number", null, one.case),
      h("span.entry-about", null, about.join(" · ")),
      h("span.entry-themes", null, (isWhole ? themes.procedures : CaseSet.doneIn(one.visits.slice(0, 1))).join(", ")),
      isWhole && themes.complications.length > 0 && h("span.entry-wrong", null, themes.complications.join(" · ")),
      h("span.entry-about", null, visits + overTime(course))));
  };

  /** The finder: `shown()` gives the cases left, `draw(current)` the list. */
  CaseSet.finder = (cases, onchange) => {
    const search = document.getElementById("search");
    const list = document.querySelector("[data-list]");
    const found = document.querySelector("[data-found]");
    const haystacks = new Map(cases.map((one) => [one, fold(wordsOf(one))]));
    const boxes = FILTERS.map((filter) => filterBox(filter, cases, onchange)).filter(Boolean);
    const clear = h("button.quiet.clear", { type: "button", onclick: () => {
      search.value = "";
      for (const { select } of boxes) select.value = "";
      onchange();
      search.focus();
    } }, "Clear");
    document.querySelector("[data-filters]").append(...boxes.map((box) => box.select), clear);
    search.addEventListener("input", onchange);

    const shown = () => {
      const words = fold(search.value).split(/\s+/).filter(Boolean);
      return cases.filter((one) => words.every((word) => haystacks.get(one).includes(word))
        && boxes.every(({ select, valuesOf }) => !select.value || valuesOf(one).includes(select.value)));
    };

    const draw = (current, isWhole) => {
      const left = shown();
      list.replaceChildren(...left.map((one) => entry(one, current, isWhole)));
      found.textContent = left.length === cases.length ? `${cases.length} cases`
        : `${left.length} of ${cases.length} cases`;
      clear.hidden = !search.value && boxes.every(({ select }) => !select.value);
      const marked = list.querySelector('[aria-current="true"]');
      if (marked) marked.scrollIntoView({ block: "nearest" });
    };
    return { shown, draw, search };
  };
}
