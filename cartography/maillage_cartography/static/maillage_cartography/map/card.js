// What was chosen on the map, with links to the pages; Escape goes back to the map.

import { button, node, number } from "./pieces.js";

export const MOST_TOLD = 50;

export class Card {
  constructor(host, back) {
    this.host = host;
    this.back = back;
    this.element = node("div", "map-card");
    this.element.hidden = true;
    this.element.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.close();
    });
  }

  // ``title``: the door that these places share, if they do.
  tell(places, title = "") {
    const content = node("div");
    if (title) content.append(text("p", "map-card-title", title));
    const list = node("ul");
    list.append(...places.slice(0, MOST_TOLD).map((place) => row(place, Boolean(title))));
    content.append(list);
    const left = places.length - MOST_TOLD;
    if (left > 0) content.append(text("p", "", this.host.text("label-more", { n: number(left) })));
    this.element.replaceChildren(
      content,
      button("×", this.host.text("label-close-card"), () => this.close()),
    );
    this.element.hidden = false;
    this.element.scrollTop = 0;
    this.element.querySelector("a").focus();
  }

  close() {
    this.element.hidden = true;
    this.back();
  }
}

function row({ name, town, url, summary }, together) {
  const item = node("li");
  item.append(Object.assign(document.createElement("a"), { href: url, textContent: name }));
  const more = [together ? "" : town, summary].filter(Boolean).join(", ");
  if (more) item.append(text("span", "", ` ${more}`));
  return item;
}

function text(name, className, words) {
  return Object.assign(node(name, className), { textContent: words });
}
