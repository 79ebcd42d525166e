// Draftail writes what is typed into its field a quarter of a second later: a form that is sent
// meanwhile would leave without the last words. It waits until they are written.
"use strict";
(() => {
  const EDITOR = "[data-draftail-editor-wrapper]";
  const WRITTEN_AFTER = 500;
  const AGAIN_AFTER = 50;
  const PATIENCE = 5000;
  const EVENTS = ["keydown", "beforeinput", "input", "paste", "cut", "drop", "click"];
  let touched = Number.NEGATIVE_INFINITY;
  const note = (event) => {
    if (event.target instanceof Element && event.target.closest(EDITOR)) {
      touched = performance.now();
    }
  };
  for (const kind of EVENTS) document.addEventListener(kind, note, true);

  const isWritten = (input) => {
    const state = input.draftailEditor?.getEditorState();
    if (!state) return true;
    const { blocks = [] } = JSON.parse(input.value || "{}") ?? {};
    return state.getCurrentContent().getPlainText("\n") === blocks.map(({ text }) => text).join("\n");
  };
  // The field of an editor stands beside it.
  const fields = (form) =>
    [...form.querySelectorAll(EDITOR)].flatMap(({ parentNode }) => [...parentNode.querySelectorAll("input")]);
  const areWritten = (form) => fields(form).every(isWritten);

  const sent = new WeakSet();
  const send = (form, button) => {
    const late = performance.now() - touched > PATIENCE;
    if (!late && !areWritten(form)) {
      setTimeout(send, AGAIN_AFTER, form, button);
      return;
    }
    // Wagtail switches a pressed button off: what it says would not be sent either.
    const wasOff = button?.disabled;
    if (button) button.disabled = false;
    sent.add(form);
    form.requestSubmit(button);
    sent.delete(form);
    if (button) button.disabled = wasOff;
  };
  document.addEventListener(
    "submit",
    (event) => {
      const form = event.target;
      const left = touched + WRITTEN_AFTER - performance.now();
      if (sent.has(form) || (left <= 0 && areWritten(form))) return;
      if (!form.querySelector(EDITOR)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      setTimeout(send, Math.max(left, 0), form, event.submitter);
    },
    true,
  );
})();
