// <maillage-around>: a button that asks the device where it is, once, and puts it, rounded, in the
// address of the list. Nothing is asked before the button is pressed, nothing is kept.

import { icon } from "./map.js";

const DECIMALS = 3; // A hundred metres or so.
const PATIENCE = 15000;
const OTHERWISE = ["pres_de", "commune", "dans", "autour"]; // Other ways to say where.

class MaillageAround extends HTMLElement {
  connectedCallback() {
    if (this.button || !navigator.geolocation || !window.isSecureContext) return;
    this.hidden = false;
    this.button = document.createElement("button");
    this.button.type = "button";
    this.button.className = "button secondary";
    this.button.append(icon(this.getAttribute("icons"), "navigation"), this.getAttribute("label"));
    this.status = document.createElement("p");
    this.status.className = "around-status";
    this.status.setAttribute("role", "status");
    this.append(this.button, this.status);
    this.button.addEventListener("click", () => this.ask());
  }

  ask() {
    this.status.textContent = this.getAttribute("label-asking");
    navigator.geolocation.getCurrentPosition(
      (found) => this.go(found.coords),
      () => (this.status.textContent = this.getAttribute("label-failed")),
      { maximumAge: 60000, timeout: PATIENCE },
    );
  }

  go({ latitude, longitude }) {
    const form = this.closest("form");
    const query = new URLSearchParams();
    for (const [name, value] of new FormData(form)) {
      if (value && !OTHERWISE.includes(name)) query.append(name, value);
    }
    query.set("autour", `${latitude.toFixed(DECIMALS)},${longitude.toFixed(DECIMALS)}`);
    const to = new URL(form.action || location.href, location.href);
    to.search = query;
    location.assign(to);
  }
}

customElements.define("maillage-around", MaillageAround);
