'use strict';
// Finds clients in the unlocked index: every word typed has to stand somewhere in an entry.
(() => {
  const at = (id) => document.getElementById(id);
  const MOST = 50;
  const LABELS = { name: 'Name', born: 'Born', number: 'Number', last: 'Last treatment', file: 'File' };
  const LETTERS = { ł: 'l', ø: 'o', đ: 'd', ð: 'd', þ: 'th', ß: 'ss', æ: 'ae', œ: 'oe', ı: 'i' };
  const DATE = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4})$/;

  // As somebody types it who has no such keys: without accents, capitals and apostrophes.
  const plain = (text) => text.normalize('NFD').replace(/[\p{M}'’ʼ`]/gu, '').toLowerCase()
    .replace(/[łøđðþßæœı]/g, (letter) => LETTERS[letter]);

  // A day may be typed day first or month first; the record has the year first.
  function formsOf(word) {
    const [, one, two, year] = DATE.exec(word) || [];
    if (!year) return [word];
    const [first, second] = [one, two].map((part) => part.padStart(2, '0'));
    return [word, `${year}-${second}-${first}`, `${year}-${first}-${second}`];
  }

  // A phone number is the same with and without its country, blanks and signs.
  function isNumberOf(entry, typed) {
    const number = typed.replace(/[\s().+/-]/g, '');
    return /^\d{7,}$/.test(number) && entry.digits.includes(number.slice(-9));
  }

  function entriesFor(entries, typed) {
    const words = plain(typed).split(/\s+/).filter(Boolean).map(formsOf);
    if (!words.length) return [];
    return entries.filter((each) => isNumberOf(each, typed)
      || words.every((forms) => forms.some((form) => each.text.includes(form))));
  }

  function addRow(entry) {
    const row = at('found').insertRow();
    for (const [name, label] of Object.entries(LABELS)) {
      const cell = row.insertCell();
      cell.dataset.label = label;
      if (!entry[name]) cell.className = 'blank';
      if (name !== 'file') { cell.textContent = entry[name]; continue; }
      const link = document.createElement('a');
      link.href = entry.file;
      link.textContent = entry.file;
      cell.append(link);
    }
  }

  function show(entries) {
    const typed = at('find').value.trim();
    const found = entriesFor(entries, typed);
    const more = found.length > MOST ? `, the first ${MOST} shown` : '';
    at('count').textContent = !typed ? '' : found.length ? `${found.length} found${more}` : 'Nobody found. Try fewer words, or part of one.';
    at('results').hidden = !found.length;
    at('found').replaceChildren();
    found.slice(0, MOST).forEach(addRow);
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
