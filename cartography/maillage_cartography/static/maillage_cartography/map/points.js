// points.json: columns of deltas → GeoJSON points (see points.py for its shape).

const PRECISION = 10000;
const ID_BYTES = 6;

export function points(data) {
  const ids = Uint8Array.from(atob(data.id), (letter) => letter.charCodeAt(0));
  const towns = sums(data.town);
  const latitudes = sums(data.lat);
  const longitudes = sums(data.lon);
  return data.name.map((name, n) => ({
    type: "Feature",
    geometry: {
      type: "Point",
      coordinates: [longitudes[n] / PRECISION, latitudes[n] / PRECISION],
    },
    properties: {
      name,
      town: data.towns[towns[n]],
      url: `${data.base}${hex(ids.subarray(n * ID_BYTES, (n + 1) * ID_BYTES))}/`,
    },
  }));
}

export function clusters(data) {
  return data.items.map(([code, name, count, latitude, longitude]) => ({
    type: "Feature",
    geometry: { type: "Point", coordinates: [longitude, latitude] },
    properties: { code, name, town: name, count, url: `#${code}` },
  }));
}

function sums(deltas) {
  let total = 0;
  return deltas.map((delta) => (total += delta));
}

function hex(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
