// The map itself: outlines, clusters, places, other plugins' layers, and the card of the chosen one.

import "../vendor/leaflet/leaflet.js";
import "../vendor/supercluster/supercluster.min.js";
import { clusters, points } from "./points.js";
import { Roving } from "./roving.js";
import { features } from "./topology.js";

const { L, Supercluster } = globalThis;
// Closer, the outlines say nothing any more: places that are still together are listed by name.
const MAX_ZOOM = 12;
const FRANCE = [[41.3, -5.2], [51.1, 9.6]];

export class Drawing {
  constructor(host) {
    this.host = host;
    this.sources = [];
    this.build();
    this.map = L.map(this.canvas, {
      zoomControl: false,
      keyboard: false,
      attributionControl: false,
      maxZoom: MAX_ZOOM,
      minZoom: 2,
      zoomAnimation: !matchMedia("(prefers-reduced-motion: reduce)").matches,
      fadeAnimation: false,
      worldCopyJump: true,
    });
    this.markers = L.layerGroup().addTo(this.map);
    this.roving = new Roving(this.canvas);
    this.canvas.addEventListener("keydown", (event) => this.zoomKeys(event));
  }

  build() {
    const { host } = this;
    this.canvas = node("div", "map-canvas");
    this.canvas.setAttribute("role", "region");
    this.canvas.setAttribute("aria-label", host.text("label-map"));
    const tools = node("div", "map-tools");
    const zoomIn = button("+", host.text("label-in"), () => this.map.zoomIn());
    const zoomOut = button("−", host.text("label-out"), () => this.map.zoomOut());
    tools.append(zoomIn, zoomOut);
    this.card = node("div", "map-card");
    this.card.hidden = true;
    this.choices = node("fieldset", "map-layers");
    this.choices.hidden = true;
    const credit = node("p", "map-credit");
    credit.textContent = host.text("label-credit");
    const frame = node("div", "map-frame");
    frame.append(this.canvas, tools);
    host.panel.append(frame, this.card, this.choices, credit);
  }

  async start() {
    const [outline, data] = await Promise.all([
      json(this.host.getAttribute("outline")),
      json(this.host.getAttribute("points")),
    ]);
    L.geoJSON(features(outline), { interactive: false, style: { className: "map-land" } }).addTo(
      this.map,
    );
    this.map.fitBounds(FRANCE);
    this.show(data);
    this.map.on("moveend", () => this.draw());
    this.draw();
    this.host.say("");
    this.layers();
  }

  // Points are shown at once; départements are opened one by one.
  show(data) {
    const coarse = data.kind === "clusters";
    const found = coarse ? clusters(data) : points(data);
    this.source(coarse ? "departement" : "place", found);
    const positions = found.map(({ geometry }) => geometry.coordinates.slice().reverse());
    this.fit(coarse ? positions.filter(inEurope) : positions);
  }

  source(kind, found, layer = null) {
    const index = new Supercluster({
      radius: 56,
      maxZoom: MAX_ZOOM,
      map: ({ count }) => ({ total: count || 1 }),
      reduce: (sum, { total }) => {
        sum.total += total;
      },
    });
    index.load(found);
    const source = { kind, index, layer, found, shown: true };
    this.sources.push(source);
    return source;
  }

  fit(positions) {
    if (!positions.length) return;
    this.map.fitBounds(positions, { padding: [36, 36], maxZoom: 11, animate: false });
  }

