// The map itself: outlines, clusters, places, other plugins' layers, and the card of the chosen one.

import "../vendor/leaflet/leaflet.js";
import "../vendor/supercluster/supercluster.min.js";
import { Card, MOST_TOLD } from "./card.js";
import { bubble, button, dot, node, number } from "./pieces.js";
import { read } from "./points.js";
import { Roving } from "./roving.js";
import { Territories } from "./territories.js";
import { features } from "./topology.js";

const { L, Supercluster } = globalThis;
const MAX_ZOOM = 16;
// Closer, the outlines say nothing any more: a few places that are still together are listed by name.
const NAMED_FROM = 12;
const FRANCE = [[41.3, -5.2], [51.1, 9.6]];
// Of a cluster's places, as many are looked at to tell which town most are in.
const LOOKED_AT = 300;

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
      zoomSnap: 0.5,
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
    this.card = new Card(host, () => this.roving.focus());
    this.jumps = node("p", "map-jumps no-print");
    this.jumps.hidden = true;
    this.choices = node("fieldset", "map-layers");
    this.choices.hidden = true;
    const credit = node("p", "map-credit");
    credit.textContent = host.text("label-credit");
    const frame = node("div", "map-frame");
    frame.append(this.canvas, tools);
    host.panel.append(frame, this.jumps, this.card.element, this.choices, credit);
  }

  async start() {
    const outlines = this.host.getAttribute("outline").split(" ").map(json);
    const [data, ...land] = await Promise.all([
      json(this.host.getAttribute("points")),
      ...outlines,
    ]);
    const tiles = this.host.getAttribute("tiles");
    if (tiles) L.tileLayer(tiles, { maxZoom: MAX_ZOOM }).addTo(this.map);
    const style = { interactive: false, style: { className: "map-land" } };
    L.geoJSON(land.flatMap(features), style).addTo(this.map);
    this.map.fitBounds(FRANCE);
    this.territories = new Territories(this.host.getAttribute("points"));
    this.places = this.source("place", read(data));
    this.offer(data.areas);
    this.map.on("moveend", () => this.settle());
    this.settle();
    this.host.say("");
    this.layers();
  }

  // The map opens on the first part of France; a choice leads to the others.
  offer(areas) {
    if (areas.length) this.fit(areas[0]);
    if (areas.length < 2) return;
    const choice = document.createElement("select");
    for (const [name, count] of areas) choice.append(new Option(`${name} (${number(count)})`));
    choice.addEventListener("change", () => this.fit(areas[choice.selectedIndex]));
    const label = document.createElement("label");
    label.append(`${this.host.text("label-jump")} `, choice);
    this.jumps.append(label);
    this.jumps.hidden = false;
  }

  source(kind, found, layer = null) {
    const index = new Supercluster({
      radius: 56,
      // As wide as Leaflet's tiles, so that the radius is in pixels of the screen.
      extent: 256,
      maxZoom: MAX_ZOOM - 1,
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

  fit([, , south, west, north, east]) {
    this.show([[south, west], [north, east]]);
  }

  show(box) {
    this.map.fitBounds(box, { padding: [28, 28], maxZoom: 11, animate: false });
  }

  settle() {
    this.draw();
    const close = this.territories.near(this.places.found, this.map.getBounds(), this.map.getZoom());
    if (close.length) this.enter(close.map(({ properties }) => properties));
  }

  draw() {
    const bounds = this.map.getBounds().pad(0.1);
    const box = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
    const zoom = Math.floor(this.map.getZoom());
    const drawn = [];
    for (const source of this.sources.filter(({ shown }) => shown)) {
      for (const found of source.index.getClusters(box, zoom)) drawn.push(this.found(source, found));
    }
    const { focused } = this.roving;
    this.markers.clearLayers();
    const items = drawn.map(({ position, label, key, face, act, layer }) => {
      // Places over what other plugins add.
      const zIndexOffset = layer ? -10_000 : 0;
      const marker = L.marker(position, { icon: face, keyboard: false, riseOnHover: true, zIndexOffset });
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
    const drawn = { position, key: properties.url, layer: source.layer };
    if (properties.cluster) return { ...drawn, ...this.cluster(source, id, properties, position) };
    const { name, town, path, address, places = [properties], count = 1 } = properties;
    if (path) {
      return {
        ...drawn,
        label: this.host.text("label-cluster", { n: number(count), town: name }),
        face: bubble(count, source.kind),
        act: () => this.goInto(properties),
      };
    }
    if (count > 1) {
      const where = [address, town].filter(Boolean).join(", ");
      return {
        ...drawn,
        label: this.host.text("label-cluster", { n: number(count), town: where }),
        face: bubble(count, `${source.kind} door`),
        act: () => this.card.tell(places, where),
      };
    }
    return {
      ...drawn,
      label: town ? this.host.text("label-place", { name, town }) : name,
      face: dot(source.kind),
      act: () => this.card.tell(places),
    };
  }

  cluster(source, id, { total }, position) {
    const leaves = source.index.getLeaves(id, LOOKED_AT).map((leaf) => leaf.properties);
    const [town, ...others] = towns(leaves);
    const label = others.length ? "label-around" : "label-cluster";
    return {
      key: leaves[0].url,
      label: this.host.text(label, {
        n: number(total),
        town: source.layer ? source.layer.label : town,
      }),
      face: bubble(total, source.kind),
      act: () => this.expand(source, id, total, position),
    };
  }

  // Zoom until it splits; the few that the closest zooms would part are told together.
  expand(source, id, total, position) {
    const zoom = source.index.getClusterExpansionZoom(id);
    const few = zoom > NAMED_FROM && total <= MOST_TOLD;
    if (few || zoom > MAX_ZOOM) {
      const leaves = source.index.getLeaves(id, Infinity).map((leaf) => leaf.properties);
      this.card.tell(leaves.flatMap((one) => one.places || [one]));
      return;
    }
    this.roving.pending = true;
    this.map.setView(position, zoom);
  }

  async goInto(territory) {
    this.roving.pending = true;
    this.territories.asked.add(territory.path);
    this.show(territory.box);
    await this.enter([territory]);
  }

  // What territories hold takes the place of their bubbles.
  async enter(territories) {
    this.host.say(this.host.text("label-loading"));
    try {
      const opened = await Promise.all(territories.map((one) => this.territories.open(one)));
      const paths = new Set(territories.map(({ path }) => path));
      const others = this.places.found.filter(({ properties }) => !paths.has(properties.path));
      this.places.found = others.concat(...opened);
      this.places.index.load(this.places.found);
      this.host.say("");
      this.settle();
    } catch (error) {
      this.host.say(this.host.text("label-failed"));
      console.warn(error);
    }
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
    // Nothing moves under a pointer for a layer that holds nothing.
    if (this.sources.length > 1) this.draw();
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

// The towns of these places, that of most of them first.
function towns(found) {
  const counts = new Map();
  for (const { town, count = 1 } of found) counts.set(town, (counts.get(town) || 0) + count);
  return [...counts.keys()].sort((one, other) => counts.get(other) - counts.get(one));
}
