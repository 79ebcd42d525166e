// Words that wagtail-localize's script writes in English, whatever the catalogue.
"use strict";
(() => {
  const pair = /^(.+) to (.+) translation$/;
  const say = () => {
    const root = document.querySelector(".js-translation-editor");
    if (!root) return;
    const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const text = texts.currentNode;
      const found = pair.exec(text.data.trim());
      if (found) text.data = interpolate(gettext("Translation: %s → %s"), found.slice(1));
      else if (text.data === "More actions") text.data = gettext("More actions");
    }
  };
  say();
  // The script builds its screen later, and may put another element in place of this one.
  new MutationObserver(say).observe(document.body, { childList: true, subtree: true });
})();
