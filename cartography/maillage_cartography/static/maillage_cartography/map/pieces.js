// The small elements that a map is made of.

import "../vendor/leaflet/leaflet.js";

const { L } = globalThis;

export function node(name, className = "") {
  return Object.assign(document.createElement(name), { className });
}

export function button(sign, label, act) {
  const found = Object.assign(node("button", "map-button"), { type: "button", textContent: sign });
  found.setAttribute("aria-label", label);
  found.addEventListener("click", act);
  return found;
}

export function number(count) {
  return Number(count).toLocaleString(document.documentElement.lang);
}

// Targets of 44 px, even when what is drawn in them is smaller.
export function bubble(count, kind) {
  const html = `<span>${number(count)}</span>`;
  return L.divIcon({ className: `map-marker cluster ${kind}`, html, iconSize: [44, 44] });
}

export function dot(kind) {
  return L.divIcon({ className: `map-marker dot ${kind}`, html: "<span></span>", iconSize: [44, 44] });
}
