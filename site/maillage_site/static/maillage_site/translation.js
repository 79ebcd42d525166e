// Words that wagtail-localize's script writes in English, whatever the catalogue.
"use strict";
(() => {
  const root = document.querySelector(".js-translation-editor");
  if (!root) return;
  const pair = /^(.+) to (.+) translation$/;
  const say = () => {
    const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const text = texts.currentNode;
      const found = pair.exec(text.data);
      if (found) text.data = interpolate(gettext("Translation: %s → %s"), found.slice(1));
      else if (text.data === "More actions") text.data = gettext("More actions");
    }
  };
  say();
  new MutationObserver(say).observe(root, { childList: true, subtree: true });
})();
