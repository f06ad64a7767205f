'use strict';
// What is shown once the lock is open: the page inside the ZIP file, with its pictures and files.
(() => {
  const at = (id) => document.getElementById(id);
  const TYPES = {
    html: 'text/html', pdf: 'application/pdf', jpg: 'image/jpeg', png: 'image/png', gif: 'image/gif',
    webp: 'image/webp', txt: 'text/plain', csv: 'text/csv', json: 'application/json',
  };

  // The members of a ZIP file by name, from its table of contents at the end.
  function membersOf(zip) {
    const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
    let end = zip.length - 22;
    while (end >= 0 && view.getUint32(end, true) !== 0x06054b50) end -= 1;
    if (end < 0) throw new Error('no ZIP file');
    const found = new Map();
    let place = view.getUint32(end + 16, true);
    for (let left = view.getUint16(end + 10, true); left > 0; left -= 1) {
      const lengths = [28, 30, 32].map((offset) => view.getUint16(place + offset, true));
      const name = new TextDecoder().decode(zip.subarray(place + 46, place + 46 + lengths[0]));
      const local = view.getUint32(place + 42, true);
      const body = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
      const packed = zip.subarray(body, body + view.getUint32(place + 20, true));
      found.set(name.slice(name.indexOf('/') + 1), { packed, method: view.getUint16(place + 10, true) });
      place += 46 + lengths[0] + lengths[1] + lengths[2];
    }
    return found;
  }

  async function unpacked(member) {
    if (member.method === 0) return member.packed;
    const stream = new Blob([member.packed]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  }

  async function addressOf(members, path) {
    const member = members.get('data/' + path);
    if (!member) return null;
    const type = TYPES[path.slice(path.lastIndexOf('.') + 1)] || 'application/octet-stream';
    return URL.createObjectURL(new Blob([await unpacked(member)], { type }));
  }

  // The record's own page, with its pictures and files taken from the ZIP file.
  async function pageOf(members) {
    const text = new TextDecoder().decode(await unpacked(members.get('data/START-HERE.html')));
    const page = new DOMParser().parseFromString(text, 'text/html');
    page.querySelectorAll('meta[http-equiv]').forEach((each) => each.remove());
    for (const name of ['src', 'href']) {
      for (const element of page.querySelectorAll('[' + name + ']')) {
        const path = element.getAttribute(name);
        if (path.startsWith('#') || path.startsWith('data:')) continue;
        const address = await addressOf(members, path);
        if (!address) { element.removeAttribute(name); continue; }
        element.setAttribute(name, address);
        if (name === 'href') element.setAttribute('download', path.slice(path.lastIndexOf('/') + 1));
      }
    }
    return '<!doctype html>' + page.documentElement.outerHTML;
  }

  window.showUnlocked = async (zip) => {
    at('save').href = URL.createObjectURL(new Blob([zip], { type: 'application/zip' }));
    at('save').download = JSON.parse(at('settings').textContent).file;
    at('opened').hidden = false;
    document.body.classList.add('is-open');
    try {
      at('record').srcdoc = await pageOf(membersOf(zip));
    } catch (error) {
      at('record').remove();
      at('print').remove();
    }
  };

  at('print').addEventListener('click', () => at('record').contentWindow.print());
})();
