// <maillage-combobox from="…">: what may be meant, proposed under its field while it is typed (the
// "list autocomplete" combobox of the ARIA patterns). The field alone works as well: what is typed is
// understood, or asked about, on the next page.

const PATIENCE = 150;
const SHORTEST = 2;
let made = 0;

class MaillageCombobox extends HTMLElement {
  connectedCallback() {
    if (this.list) return;
    this.input = this.querySelector("input");
    this.list = document.createElement("ul");
    this.list.id = `suggestions-${(made += 1)}`;
    this.list.className = "suggestions";
    this.list.hidden = true;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", this.getAttribute("label"));
    this.status = document.createElement("span");
    this.status.className = "visually-hidden";
    this.status.setAttribute("role", "status");
    this.append(this.list, this.status);
    // A field of type "search" may not be a combobox.
    this.input.type = "text";
    const combobox = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false" };
    for (const [name, value] of Object.entries({ ...combobox, autocomplete: "off" })) {
      this.input.setAttribute(name, value);
    }
    this.input.setAttribute("aria-controls", this.list.id);
    this.input.addEventListener("input", () => this.wait());
    this.input.addEventListener("keydown", (event) => this.press(event));
    this.input.addEventListener("blur", () => this.close());
    // The field keeps the focus while an option is pressed.
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => this.take(event.target.closest("li")));
  }

  wait() {
    clearTimeout(this.timer);
    this.asked?.abort();
    const text = this.input.value.trim();
    if (text.length < SHORTEST) this.close();
    else this.timer = setTimeout(() => this.ask(text), PATIENCE);
  }

  async ask(text) {
    this.asked = new AbortController();
    const from = `${document.body.dataset.scope ?? ""}${this.getAttribute("from")}`;
    const address = new URL(from, location.href);
    address.searchParams.set("q", text);
    try {
      const answer = await fetch(address, { signal: this.asked.signal });
      if (answer.ok) this.show((await answer.json()).suggestions);
    } catch (error) {
      if (error.name !== "AbortError") this.close();
    }
  }

  show(suggestions) {
    if (document.activeElement !== this.input) return;
    this.list.replaceChildren(...suggestions.map((one, index) => this.option(one, index)));
    this.list.hidden = !suggestions.length;
    this.input.setAttribute("aria-expanded", String(!this.list.hidden));
    this.point(null);
    const name = ["label-none", "label-one"][suggestions.length] ?? "label-many";
    this.status.textContent = this.getAttribute(name).replace("{n}", suggestions.length);
  }

  option({ label, note = "", value = label, url = "" }, index) {
    const item = document.createElement("li");
    item.id = `${this.list.id}-${index}`;
    Object.assign(item.dataset, { value, url });
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    const said = document.createElement("span");
    said.textContent = label;
    const small = document.createElement("small");
    small.textContent = note;
    item.append(said, ...(note ? [" ", small] : []));
    return item;
  }

  press(event) {
    if (this.list.hidden) {
      if (event.key === "ArrowDown" && !event.altKey) this.wait();
      return;
    }
    const options = [...this.list.children];
    const at = options.indexOf(this.pointed);
    const next = { ArrowDown: at + 1, ArrowUp: at < 0 ? options.length - 1 : at - 1 }[event.key];
    if (next !== undefined) this.point(options[next] ?? null);
    else if (event.key === "Escape") this.close();
    else if (event.key === "Enter" && this.pointed) this.take(this.pointed);
    else return;
    event.preventDefault();
  }

  point(item) {
    this.pointed?.setAttribute("aria-selected", "false");
    this.pointed = item;
    item?.setAttribute("aria-selected", "true");
    item?.scrollIntoView({ block: "nearest" });
    if (item) this.input.setAttribute("aria-activedescendant", item.id);
    else this.input.removeAttribute("aria-activedescendant");
  }

  take(item) {
    if (!item) return;
    this.input.value = item.dataset.value;
    this.status.textContent = item.textContent;
    this.close();
    if (item.dataset.url) location.assign(item.dataset.url);
  }

  close() {
    clearTimeout(this.timer);
    this.asked?.abort();
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.point(null);
  }
}

customElements.define("maillage-combobox", MaillageCombobox);
