'use strict';
// Finds clients in the unlocked index: every word typed has to stand somewhere in an entry.
(() => {
  const at = (id) => document.getElementById(id);
  const MOST = 50;
  const plain = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

  function cell(row, words, link) {
    const made = row.insertCell();
    if (!link) { made.textContent = words; return; }
    const anchor = document.createElement('a');
    anchor.href = link;
    anchor.textContent = words;
    made.append(anchor);
  }

  function show(entries) {
    const words = plain(at('find').value).split(/\s+/).filter(Boolean);
    const found = words.length ? entries.filter((each) => words.every((word) => each.text.includes(word))) : [];
    at('count').textContent = words.length ? `${found.length} found${found.length > MOST ? `, the first ${MOST} shown` : ''}` : '';
    at('found').replaceChildren();
    for (const each of found.slice(0, MOST)) {
      const row = at('found').insertRow();
      for (const name of ['name', 'born', 'number', 'last']) cell(row, each[name]);
      cell(row, each.file, each.file);
    }
  }

  window.showUnlocked = async (content) => {
    const entries = JSON.parse(new TextDecoder().decode(content));
    for (const each of entries) each.text = plain(Object.values(each).join(' '));
    at('unlock').hidden = true;
    at('opened').hidden = false;
    at('find').addEventListener('input', () => show(entries));
    at('find').focus();
  };
})();
