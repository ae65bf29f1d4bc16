// Keys move the focus and open pages. None of them acts on anything.
(() => {
  const isTyping = element => element?.matches?.('input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable=true]');
  let prefix = false;
  let prefixTimer = 0;

  function focus(selector) {
    const element = [...document.querySelectorAll(selector)].find(candidate => candidate.offsetParent !== null);
    element?.focus();
    element?.scrollIntoView({ block: 'nearest' });
    return Boolean(element);
  }

  function showKeys() {
    const dialog = document.getElementById('keys');
    if (dialog && !dialog.open) dialog.showModal();
  }

  function closeDrops(except, focusIt) {
    for (const drop of document.querySelectorAll('.drop[open]')) {
      if (drop === except) continue;
      drop.open = false;
      if (focusIt) drop.querySelector('summary').focus();
    }
  }

  function go(letter) {
    const link = document.querySelector(`[data-go="${CSS.escape(letter)}"]`);
    link?.click();
    return Boolean(link);
  }

  function step(by) {
    const rows = [...document.querySelectorAll('[data-row]')].filter(row => row.offsetParent !== null);
    if (rows.length === 0) return false;
    const at = rows.findIndex(row => row.contains(document.activeElement));
    const next = rows[at < 0 ? (by > 0 ? 0 : rows.length - 1) : Math.min(Math.max(at + by, 0), rows.length - 1)];
    next.querySelector('a[href], button')?.focus();
    next.scrollIntoView({ block: 'nearest' });
    return true;
  }

  // Where a dialog was opened from. MudBlazor brings the focus back only where its own question arrived before the focus moved.
  let opener = null;
  document.addEventListener('focusin', event => { if (!event.target.closest('.mud-dialog-container')) opener = event.target; });
  window.kayronFocusBack = () => (opener?.isConnected ? opener : document.querySelector('h1'))?.focus();

  // MudBlazor's trap asks the server, which a second Tab outruns.
  function stayInDialog(event) {
    const dialog = [...document.querySelectorAll('.mud-dialog')].at(-1);
    const fields = [...(dialog?.querySelectorAll('a[href], button, input, select, textarea') ?? [])].filter(field => !field.disabled && field.offsetParent !== null);
    if (fields.length === 0) return;
    const [from, to] = event.shiftKey ? [fields[0], fields.at(-1)] : [fields.at(-1), fields[0]];
    if (document.activeElement !== from && dialog.contains(document.activeElement)) return;
    event.preventDefault();
    to.focus();
  }

  // Some hands need a while from one key to the next.
  const patience = 5000;

  function expectLetter() {
    prefix = true;
    clearTimeout(prefixTimer);
    prefixTimer = setTimeout(() => { prefix = false; }, patience);
    return true;
  }

  const actions = {
    '/': () => focus('#search, #search-page'),
    '?': () => { showKeys(); return true; },
    j: () => step(1),
    k: () => step(-1),
    a: () => focus('[data-approve]'),
    g: expectLetter,
  };

  document.addEventListener('keydown', event => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Tab') stayInDialog(event);
    if (event.key === 'Escape') {
      closeDrops(null, true);
      if (document.activeElement?.id === 'search') document.activeElement.blur();
    }
    if (isTyping(event.target) || document.querySelector('dialog[open], .mud-dialog')) return;
    const handled = prefix ? go(event.key) : actions[event.key]?.();
    if (event.key !== 'g') prefix = false;
    if (handled) event.preventDefault();
  });

  document.addEventListener('click', event => {
    if (event.target.closest?.('.skip')) {
      event.preventDefault();
      document.getElementById('content')?.focus();
    }
    closeDrops(event.target.closest?.('a') ? null : event.target.closest?.('.drop'), false);
    if (event.target.closest?.('[data-keys]')) {
      closeDrops(null, false);
      showKeys();
    }
  }, true);
})();
