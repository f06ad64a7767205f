// Opens the page inside: key from the passphrase, then AES-GCM, both by the browser itself.
"use strict";

{
  const held = JSON.parse(document.getElementById("locked").textContent);
  const form = document.querySelector("[data-unlock]");
  const said = document.querySelector("[data-said]");
  const bytes = (text) => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));

  const opened = async (passphrase) => {
    const words = await crypto.subtle.importKey("raw", new TextEncoder().encode(passphrase), "PBKDF2", false, ["deriveKey"]);
    const key = await crypto.subtle.deriveKey({ name: "PBKDF2", hash: "SHA-256", salt: bytes(held.salt), iterations: held.rounds },
      words, { name: "AES-GCM", length: 256 }, false, ["decrypt"]);
    const packed = await crypto.subtle.decrypt({ name: "AES-GCM", iv: bytes(held.nonce) }, key, bytes(held.sealed));
    return new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
  };

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (!globalThis.crypto?.subtle || !globalThis.DecompressionStream) {
      said.textContent = "This browser is too old to open it here; use a newer one.";
      return;
    }
    said.textContent = "Opening…";
    try {
      const page = await opened(document.getElementById("passphrase").value);
      document.open();
      document.write(page);
      document.close();
    } catch {
      said.textContent = "That is not the passphrase of this file.";
      document.getElementById("passphrase").select();
    }
  });
}
