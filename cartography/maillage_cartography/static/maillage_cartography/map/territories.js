// Territories whose places are too many to be sent at once, opened one by one as they are looked at.

import { read } from "./points.js";

// The zoom at which a territory's own places say more than its number: départements, EPCI, communes.
const OPENS_AT = [9, 10, 11];
const MOST_AT_ONCE = 6;

export class Territories {
  constructor(address) {
    this.address = address;
    this.asked = new Set();
  }

  // Those of these features that are close enough to be opened by themselves.
  near(found, view, zoom) {
    const close = found.filter(
      ({ properties: { path, box } }) =>
        path && !this.asked.has(path) && zoom >= OPENS_AT[path.split("/").length - 1] && view.intersects(box),
    );
    return close.slice(0, MOST_AT_ONCE);
  }

  // What a territory holds, in its place: places, or smaller territories.
  async open({ path }) {
    this.asked.add(path);
    const address = new URL(this.address, location.href);
    address.searchParams.set("dans", path);
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(`${answer.status} ${address}`);
    return read(await answer.json());
  }
}
