// <maillage-print>: a button that opens the printing of the page. Without JavaScript the browser's own
// menu does it.

import { icon } from "./map.js";

class MaillagePrint extends HTMLElement {
  connectedCallback() {
    if (this.button) return;
    this.hidden = false;
    this.button = document.createElement("button");
    this.button.type = "button";
    this.button.className = "button";
    this.button.append(icon(this.getAttribute("icons"), "download"), this.getAttribute("label"));
    this.button.addEventListener("click", () => window.print());
    this.append(this.button);
  }
}

customElements.define("maillage-print", MaillagePrint);
