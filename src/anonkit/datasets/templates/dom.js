// Making elements: text is always set as text, so nothing in a case can become markup.
"use strict";

const CaseSet = {};

/** An element: h("p.muted", {title: "…"}, "text", child, …); what is null or false is left out. */
CaseSet.h = (kind, attributes, ...children) => {
  const [tag, ...classes] = kind.split(".");
  const element = document.createElement(tag || "div");
  if (classes.length) element.className = classes.join(" ");
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false && child !== ""));
  return element;
};

/** A badge; tone is plain, accent, good, warn or bad. */
CaseSet.badge = (text, tone = "plain") => CaseSet.h(`span.badge.badge-${tone}`, null, String(text));

/** A value as a reader would write it. */
CaseSet.say = (value) => {
  if (Array.isArray(value)) return value.map(CaseSet.say).join(", ");
  if (value === true) return "yes";
  if (value === false) return "no";
  if (value && typeof value === "object") {
    return Object.entries(value).map(([name, held]) => `${name} ${CaseSet.say(held)}`).join(", ");
  }
  return String(value);
};

const LABELS = {
  age_band: "Age", birth_date: "Born", skin_type: "Skin type", age_checked: "Age check",
  resolved_at: "Resolved", given_at: "Given", onset_days: "Onset in days",
};

/** A field's name in words. */
CaseSet.label = (name) => {
  if (LABELS[name]) return LABELS[name];
  const words = name.replaceAll("_", " ");
  return words[0].toUpperCase() + words.slice(1);
};

/** Lower case without accents, for searching. */
CaseSet.fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

CaseSet.remember = (name, value) => {
  try { localStorage.setItem(`anonkit-${name}`, value); } catch { /* not kept */ }
};
CaseSet.recall = (name) => {
  try { return localStorage.getItem(`anonkit-${name}`); } catch { return null; }
};
