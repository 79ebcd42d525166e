// <maillage-map>: a button that opens a map of the places listed beside it.
// Nothing is loaded before it is asked for; if anything fails, the list remains.

class MaillageMap extends HTMLElement {
  connectedCallback() {
    if (this.button) return;
    this.hidden = false;
    this.button = element("button", { type: "button", className: "button secondary" });
    this.button.setAttribute("aria-expanded", "false");
    this.panel = element("div", { className: "map-panel", hidden: true });
    this.status = element("p", { className: "map-status" });
    this.status.setAttribute("role", "status");
    this.word("label-open");
    this.append(this.button, this.status, this.panel);
    this.button.addEventListener("click", () => this.toggle());
    if (this.hasAttribute("at-once")) this.open();
  }

  text(name, values = {}) {
    const text = this.getAttribute(name) || "";
    return text.replace(/\[(\w+)\]/g, (whole, key) => values[key] ?? whole);
  }

  say(text) {
    this.status.textContent = text;
  }

  word(label) {
    this.button.replaceChildren(icon(this.getAttribute("icons"), "map"), this.text(label));
  }

  toggle() {
    if (this.panel.hidden) this.open();
    else this.close();
  }

  async open() {
    this.panel.hidden = false;
    this.toggleAttribute("open", true);
    this.button.setAttribute("aria-expanded", "true");
    this.word("label-close");
    if (this.drawing) return;
    this.say(this.text("label-loading"));
    try {
      const [{ Drawing }] = await Promise.all([import("./map/drawing.js"), this.dress()]);
      this.drawing = new Drawing(this);
      await this.drawing.start();
    } catch (error) {
      this.drawing = null;
      this.close();
      this.say(this.text("label-failed"));
      console.warn(error);
    }
  }

  close() {
    this.panel.hidden = true;
    this.toggleAttribute("open", false);
    this.button.setAttribute("aria-expanded", "false");
    this.word("label-open");
    this.button.focus();
  }

  // The map's own sheets, once.
  dress() {
    const sheets = this.getAttribute("stylesheets").split(" ");
    return Promise.all(sheets.map((href) => this.sheet(href)));
  }

  sheet(href) {
    if (document.querySelector(`link[href="${href}"]`)) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const link = element("link", { rel: "stylesheet", href });
      link.addEventListener("load", resolve);
      link.addEventListener("error", () => reject(new Error(href)));
      document.head.append(link);
    });
  }
}

export function element(name, properties = {}) {
  return Object.assign(document.createElement(name), properties);
}

export function icon(sprite, name) {
  const namespace = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(namespace, "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(namespace, "use");
  use.setAttribute("href", `${sprite}#${name}`);
  svg.append(use);
  return svg;
}

customElements.define("maillage-map", MaillageMap);