  draw() {
    const bounds = this.map.getBounds().pad(0.1);
    const box = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
    const zoom = this.map.getZoom();
    const drawn = [];
    for (const source of this.sources.filter(({ shown }) => shown)) {
      for (const found of source.index.getClusters(box, zoom)) drawn.push(this.found(source, found));
    }
    const { focused } = this.roving;
    this.markers.clearLayers();
    const items = drawn.map(({ position, label, key, face, act }) => {
      const marker = L.marker(position, { icon: face, keyboard: false, riseOnHover: true });
      marker.addTo(this.markers);
      const item = marker.getElement();
      item.setAttribute("role", "button");
      item.setAttribute("aria-label", label);
      item.title = label;
      item.dataset.key = key;
      item.addEventListener("click", () => act(item));
      item.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        act(item);
      });
      return item;
    });
    this.roving.renew(items, focused);
  }

  found(source, { id, geometry, properties }) {
    const position = geometry.coordinates.slice().reverse();
    const { kind } = source;
    if (kind === "departement" && !properties.cluster) {
      const { code, name, count, url } = properties;
      return {
        position,
        key: url,
        label: this.host.text("label-cluster", { n: count, town: name }),
        face: bubble(count, "place"),
        act: () => this.enter(source, code),
      };
    }
    if (!properties.cluster) {
      const { name, town, url } = properties;
      return {
        position,
        key: url,
        label: town ? this.host.text("label-place", { name, town }) : name,
        face: dot(kind),
        act: () => this.tell([properties]),
      };
    }
    const count = properties.total;
    const [leaf] = source.index.getLeaves(id, 1);
    const town = source.layer ? source.layer.label : leaf.properties.town;
    return {
      position,
      key: leaf.properties.url,
      label: this.host.text("label-cluster", { n: count, town }),
      face: bubble(count, kind),
      act: () => this.expand(source, id, position),
    };
  }

  // Zoom until it splits; places at one address are told together.
  expand(source, id, position) {
    const zoom = source.index.getClusterExpansionZoom(id);
    if (zoom > MAX_ZOOM) {
      this.tell(source.index.getLeaves(id, 50).map((leaf) => leaf.properties));
      return;
    }
    this.roving.pending = true;
    this.map.setView(position, zoom);
  }

  // A département's places take the place of its bubble.
  async enter(source, code) {
    this.host.say(this.host.text("label-loading"));
    const address = new URL(this.host.getAttribute("points"), location.href);
    address.searchParams.set("dans", code);
    try {
      const data = await json(address);
      if (data.kind !== "points") throw new Error("too many places");
      source.found = source.found.filter(({ properties }) => properties.code !== code);
      source.index.load(source.found);
      this.roving.pending = true;
      this.show(data);
      this.draw();
      this.host.say("");
    } catch (error) {
      this.host.say(this.host.text("label-failed"));
      console.warn(error);
    }
  }

  // What was chosen, with the link to its page; Escape goes back to the map.
  tell(chosen) {
    const list = node("ul");
    for (const { name, town, url, summary } of chosen) {
      const link = Object.assign(document.createElement("a"), { href: url, textContent: name });
      const row = node("li");
      row.append(link);
      const more = [town, summary].filter(Boolean).join(", ");
      if (more) row.append(Object.assign(node("span"), { textContent: ` ${more}` }));
      list.append(row);
    }
    this.card.replaceChildren(list, button("×", this.host.text("label-close-card"), () => this.untell()));
    this.card.hidden = false;
    this.card.querySelector("a").focus();
    this.card.onkeydown = (event) => {
      if (event.key === "Escape") this.untell();
    };
  }

  untell() {
    this.card.hidden = true;
    this.roving.focus();
  }

  zoomKeys(event) {
    if (event.key === "+" || event.key === "=") this.zoomBy(1, event);
    else if (event.key === "-") this.zoomBy(-1, event);
    else if (event.key === "Escape") this.host.close();
  }

  zoomBy(step, event) {
    event.preventDefault();
    this.roving.pending = true;
    this.map.setZoom(this.map.getZoom() + step);
  }

  // Other plugins' layers: one that fails is told, the others are drawn.
  async layers() {
    let offered = [];
    try {
      offered = (await json(this.host.getAttribute("layers"))).layers;
    } catch (error) {
      console.warn(error);
    }
    const failed = [];
    for (const layer of offered) {
      try {
        const { features: found } = await json(layer.url);
        if (found.length) this.choice(layer, found);
      } catch (error) {
        failed.push(layer.label);
        console.warn(error);
      }
    }
    this.draw();
    for (const name of failed) this.host.say(this.host.text("label-layer-failed", { layer: name }));
  }

  choice(layer, found) {
    const source = this.source(
      "layer",
      found.map((feature) => ({
        ...feature,
        properties: { ...feature.properties, name: feature.properties.title },
      })),
      layer,
    );
    if (this.choices.hidden) {
      this.choices.append(
        Object.assign(document.createElement("legend"), {
          textContent: this.host.text("label-layers"),
        }),
      );
      this.choices.hidden = false;
    }
    const label = node("label", "check");
    const box = Object.assign(document.createElement("input"), { type: "checkbox", checked: true });
    box.addEventListener("change", () => {
      source.shown = box.checked;
      this.draw();
    });
    label.append(box, ` ${layer.label}`);
    this.choices.append(label);
  }
}

async function json(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${answer.status} ${address}`);
  return answer.json();
}

function inEurope([latitude, longitude]) {
  return latitude > 40 && longitude > -10;
}

function node(name, className = "") {
  return Object.assign(document.createElement(name), { className });
}

function button(sign, label, act) {
  const found = Object.assign(node("button", "map-button"), { type: "button", textContent: sign });
  found.setAttribute("aria-label", label);
  found.addEventListener("click", act);
  return found;
}

// Targets of 44 px, even when what is drawn in them is smaller.
function bubble(count, kind) {
  const html = `<span>${Number(count)}</span>`;
  return L.divIcon({ className: `map-marker cluster ${kind}`, html, iconSize: [44, 44] });
}

function dot(kind) {
  return L.divIcon({ className: `map-marker dot ${kind}`, html: "<span></span>", iconSize: [44, 44] });
}
