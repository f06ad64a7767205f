"use strict";
(() => {
  const number = (cell) => Number.parseFloat(cell.textContent.replaceAll(",", ""));
  const compare = (column, sign) => (one, other) => {
    const [a, b] = [one.cells[column], other.cells[column]];
    const [x, y] = [number(a), number(b)];
    if (!Number.isNaN(x) && !Number.isNaN(y)) return sign * (x - y);
    return sign * a.textContent.localeCompare(b.textContent);
  };
  const sort = (table, head, column) => {
    const up = head.getAttribute("aria-sort") !== "ascending";
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", up ? "ascending" : "descending");
    const body = table.tBodies[0];
    body.append(...[...body.rows].sort(compare(column, up ? 1 : -1)));
  };
  const filter = (table, words) => {
    for (const row of table.tBodies[0].rows)
      row.hidden = !row.textContent.toLowerCase().includes(words.toLowerCase());
  };
  for (const table of document.querySelectorAll(".anonkit table[data-sortable]:not([data-ready])")) {
    table.dataset.ready = "yes";
    [...table.tHead.rows[0].cells].forEach((head, column) =>
      head.querySelector("button")?.addEventListener("click", () => sort(table, head, column)));
    table.previousElementSibling?.querySelector("input")
      ?.addEventListener("input", (event) => filter(table, event.target.value));
  }
})();
