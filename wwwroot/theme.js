// Runs before the first paint. The choice lives in this browser alone: light, dark, or system (nothing stored).
(() => {
  const key = 'kayron-theme';
  const system = matchMedia('(prefers-color-scheme: dark)');

  function stored() {
    try { return localStorage.getItem(key); } catch { return null; }
  }

  function apply() {
    const choice = stored();
    const dark = choice === 'dark' || (choice !== 'light' && system.matches);
    document.documentElement.dataset.theme = dark ? 'dark' : 'light';
    for (const button of document.querySelectorAll('[data-theme-choice]')) {
      button.setAttribute('aria-pressed', String(button.dataset.themeChoice === (choice ?? 'system')));
    }
  }

  function choose(choice) {
    try {
      if (choice === 'system') localStorage.removeItem(key); else localStorage.setItem(key, choice);
    } catch { /* Storage is off: the choice holds for nothing but this is no reason to fail. */ }
    apply();
  }

  apply();
  system.addEventListener('change', apply);
  addEventListener('storage', event => { if (event.key === key) apply(); });
  document.addEventListener('click', event => {
    const button = event.target.closest?.('[data-theme-choice]');
    if (button) choose(button.dataset.themeChoice);
  });
  // Buttons of a menu come and go; they are marked when they appear.
  new MutationObserver(changes => {
    if (changes.some(change => [...change.addedNodes].some(node => node.querySelector?.('[data-theme-choice]')))) apply();
  }).observe(document.documentElement, { childList: true, subtree: true });
})();
