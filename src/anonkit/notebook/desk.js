// The review desk: one item, before and after, and keys for everything. Text is set as text, never as markup.
const KEYS = {
  a: ["decide", "identifier"], r: ["decide", "ordinary"], k: ["decide", "known"], l: ["decide", "allowed"],
};
const ROW_KEYS = { a: ["decide", "release"], r: ["decide", "leave out"] };
const WORDS = {
  identifier: "identifier", ordinary: "ordinary words", known: "known everywhere", allowed: "allowed everywhere",
  release: "let through", "leave out": "leave out",
};
const CLASSES = { finding: "found", "possible miss": "miss", fact: "fact", marked: "marked" };

const make = (tag, attributes = {}, ...children) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes))
    if (name === "class") element.className = value;
    else if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value);
  element.append(...children);
  return element;
};
// Offsets count characters as Python does, not halves of them.
const points = (text) => [...text].length;

function render({ model, el }) {
  const root = make("div", {
    class: "anonkit desk", tabindex: "0", role: "group", "aria-label": "Review desk",
  });
  el.append(root);
  const state = { entity: "PERSON", cursor: null, last: null };
  const send = (message) => model.send(message);
  const shown = () => model.get("shown");

  const piece = (one, side, item) => {
    const text = side === "before" ? one.text : one.told;
    if (!(one.kind in CLASSES)) return make("span", { "data-start": one.start }, text);
    const isCurrent = item.kind !== "row" && one.item === item.id;
    const kept = ["ordinary", "allowed"].includes(one.decision) ? " ordinary" : "";
    const hint = `${one.entity}: ${one.hint}${one.decision ? "; " + one.decision : ""}`;
    return make("mark", {
      class: `place ${CLASSES[one.kind]}${kept}${isCurrent ? " current" : ""}`,
      "data-start": one.start, title: hint, ...(isCurrent ? { "aria-current": "true" } : {}),
    }, text);
  };
  const column = (title, side, view, item) => {
    const body = make("p", { "data-side": side });
    if (view.before_cut) body.append(`… ${view.before_cut} characters before\n`);
    body.append(...view.pieces.map((one) => piece(one, side, item)));
    if (view.after_cut) body.append(`\n${view.after_cut} characters after …`);
    return make("section", { "aria-label": title }, make("p", { class: "side" }, title), body);
  };
  const button = (key, words, action) =>
    make("button", { type: "button", onclick: action, "aria-keyshortcuts": key }, make("kbd", {}, key), words);

  // Where a boundary of a selection lies in the text as read.
  const offsetOf = (node, offset) => {
    const holder = (node.nodeType === 3 ? node.parentElement : node)?.closest("[data-start]");
    if (!holder || !holder.closest('[data-side="before"]')) return null;
    const inside = node.nodeType === 3 ? points(node.data.slice(0, offset)) : 0;
    return Number(holder.dataset.start) + inside;
  };
  const selected = () => {
    if (state.cursor) return state.cursor;
    const range = document.getSelection();
    if (!range || range.isCollapsed || !root.contains(range.anchorNode)) return null;
    const ends = [offsetOf(range.anchorNode, range.anchorOffset), offsetOf(range.focusNode, range.focusOffset)];
    if (ends.includes(null)) return null;
    return { start: Math.min(...ends), end: Math.max(...ends) };
  };
  const mark = (everywhere) => {
    const place = selected();
    if (!place) return say("Select words in the text before, with the mouse or with the arrow keys.");
    state.cursor = null;
    send({ do: "mark", entity: state.entity, everywhere, ...place });
  };
  const say = (words) => { root.querySelector(".desk-said").textContent = words; };

  // Words of the text before, for marking by keyboard.
  const words = () => {
    const view = shown().view;
    if (!view) return [];
    const found = [];
    let text = "", start = view.before_cut;
    for (const one of view.pieces) text += one.text;
    for (const match of text.matchAll(/[\p{L}\p{N}@'’.+-]+/gu)) {
      const at = start + points(text.slice(0, match.index));
      found.push({ start: at, end: at + points(match[0]) });
    }
    return found;
  };
  const moveCursor = (step, extends_) => {
    const all = words();
    if (!all.length) return;
    const held = state.cursor;
    const item = shown().item;
    if (!held) {
      const near = all.findIndex((word) => word.end > (item?.start ?? 0));
      state.cursor = { ...all[Math.max(0, near)] };
    } else if (extends_) {
      const next = all.find((word) => word.start >= held.end);
      if (next) state.cursor = { start: held.start, end: next.end };
    } else {
      const here = all.findIndex((word) => word.start >= held.start);
      state.cursor = { ...all[Math.min(all.length - 1, Math.max(0, here + step))] };
    }
    paintCursor();
  };
  const paintCursor = () => {
    for (const old of root.querySelectorAll(".word-cursor")) old.replaceWith(...old.childNodes);
    root.querySelector('[data-side="before"]')?.normalize();
    if (!state.cursor) return;
    for (const holder of root.querySelectorAll('[data-side="before"] [data-start]')) {
      holder.normalize();
      const node = holder.firstChild;
      if (!node || node.nodeType !== 3) continue;
      const chars = [...node.data], from = Number(holder.dataset.start);
      const start = Math.max(0, state.cursor.start - from), end = Math.min(chars.length, state.cursor.end - from);
      if (start >= end) continue;
      holder.replaceChildren(
        chars.slice(0, start).join(""),
        make("span", { class: "word-cursor" }, chars.slice(start, end).join("")),
        chars.slice(end).join(""),
      );
    }
    const words_ = [...root.querySelectorAll(".word-cursor")].map((one) => one.textContent).join("");
    say(`“${words_}”: m marks it here, w wherever it stands, as ${state.entity}`);
    root.querySelector(".word-cursor")?.scrollIntoView({ block: "nearest" });
  };

  const learnt = (found) => {
    const share = (value) => (value === null ? "–" : value.toFixed(3));
    const rows = [["before the review", found.before], ["in the publication after it", found.after],
      ["lists alone, in texts not seen", found.unseen]].filter(([, score]) => score);
    return make("table", { class: "desk-learnt" },
      make("thead", {}, make("tr", {}, ...["", "recall", "identifiers", "words kept"].map((n) => make("th", { scope: "col" }, n)))),
      make("tbody", {}, ...rows.map(([name, score]) => make("tr", {}, make("th", { scope: "row" }, name),
        ...[share(score.recall), score.identifiers, share(score.words_kept)].map((n) => make("td", {}, String(n)))))));
  };

  const draw = () => {
    const { item, view, row, progress, message, policy, reviewer, entities, learnt: figures } = shown();
    const had = root.contains(document.activeElement);
    if (state.last !== item?.id) { state.cursor = null; state.last = item?.id; }
    const done = progress.items ? (100 * (progress.items - progress.open)) / progress.items : 100;
    const bar = make("span", {});
    bar.style.width = `${done}%`;
    const head = make("div", { class: "desk-head" },
      make("strong", {}, item ? `${item.kind}${item.entity ? ": " + item.entity : ""}` : "All decided"),
      make("span", {}, item ? `${item.place} · risk ${item.risk.toFixed(2)} · ${item.reason}` : ""),
      make("span", {}, item?.decision ? `decided: ${WORDS[item.decision] ?? item.decision}` : ""),
      make("span", {}, `${progress.open} open of ${progress.items} · ${policy} · ${reviewer}`));
    const text = make("div", { class: "desk-text", tabindex: "0", role: "region", "aria-label": "Text before and after" });
    if (item && view) text.append(column("Before", "before", view, item), column("After", "after", view, item));
    else if (item && row?.picture) text.append(make("img", { src: row.picture, alt: `photograph ${item.tag}, without its metadata` }));
    else if (item && row) text.append(make("p", {}, row.words || "The row holds no words."));
    else if (item) text.append("What stood here was changed since; publish again.");
    else if (figures) text.append(learnt(figures));
    const keys = item ? (item.kind === "row" ? ROW_KEYS : KEYS) : {};
    const chooser = make("select", { "aria-label": "What a marked place is", onchange: (e) => { state.entity = e.target.value; root.focus(); } },
      ...entities.map((name) => make("option", name === state.entity ? { value: name, selected: "" } : { value: name }, name)));
    const actions = make("div", { class: "desk-actions" },
      ...Object.entries(keys).map(([key, [, decision]]) => button(key, WORDS[decision], () => send({ do: "decide", decision }))),
      ...(item && view ? [chooser, button("m", "mark", () => mark(false)), button("w", "mark everywhere", () => mark(true)), button("f", "whole text", () => send({ do: "whole" }))] : []),
      button("n", "next", () => send({ do: "next" })), button("p", "back", () => send({ do: "previous" })), button("u", "undo", () => send({ do: "undo" })));
    root.replaceChildren(head, make("div", { class: "desk-bar", role: "progressbar", "aria-label": "decided",
      "aria-valuemin": "0", "aria-valuemax": "100", "aria-valuenow": String(Math.round(done)) }, bar),
      text, actions, make("p", { class: "desk-said", role: "status" }, message ?? ""));
    const current = root.querySelector('[data-side="before"] .current');
    if (current) text.scrollTop = Math.max(0, current.offsetTop - text.offsetTop - 60);
    if (had) root.focus({ preventScroll: true });
  };

  root.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return; // saving and the like stay JupyterLab's
    event.stopPropagation();
    if (event.target.tagName === "SELECT") return;
    const item = shown().item;
    const decision = (item?.kind === "row" ? ROW_KEYS : KEYS)[event.key];
    const acts = {
      m: () => mark(false), w: () => mark(true), u: () => send({ do: "undo" }), f: () => send({ do: "whole" }),
      n: () => send({ do: "next" }), j: () => send({ do: "next" }), p: () => send({ do: "previous" }),
      ArrowRight: () => moveCursor(1, event.shiftKey), ArrowLeft: () => moveCursor(-1, false),
      Escape: () => { state.cursor = null; paintCursor(); say(""); },
      e: () => {
        const { entities } = shown();
        state.entity = entities[(entities.indexOf(state.entity) + 1) % entities.length];
        root.querySelector("select") && (root.querySelector("select").value = state.entity);
        say(`marks as ${state.entity}`);
      },
    };
    const act = item && decision ? () => send({ do: decision[0], decision: decision[1] }) : acts[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
  model.on("change:shown", draw);
  draw();
  return () => model.off("change:shown", draw);
}
export default { render };
