// Light, dark, or what the system says; kept for this viewer where the browser lets us.
(() => {
  "use strict";
  const KEY = "anonkit-theme";
  const ORDER = ["auto", "light", "dark"];
  const root = document.documentElement;
  const button = document.querySelector("[data-theme-toggle]");

  const recall = () => {
    try { return localStorage.getItem(KEY) || "auto"; } catch { return "auto"; }
  };
  const keep = (theme) => {
    try { localStorage.setItem(KEY, theme); } catch { /* private window: not kept */ }
  };
  const apply = (theme) => {
    if (theme === "auto") delete root.dataset.theme;
    else root.dataset.theme = theme;
    if (button) {
      button.textContent = { auto: "◐ Auto", light: "☀ Light", dark: "☾ Dark" }[theme];
      button.setAttribute("aria-label", `Colours: ${theme}. Press to change.`);
    }
  };

  let theme = ORDER.includes(recall()) ? recall() : "auto";
  apply(theme);
  if (!button) return;
  button.hidden = false;
  button.addEventListener("click", () => {
    theme = ORDER[(ORDER.indexOf(theme) + 1) % ORDER.length];
    keep(theme);
    apply(theme);
  });
})();
