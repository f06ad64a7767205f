'use strict';
// Opens the lock in the browser: PBKDF2 and AES-GCM from WebCrypto; what was locked goes to showUnlocked.
(() => {
  const at = (id) => document.getElementById(id);
  const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const say = (words) => { at('said').textContent = words; };

  // Letters only count: capitals, blanks for dashes and stray ends are forgiven.
  const tidy = (words) => words.trim().toLowerCase().split(/[\s\-\u2010-\u2015]+/).join('-');

  async function unlock(words) {
    const settings = JSON.parse(at('settings').textContent);
    const start = await crypto.subtle.importKey('raw', new TextEncoder().encode(words), 'PBKDF2', false, ['deriveKey']);
    const rule = { name: 'PBKDF2', hash: 'SHA-256', salt: bytes(settings.salt), iterations: settings.rounds };
    const key = await crypto.subtle.deriveKey(rule, start, { name: 'AES-GCM', length: 256 }, false, ['decrypt']);
    const lock = { name: 'AES-GCM', iv: bytes(settings.nonce) };
    return new Uint8Array(await crypto.subtle.decrypt(lock, key, bytes(at('locked').textContent)));
  }

  at('unlock').addEventListener('submit', async (event) => {
    event.preventDefault();
    if (!window.crypto || !crypto.subtle) {
      say('This browser cannot open the lock here. Save the file, open it in Safari, Chrome, Edge or Firefox, or use the ZIP file beside it.');
      return;
    }
    say('Opening; this takes a few seconds on a phone…');
    let content;
    try {
      content = await unlock(tidy(at('words').value));
    } catch (error) {
      say('That is not the passphrase. Check it and try again.');
      return;
    }
    say('');
    await window.showUnlocked(content);
  });
})();
